"""Which threshold a town can keep up with: alerts against visits it can make, and what is lost by it (预警阈值调试)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import ClassVar

import pandas as pd

from aidkit.errors import message
from aidkit.oversight.errors import OversightError
from aidkit.oversight.findings import OversightFindings
from aidkit.oversight.monitoring.alerts import Monitoring, known
from aidkit.oversight.monitoring.levels import trigger_levels
from aidkit.oversight.monitoring.quality import quality, raised
from aidkit.oversight.monitoring.rules import TRIGGERS
from aidkit.oversight.process.result import to_decimals
from aidkit.oversight.values import Values, chosen

TUNED = ("medical_cost", "income_fall", "near_line")


@dataclass(frozen=True, eq=False)
class Tuning(OversightFindings):
    """A threshold tried at several values; made by ``tune_trigger``.

    Attributes:
        table: By value: alerts a town and month on average and at most, whether that most is within the capacity,
            precision, recall, share warned at least a month before, mean months of lead.
        trigger: The trigger.
        capacity: Visits a town can make in a month.
        chosen: The value that keeps within the capacity and misses least; None where no value keeps within it.
    """

    table: pd.DataFrame
    trigger: str
    capacity: float
    chosen: float | None

    pages: ClassVar[Mapping[str, str]] = {"table": "各阈值"}
    headings: ClassVar[Mapping[str, str]] = {"table": "Threshold by threshold 各阈值"}

    def shown(self, name: str, table: pd.DataFrame) -> pd.DataFrame:
        """Write figures with the decimals they have."""
        return to_decimals(table)


def tune_trigger(found: Monitoring, trigger: str, values: Iterable[float], capacity: float) -> Tuning:
    """Try a trigger's first threshold at several values and choose the one a town can keep up with.

    The higher levels move along where the first threshold would pass them.

    Args:
        found: A panel that was monitored.
        trigger: ``medical_cost``, ``income_fall`` or ``near_line``.
        values: Values of its yellow threshold.
        capacity: Visits a town can make on this trigger in a month, in households represented.

    Returns:
        A row a value, and the choice: of the values whose busiest town and month is within the capacity the one with
        the highest recall, then precision.

    Raises:
        OversightError: Another trigger, no value, or a capacity below 0.

    Example:
        >>> tune_trigger(found, "income_fall", [0.05, 0.1, 0.2], capacity=40).table["threshold"].tolist()
        [0.05, 0.1, 0.2]
    """
    known("threshold to tune for", trigger, TUNED)
    tried = sorted({float(value) for value in values})
    if not tried or not capacity >= 0:
        what = "No value was given to try." if not tried else f"capacity={capacity} is no number of visits."
        raise OversightError(message(what, "Give values of the threshold and visits a town and month, 0 or more."))
    table = pd.DataFrame([_row(found, trigger, value, capacity) for value in tried])
    fitting = table[table["within_capacity"]].sort_values(["recall", "precision"], ascending=False, kind="stable")
    best = None if fitting.empty else float(fitting["threshold"].iloc[0])
    zh = TRIGGERS[trigger][1]
    said = "no value keeps within it" if best is None else f"{best:g} keeps within it and misses least"
    return Tuning(
        title=f"Threshold of {trigger} {zh} for {capacity:g} visits a town and month: {said}",
        notes=found.notes,
        table=table,
        trigger=trigger,
        capacity=float(capacity),
        chosen=best,
    )


def _row(found: Monitoring, trigger: str, value: float, capacity: float) -> dict[str, float | bool]:
    seen, number = found.seen, list(TRIGGERS).index(trigger)
    alerts = raised(seen, trigger_levels(seen, _moved(found.values, trigger, value))[number])
    weights = pd.DataFrame((seen.weight * alerts)[1:].T).groupby(seen.town).sum()
    worth = asdict(quality(seen, alerts, found.horizon))
    return {
        "threshold": value,
        "alerts_mean": float(weights.to_numpy().mean()),
        "alerts_most": float(weights.to_numpy().max()),
        "within_capacity": bool(weights.to_numpy().max() <= capacity),
        **{name: worth[name] for name in ("precision", "recall", "early", "lead_months")},
    }


def _moved(values: Values, trigger: str, value: float) -> Values:
    """Return settings with a trigger's first threshold at a value, the higher ones at least as severe."""
    severer = min if trigger == "near_line" else max
    names = [f"{trigger}_{level}" for level in ("yellow", "orange", "red")]
    moved = {names[0]: value} | {name: severer(value, values[name]) for name in names[1:]}
    checked = chosen("monitoring", moved)
    return values | {name: checked[name] for name in names}
