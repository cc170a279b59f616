"""What visits and staff come to, town by town: a table to print, a workbook, and sentences on what is short."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from aidkit.errors import counted
from aidkit.oversight.findings import OversightFindings
from aidkit.oversight.heads import head
from aidkit.oversight.process.result import to_decimals
from aidkit.oversight.values import Values

SIZE = ["town", "inhabitants", "villages", "households_visited"]


@dataclass(frozen=True, eq=False)
class Staffing(OversightFindings):
    """Visits and staff by town; made by ``staff_towns``.

    Attributes:
        towns: By town: inhabitants, villages, households on the round, visits a month of team and cadre, their hours,
            staff and assistants the norm asks for and the visits take, those there are, and how many are short of
            either. NaN where no staff was given.
        groups: Households on the round by town and ground of the visits, weighted; ``households_seen`` are rows of the data.
        values: Settings.
    """

    towns: pd.DataFrame
    groups: pd.DataFrame
    values: Values

    topic: ClassVar[str] = "staffing"
    headings: ClassVar[Mapping[str, str]] = {
        "towns": "Visits and staff by town 各镇走访任务与人员",
        "groups": "Households on the round 走访户数",
    }

    def sheets(self) -> dict[str, pd.DataFrame]:
        """Return what is owed, staff and assistants apart, so that each fits a page."""
        work = [str(name) for name in self.towns if "visits_a" in str(name) or "hours" in str(name)]
        who = {key: [str(name) for name in self.towns if str(name).startswith(key)] for key in ("staff", "assistants")}
        return {
            "走访任务 visits": self.towns[[*SIZE, *work]],
            "工作人员 staff": self.towns[["town", *who["staff"]]],
            "协理员 assistants": self.towns[["town", *who["assistants"]]],
            "走访户数 groups": self.groups,
        }

    def shown(self, name: str, table: pd.DataFrame) -> pd.DataFrame:
        """Turn towns into columns, which leaves room for the names of the figures."""
        if name == "groups":
            return to_decimals(table)
        page = to_decimals(table.set_index("town").T.reset_index(names="town"))
        return page.assign(town=[head(figure) for figure in page["town"]])


def shortfall(towns: pd.DataFrame) -> list[str]:
    """Say how many staff and assistants are short in all, of the norm and of what the visits take."""
    said = []
    for who, called in (("staff", "town staff 工作人员"), ("assistants", "village assistants 协理员")):
        known = towns[towns[who].notna()]
        if known.empty:
            said.append(f"No {called} were given: how many are short is not known.")
            continue
        parts = [
            f"{short.sum():,.1f} short of {what} (in {counted(int((short > 0).sum()), 'town')})"
            for what, short in (
                ("the norm", known[f"{who}_short_of_norm"]), ("what visits take", known[f"{who}_short_of_visits"]),
            )
        ]  # fmt: skip
        said.append(f"{known[who].sum():,.0f} {called} in {counted(len(known), 'town')}: {', '.join(parts)}.")
    return said


def notes(values: Values) -> tuple[str, ...]:
    """Say whose visits are laid to whom, what is assumed, and what Huangshi had."""
    windows, staff = values["huangshi_windows"], values["huangshi_staff"]
    return (
        "Team visits are laid to town staff, cadre visits to village assistants. "
        "Minutes a visit and the share of working time for visits are assumed, with ranges in params/oversight/staffing.yaml.",
        f"For comparison: Huangshi had {staff:g} staff at {windows:g} town windows, {staff / windows:.2f} each (HS-4).",
    )
