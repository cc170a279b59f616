"""Early warning over a panel: alerts month by month, and what they are worth (动态监测预警)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from aidkit.errors import message, suggestion
from aidkit.oversight.errors import OversightError
from aidkit.oversight.findings import OversightFindings
from aidkit.oversight.monitoring.levels import Array, Observed, observe, trigger_levels
from aidkit.oversight.monitoring.panel import WATCHED, Panel
from aidkit.oversight.monitoring.quality import quality, raised
from aidkit.oversight.monitoring.rules import TRIGGERS, AlertLevel
from aidkit.oversight.process.result import to_decimals
from aidkit.oversight.values import Values, chosen, whole
from aidkit.policy import Policy

LEVELS = tuple(level.name.lower() for level in reversed(AlertLevel) if level)
"""Levels from the most urgent on: red, orange, yellow."""
ALL = "any of them 任一指标"
NEEDS = {"in_school": "out_of_school", "died": "death"}


@dataclass(frozen=True, eq=False)
class Monitoring(OversightFindings):
    """Alerts over a panel; made by ``monitor``.

    Attributes:
        worth: By trigger, and for all together: alerts, precision, onsets of entitlement, recall, share warned at
            least a month before, mean months of lead; see ``Quality``.
        triggers: By trigger: households alerted at each level in all months, weighted.
        towns: By month and town: households alerted at each level, each counted once at its highest.
        alerts: By month, household and trigger: town, level, level before, whether somebody of it is entitled.
        seen: The panel under the policy.
        levels: (triggers, months, households) level of every trigger.
        values: Thresholds and look-back.
        horizon: Months within which entitlement is to follow.
    """

    worth: pd.DataFrame
    triggers: pd.DataFrame
    towns: pd.DataFrame
    alerts: pd.DataFrame
    seen: Observed
    levels: Array
    values: Values
    horizon: int

    topic: ClassVar[str] = "monitoring"
    pages: ClassVar[Mapping[str, str]] = {
        "worth": "预警效果",
        "triggers": "分指标",
        "towns": "分镇分月",
        "alerts": "预警名单",
    }
    headings: ClassVar[Mapping[str, str]] = {
        "worth": "What alerts are worth 预警效果",
        "triggers": "Alerts by trigger, households 各指标预警户次",
    }

    def shown(self, name: str, table: pd.DataFrame) -> pd.DataFrame:
        """Leave single alerts and months off the page; they are in ``alerts``, ``towns`` and the workbook."""
        return to_decimals(table) if name in self.headings else table.iloc[:0]

    def worth_of(self, triggers: Iterable[str], *, level: str = "yellow") -> dict[str, float]:
        """Return what a set of triggers is worth when alerts from a level on are followed.

        Args:
            triggers: Names of triggers.
            level: Lowest level that is followed: yellow, orange or red.

        Returns:
            The figures of ``Quality`` by name.

        Raises:
            OversightError: A trigger or level that there is not.
        """
        rows = [list(TRIGGERS).index(known("trigger", name, list(TRIGGERS))) for name in triggers]
        least = AlertLevel[known("level", level, LEVELS).upper()]
        alerts = np.asarray(raised(self.seen, self.levels[rows], least).any(axis=0))
        return asdict(quality(self.seen, alerts, self.horizon))


def monitor(
    panel: Panel, policy: Policy, thresholds: Mapping[str, float] | None = None, *, horizon: int = 6
) -> Monitoring:
    """Apply the triggers of early warning to a panel and hold the alerts against later entitlement.

    A family is alerted when a trigger's level rises above that of the month before. Entitlement is what the policy's
    rules say of each snapshot: somebody of the family is due a cash scheme.

    Args:
        panel: Monthly snapshots.
        policy: The policy.
        thresholds: Settings of ``monitoring.yaml`` that differ, e.g. ``{"medical_cost_yellow": 15_000}``.
        horizon: Months within which entitlement is to follow an alert.

    Returns:
        Alerts by month, town, household and trigger, and what they are worth.

    Raises:
        PolicyError: A threshold is unknown.
        OversightError: Thresholds that are not in order, or a horizon as long as the panel.

    Example:
        >>> found = monitor(panel, aidkit.load_policy("jinjiang"), {"income_fall_yellow": 0.15})
        >>> found.worth.columns[0]
        'trigger'

    Source: clauses HZ-3 and JJ-2.3.3.
    """
    values = chosen("monitoring", thresholds)
    _check_order(values)
    whole("horizon", horizon, 0, "Months within which entitlement is to follow")
    if horizon > len(panel.months) - 2:
        what = f"horizon={horizon} is too long for a panel of {len(panel.months)} months: no alert could be judged."
        raise OversightError(message(what, f"Give at most {len(panel.months) - 2}."))
    seen = observe(panel, policy)
    levels = trigger_levels(seen, values)
    alerts = raised(seen, levels)
    sets = {name: alerts[number] for number, name in enumerate(TRIGGERS)} | {ALL: alerts.any(axis=0)}
    return Monitoring(
        title=f"Early warning: {panel!r}, {policy.place.en} {policy.place.zh}, rules of {policy.date}",
        notes=_notes(panel, horizon),
        worth=pd.DataFrame(
            [{"trigger": name, **asdict(quality(seen, warns, horizon))} for name, warns in sets.items()]
        ),
        triggers=_by_trigger(seen, levels, alerts),
        towns=_by_town(seen, levels, alerts),
        alerts=_listed(seen, levels, alerts),
        seen=seen,
        levels=levels,
        values=values,
        horizon=horizon,
    )


def known(kind: str, name: str, valid: Iterable[str]) -> str:
    """Return a name that is one of those valid.

    Raises:
        OversightError: It is not; the message names the nearest, or all.
    """
    if name not in valid:
        raise OversightError(message(f"There is no {kind} {name!r}.", suggestion(name, list(valid))))
    return name


def _check_order(values: Values) -> None:
    for name, rising in (("medical_cost", True), ("income_fall", True), ("near_line", False)):
        lines = [values[f"{name}_{level}"] for level in reversed(LEVELS)]
        if lines != sorted(lines, reverse=not rising):
            span = " <= ".join(f"{name}_{level}" for level in (reversed(LEVELS) if rising else LEVELS))
            given = ", ".join(f"{line:g}" for line in lines)
            raise OversightError(message(f"{name}: yellow, orange, red are {given}: not in order.", f"Give {span}."))


def _by_trigger(seen: Observed, levels: Array, alerts: Array) -> pd.DataFrame:
    rows = []
    for number, (name, (_, zh)) in enumerate(TRIGGERS.items()):
        counts = {
            level: float(seen.weight[alerts[number] & (levels[number] == AlertLevel[level.upper()])].sum())
            for level in LEVELS
        }
        rows.append({"trigger": name, "zh": zh, **counts})
    return pd.DataFrame(rows)


def _by_town(seen: Observed, levels: Array, alerts: Array) -> pd.DataFrame:
    highest = np.where(alerts, levels, 0).max(axis=0)
    towns = sorted(set(seen.town))
    rows = [
        {"month": month, "town": town}
        | {
            level: float(seen.weight[number][here & (highest[number] == AlertLevel[level.upper()])].sum())
            for level in LEVELS
        }
        for number, month in enumerate(seen.panel.months)
        for town, here in ((town, seen.town == town) for town in towns)
    ]
    table = pd.DataFrame(rows)
    return table.assign(households=table[list(LEVELS)].sum(axis=1))


def _listed(seen: Observed, levels: Array, alerts: Array) -> pd.DataFrame:
    trigger, month, household = (axis.astype(int) for axis in np.nonzero(alerts))
    order = np.lexsort((trigger, household, month))
    trigger, month, household = trigger[order], month[order], household[order]
    names = np.array([level.name.lower() for level in AlertLevel])
    return pd.DataFrame(
        {
            "month": np.array(seen.panel.months)[month],
            "household_id": seen.households[household],
            "town": seen.town[household],
            "trigger": np.array(list(TRIGGERS))[trigger],
            "level": names[levels[trigger, month, household]],
            "level_before": names[levels[trigger, month - 1, household]],
            "entitled": seen.due[month, household],
        }
    )


def _notes(panel: Panel, horizon: int) -> tuple[str, ...]:
    notes = [
        f"An alert counts as right when entitlement follows in the same month or in the {horizon} after it; families that "
        "are entitled already are not counted. Counts are weighted, columns ending in _seen are rows of the panel.",
        "Who is counted as entitled is what the rules say of the snapshot, not what an office found.",
    ]
    if panel.synthetic:
        notes.insert(0, "Invented: nobody in this panel exists, and its rates are assumptions (合成数据).")
    notes += [
        f"persons.{name} is not in the panel: {NEEDS[name]} never warns." for name in WATCHED if name in panel.absent
    ]
    return tuple(notes)
