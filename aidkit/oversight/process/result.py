"""What a run of the process comes to: months uncovered and wrongly paid, the backlog of each office."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import pandas as pd

from aidkit.oversight.findings import OversightFindings
from aidkit.oversight.process.clock import Array
from aidkit.oversight.process.steps import DAYS_A_MONTH
from aidkit.oversight.settings import load_settings
from aidkit.oversight.values import Values
from aidkit.whatif.findings import NOTHING

if TYPE_CHECKING:
    from aidkit.oversight.process.simulation import Record

CHANNELS_ZH = {
    "self_application": "自主申请", "hotline": "热线、信访、他人反映", "visit": "走访", "match": "数据比对",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class ProcessRun(OversightFindings):
    """A run of the process; made by ``simulate_process``.

    Attributes:
        summary: By measure: label, value, its standard error, unit.
        channels: By channel: persons found, their share, mean months from need to discovery.
        offices: By office: mean and most cases open at the end of a month, cases a month, mean days in its hands.
        monthly: By month of the run, the warm-up included: persons by state at its end, ``persons`` in all states,
            cases filed, granted and refused, whether the price subsidy is paid.
        backlog: By month and office: cases open at its end.
        persons: One row a person: town, months in need, uncovered, price subsidies missed, months paid, in gradual exit, wrongly paid, on file.
        values: Settings of the run.
        warm_up: Months left out of summary, channels, offices and persons.
    """

    summary: pd.DataFrame
    channels: pd.DataFrame
    offices: pd.DataFrame
    monthly: pd.DataFrame
    backlog: pd.DataFrame
    persons: pd.DataFrame
    values: Values
    warm_up: int

    topic: ClassVar[str] = "process"
    pages: ClassVar[Mapping[str, str]] = {
        "summary": "概要",
        "channels": "发现渠道",
        "offices": "经办机构",
        "monthly": "逐月",
        "backlog": "积压",
    }
    headings: ClassVar[Mapping[str, str]] = {
        "summary": "Summary 概要",
        "channels": "Discovery by channel 发现渠道",
        "offices": "Backlog by office 各经办机构积压",
    }

    def sheets(self) -> dict[str, pd.DataFrame]:
        """Return the tables, the backlog with a column an office."""
        backlog = self.backlog.pivot(index="month", columns="office", values="cases").reset_index()
        return {**super().sheets(), "积压 backlog": backlog.rename_axis(columns=None)}

    def shown(self, name: str, table: pd.DataFrame) -> pd.DataFrame:
        """Leave months and persons off the page; they are in ``monthly``, ``backlog`` and ``persons``."""
        return to_decimals(table) if name in self.headings else table.iloc[:0]

    @property
    def uncovered(self) -> Array:
        """Months uncovered of each person who was ever in need after the warm-up."""
        return self.persons.loc[self.persons["months_in_need"] > 0, "months_uncovered"].to_numpy()


def process_run(record: Record, town: Array, values: Values, warm_up: int, seed: int) -> ProcessRun:
    """Put together what a run wrote down."""
    persons = pd.DataFrame({"person": range(len(town)), "town": _names(town), **record.persons})
    monthly = pd.DataFrame(record.months)
    backlog = _backlog(record, monthly)
    return ProcessRun(
        title=f"Coverage over time: {len(town):,} invented persons, {len(monthly)} months, seed {seed}",
        notes=_notes(warm_up),
        summary=_summary(persons, monthly.iloc[warm_up:], record),
        channels=_channels(record),
        offices=_offices(record, backlog, monthly, warm_up),
        monthly=monthly,
        backlog=backlog,
        persons=persons,
        values=values,
        warm_up=warm_up,
    )


def to_decimals(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table for the page: figures that are no whole numbers as text, up to three decimals below a thousand."""
    return table.assign(**{str(name): [_text(value) for value in table[name]] for name in table.select_dtypes("float")})


def _text(value: float) -> str:
    if math.isnan(value):
        return NOTHING
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.3f}".rstrip("0").rstrip(".")


def standard_error(values: Array) -> float:
    """Return the standard error of a mean of independent values; NaN for fewer than two."""
    return float(np.std(values, ddof=1) / np.sqrt(len(values))) if len(values) > 1 else float("nan")


def _summary(persons: pd.DataFrame, monthly: pd.DataFrame, record: Record) -> pd.DataFrame:
    ever = persons[persons["months_in_need"] > 0]
    uncovered, waits = ever["months_uncovered"].to_numpy(), np.concatenate([np.array(w) for w in record.waits.values()])
    missed = ever["subsidies_missed"].to_numpy()
    in_need, paid, wrong = (float(persons[f"months_{name}"].sum()) for name in ("in_need", "paid", "wrong"))
    after_death = float(monthly["paid_after_death"].sum())
    none = float("nan")
    rows = [
        ("persons_in_need", "曾有需要人数 ever in need", len(ever), none, "persons"),
        ("months_uncovered", "人均未保障月数 a person ever in need",
         uncovered.mean() if len(ever) else none, standard_error(uncovered), "months"),
        ("subsidies_missed", "人均漏发价格补贴次数 price subsidies missed, a person ever in need",
         missed.mean() if len(ever) else none, standard_error(missed), "times"),
        ("share_uncovered", "未保障月数占比 of all months in need", uncovered.sum() / in_need if in_need else none, none, "share"),
        ("months_to_discovery", "从困难到发现月数 of those found",
         waits.mean() if len(waits) else none, standard_error(waits), "months"),
        ("share_paid_wrongly", "错发月数占比 of all months paid", wrong / paid if paid else none, none, "share"),
        ("months_paid_wrongly", "错发月数 all persons", wrong, none, "months"),
        ("months_paid_after_death", "其中死亡后发放月数 of these", after_death, none, "months"),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["measure", "label", "value", "standard_error", "unit"])


def _channels(record: Record) -> pd.DataFrame:
    found = np.array([len(waits) for waits in record.waits.values()])
    table = pd.DataFrame({"channel": list(record.waits), "zh": [CHANNELS_ZH[name] for name in record.waits]})
    mean_wait = [float(np.mean(waits)) if waits else float("nan") for waits in record.waits.values()]
    return table.assign(persons_found=found, share_found=found / max(1, found.sum()), mean_wait_months=mean_wait)


def _offices(record: Record, backlog: pd.DataFrame, monthly: pd.DataFrame, warm_up: int) -> pd.DataFrame:
    """Return what each office has in hand.

    Where cases come evenly over the month, cases_mean is cases_a_month times months_in_hand (Little's law).
    """
    after = backlog[backlog["month"].isin(monthly["month"].iloc[warm_up:])]
    town, in_town, in_county = np.concatenate(record.cases, axis=1)
    table = after.groupby("office", sort=False)["cases"].agg(cases_mean="mean", cases_most="max").reset_index()
    hands = [in_town[town == number] for number in range(len(table) - 1)] + [in_county]
    months = len(monthly) - warm_up
    return table.assign(
        cases_a_month=[len(days) / months for days in hands],
        months_in_hand=[float(days.mean()) / DAYS_A_MONTH if len(days) else float("nan") for days in hands],
    )


def _backlog(record: Record, monthly: pd.DataFrame) -> pd.DataFrame:
    wide = pd.DataFrame(np.array(record.towns), columns=_names(np.arange(len(record.towns[0]))))
    wide = wide.assign(county=monthly["in_county"]).assign(month=monthly["month"])
    return wide.melt("month", var_name="office", value_name="cases")


def _names(town: Array) -> list[str]:
    return [f"town {number + 1:02d}" for number in town]


def _notes(warm_up: int) -> tuple[str, ...]:
    settings = load_settings("process")
    assumed = sum(setting.status == "assumed" for setting in settings.values())
    return (
        f"The first {warm_up} months are left out. {assumed} of {len(settings)} settings are assumed, with ranges in "
        "params/oversight/process.yaml: the figures say how settings compare, not what a place is like.",
        "Working days are Mondays to Fridays without the holidays given. Amounts, families, errors of "
        "verification and appeals are not modelled.",
    )
