"""An audit sample: who was drawn and why, the list as a file, and what its findings say of all cases."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from aidkit.errors import counted, listed, message, suggestion
from aidkit.oversight.audit.discovery import detectable_rate
from aidkit.oversight.audit.drawing import floor_of
from aidkit.oversight.audit.estimation import ErrorRate, Method, error_rate
from aidkit.oversight.errors import OversightError

BY_LOT = "lot"


@dataclass(frozen=True, repr=False)
class AuditSample:
    """A sample as drawn; made by ``draw_audit_sample``.

    Attributes:
        cases: All cases with ``why`` (a column of ``always``, ``lot``, or empty: not drawn), stratum and lot.
        id: Column that tells cases apart.
        strata, always: As asked for.
        rate: Share asked for, 0-1.
        asked: The share as it was asked for, a number or a setting's name.
        seed: Seed of the lot.
        count_always: Whether cases checked in full count towards the share.
    """

    cases: pd.DataFrame
    id: str
    strata: tuple[str, ...]
    always: tuple[str, ...]
    rate: float
    asked: str
    seed: int
    count_always: bool

    @cached_property
    def drawn(self) -> pd.DataFrame:
        """The cases to be checked, in order of stratum and lot."""
        return self.cases[self.cases["why"] != ""].reset_index(drop=True)

    @property
    def floor(self) -> int:
        """The fewest cases the share allows: ceil(rate x all cases)."""
        return floor_of(self.rate, len(self.cases))

    @cached_property
    def table(self) -> pd.DataFrame:
        """By stratum: cases there are, drawn in full (100 %), drawn by lot, drawn in all, and their share."""
        why = self.cases["why"]
        marks = pd.DataFrame(
            {
                "stratum": self.cases["stratum"],
                "cases": 1,
                "in_full": (why != "") & (why != BY_LOT),
                "by_lot": why == BY_LOT,
            }
        )
        table = marks.groupby("stratum").sum().astype(int)
        table["drawn"] = table["in_full"] + table["by_lot"]
        return table.assign(share=table["drawn"] / table["cases"])

    def estimate(self, errors: Iterable[str], *, level: float = 0.95, method: Method = "exact") -> ErrorRate:
        """Estimate the error rate among all cases from what the checks found.

        Cases checked in full are counted, not estimated. The rest is estimated from the lot as a simple random sample;
        shares by town and kind make that interval, if anything, a little too wide.

        Args:
            errors: Ids of the drawn cases found in error; every other drawn case was checked and found right.
            level: Of the interval.
            method: ``exact`` or ``wilson``.

        Raises:
            OversightError: An id that was not drawn.
        """
        return self._estimate(self.cases, self._drawn_only(errors), level, method)

    def estimate_by(
        self, column: str, errors: Iterable[str], *, level: float = 0.95, method: Method = "exact"
    ) -> pd.DataFrame:
        """Estimate the error rate in each town, kind or other group of cases on its own.

        Args, errors: as ``estimate``; ``column`` is one of the cases'.

        Returns:
            A row a group: cases, checked, errors, rate, low, high.
        """
        if column not in self.cases:
            raise OversightError(
                message(
                    f"The cases have no column {column!r}.",
                    suggestion(column, [str(name) for name in self.cases.columns]),
                )
            )
        wrong = self._drawn_only(errors)
        groups = self.cases.groupby(column, dropna=False)
        found = {name: self._estimate(group, wrong, level, method) for name, group in groups}
        rows = {name: (e.population, e.checked, e.errors, e.rate, e.low, e.high) for name, e in found.items()}
        columns = ["cases", "checked", "errors", "rate", "low", "high"]
        return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis(column)

    def _drawn_only(self, errors: Iterable[str]) -> set[str]:
        wrong = {str(case) for case in errors}
        strangers = sorted(wrong - set(self.drawn[self.id]))
        if strangers:
            raise OversightError(
                message(
                    f"{counted(len(strangers), 'case')} in error were not drawn: {listed(strangers)}.",
                    "An error found outside the sample says nothing of the rest: leave it out of the estimate.",
                )
            )
        return wrong

    def _estimate(self, cases: pd.DataFrame, wrong: set[str], level: float, method: Method) -> ErrorRate:
        bad = cases[self.id].isin(wrong)
        full = (cases["why"] != "") & (cases["why"] != BY_LOT)
        lot = cases["why"] == BY_LOT
        known, rest = int((bad & full).sum()), int((~full).sum())
        part = error_rate(int((bad & lot).sum()), int(lot.sum()), rest, level=level, method=method)
        total = len(cases)
        if rest == 0:
            return error_rate(known, total, total, level=level, method=method)
        whole = [(known + share * rest) / total for share in (part.rate, part.low, part.high)]
        checked = int(full.sum()) + part.checked
        errors = known + part.errors
        return replace(
            part, errors=errors, checked=checked, population=total, rate=whole[0], low=whole[1], high=whole[2]
        )

    def write(self, path: str | Path, *, raw: bool = False, reason: str = "") -> Path:
        """Write the list of cases to be checked, with columns left blank for the findings.

        Args:
            path: A .csv (UTF-8 with mark, for spreadsheets) or an .xlsx, which also tells how the list was drawn.
            raw: Write identity numbers in full, in an .xlsx, which has a place for the reason.
            reason: Why they are needed in full.

        Raises:
            OversightError: Another kind of file, no such folder, or raw without a reason.
        """
        from aidkit.oversight.audit.drawn_list import write_list

        return write_list(self, path, raw=raw, reason=reason)

    def __str__(self) -> str:
        table, total = self.table, len(self.cases)
        full, by_lot = int(table["in_full"].sum()), int(table["by_lot"].sum())
        counts = "count" if self.count_always else "do not count"
        lines = [
            f"抽查 audit sample: {full + by_lot:,} of {total:,} cases, seed {self.seed}",
            f"{full:,} checked in full ({listed(self.always) or 'no column'}), {by_lot:,} by lot in {counted(len(table), 'stratum', 'strata')}",
            f"floor {self.floor:,} = ceil({self.rate:g} x {total:,}); cases checked in full {counts} towards it",
            "lot: the lowest SHA-256 of seed:id within each stratum",
        ]
        rest = total - full
        if by_lot:
            lines.append(
                f"finds, with 95 %, an error rate of {detectable_rate(by_lot, rest):.2%} among the {rest:,} others"
            )
        return "\n".join(lines)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(str(self))}</pre>{self.table.to_html()}"
