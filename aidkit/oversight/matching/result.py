"""What a matching found: hits, doubts, strangers, and what the listed assets of a household come to."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from aidkit.errors import counted
from aidkit.oversight.matching.confirmation import Confirmations, expected_confirmations
from aidkit.oversight.matching.department_lists import LISTS
from aidkit.schema import LABELS_ZH

if TYPE_CHECKING:
    from aidkit.data.register import RegisterExtract
    from aidkit.policy import Policy

_HIT = (
    "list", "list_zh", "id", "person_id", "household_id", "name", "register_name", "name_agrees", "town", "scheme",
    "covered", "by", "candidates", "score", "clue", "counts", "amount", "detail", "reading", "file", "row",
)  # fmt: skip
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"hits": _HIT, "review": _HIT, "strangers": ("list", "list_zh", "id", "name", "file", "row")}
)
_SHEET = (  # without what another column says as well
    "file", "row", "name", "register_name", "person_id", "household_id", "town", "scheme", "covered", "by", "score",
    "counts", "amount", "detail", "reading",
)  # fmt: skip
ASSETS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "vehicles": ("vehicles", "vehicles"),
        "real_estate": ("dwellings", "dwellings"),
        "business": ("business_capital", "business_capital"),
    }
)  # list: column of the register's households, name of the limit


@dataclass(frozen=True, repr=False)
class Matching:
    """A register held against departments' lists; made by ``match``.

    Attributes:
        register: The register.
        sizes: Rows of every list read.
        hits: A row a hit: list, list_zh, id (as the list has it, else the register's), person_id, household_id, name,
            register_name, name_agrees, town, scheme (of the person), covered (somebody of the household gets cash),
            by (what fits), candidates, score (likeness of the names, 1 where they are the same or a number decided, over
            the candidates), clue (of ``wrong`` or ``missed``
            coverage), counts (whether the rules look at it), amount (yuan or things), detail, reading, file, row.
        review: The same, a row a person who may be meant: somebody must decide.
        strangers: Rows of the lists that are nobody of the register.
        faults: Oddities of the lists: file, row, column, value, fault, done, open.
        policy: Rules whose asset limits count, or None.
    """

    register: RegisterExtract
    sizes: Mapping[str, int]
    hits: pd.DataFrame
    review: pd.DataFrame
    strangers: pd.DataFrame
    faults: pd.DataFrame
    policy: Policy | None = None

    @cached_property
    def wrong_clues(self) -> pd.DataFrame:
        """Hits that speak against a household now paid: the rules look at them, and somebody of it gets cash.

        With a policy, assets within the limits are no clue.
        """
        hits = self.hits[(self.hits["clue"] == "wrong") & self.hits["counts"].astype(bool)]
        hits = hits[hits["covered"].astype(bool)]
        if self.policy is None:
            return hits
        over = {name: self.households[f"{column}_over"] for name, (column, _) in ASSETS.items() if name in self.sizes}
        clues = [
            name not in over or bool(over[name][household])
            for name, household in zip(hits["list"], hits["household_id"], strict=True)
        ]
        return hits[pd.Series(clues, index=hits.index, dtype=bool)]

    def confirmations(self, *, level: float = 0.95) -> Confirmations:
        """Return how many of the households under a clue of wrong coverage are to be expected to be confirmed (HS-2.3)."""
        return expected_confirmations(self.wrong_clues["household_id"].nunique(), level=level)

    @cached_property
    def summary(self) -> pd.DataFrame:
        """By list: zh, clue, rows, strangers, to review, hits, persons, households, hits that count, wrong clues."""
        table = pd.DataFrame(index=pd.Index(list(self.sizes), name="list"))
        table["zh"] = [LISTS[name].zh for name in table.index]
        table["clue"] = [LISTS[name].clue for name in table.index]
        table["rows"] = list(self.sizes.values())
        rows = {
            "strangers": self.strangers,
            "review": self.review.drop_duplicates(["file", "row"]),
            "hits": self.hits,
        }
        rows |= {"counting": self.hits[self.hits["counts"].astype(bool)], "wrong_clues": self.wrong_clues}
        for name, frame in rows.items():
            table[name] = frame.groupby("list").size().reindex(table.index, fill_value=0)
        for name, column in (("persons", "person_id"), ("households", "household_id")):
            table[name] = self.hits.groupby("list")[column].nunique().reindex(table.index, fill_value=0)
        return table

    @cached_property
    def households(self) -> pd.DataFrame:
        """What the asset lists show of each household with a hit that counts.

        For vehicles, dwellings and business capital: ``_listed`` (added up; what two members own together counts
        twice), ``_declared`` in the register, ``_undeclared`` (listed less declared, 0 at least), and with a policy
        ``_over`` (listed above the limit of the household's tier: dibao where somebody is paid, else edge).
        """
        counting = self.hits[self.hits["counts"].astype(bool) & self.hits["list"].isin(ASSETS)]
        table = counting.groupby("household_id").agg(town=("town", "first"), covered=("covered", "first"))
        declared = self.register.households.set_index("household_id").reindex(table.index)
        for name, (column, limit) in ASSETS.items():
            if name not in self.sizes:
                continue
            hits = counting[counting["list"] == name]
            listed = hits["amount"].astype(float).groupby(hits["household_id"]).sum(min_count=1)
            table[f"{column}_listed"] = listed.reindex(table.index).fillna(0.0)
            if column in declared:
                table[f"{column}_declared"] = declared[column].astype(float)
                table[f"{column}_undeclared"] = (table[f"{column}_listed"] - declared[column]).clip(lower=0)
            if self.policy is not None:
                limits = [self._limit("dibao" if covered else "edge", limit) for covered in table["covered"]]
                table[f"{column}_over"] = table[f"{column}_listed"] > pd.Series(limits, index=table.index)
        return table

    def _limit(self, tier: str, name: str) -> float:
        value = self.policy[f"assets.{tier}.{name}"] if self.policy is not None else None
        return float("inf") if value is None else float(value)

    def to_workbook(self, path: str | Path, *, raw: bool = False, reason: str = "") -> Path:
        """Write summary, hits, cases to look at, households and faults, a sheet each.

        People of the lists who are nobody of the register are counted, not written: they are none of its business.
        Identity numbers are text and masked unless ``raw`` is asked for with a reason.

        Raises:
            OversightError: The path is no .xlsx, its folder is not there, or raw is asked for without a reason.
        """
        from aidkit.oversight.workbook import Sheet, write_sheets

        sheets = [
            Sheet("核对结果 summary", pd.DataFrame({"matching 核对": str(self).splitlines()})),
            Sheet("分名单 lists", self.summary.reset_index()),
            Sheet("命中 hits", _for_people(self.hits)),
            Sheet("待人工核实 review", _for_people(self.review)),
            Sheet("分户资产 households", self.households.reset_index()),
            Sheet("文件问题 faults", self.faults),
        ]
        return write_sheets(sheets, path, raw=raw, reason=reason)

    def __str__(self) -> str:
        lines = [f"核对 {self.register.source} with {counted(len(self.sizes), 'list')}:"]
        for name, row in self.summary.iterrows():
            lines.append(
                f"{row['zh']} {name}: {counted(row['rows'], 'row')}, {counted(row['hits'], 'hit')}, "
                f"{row['review']} to look at, {counted(row['strangers'], 'stranger')}"
            )
        households = self.wrong_clues["household_id"].nunique()
        lines.append(f"Clues of wrong coverage (错保线索) against {counted(households, 'household')} now paid.")
        if self.policy is not None:
            place = self.policy.place
            lines.append(
                f"Assets within the limits of {place.en} {place.zh}, rules of {self.policy.date}, are no clue."
            )
        lines.append(str(self.confirmations()))
        lines.append("A hit is a clue to be checked, not a finding against anybody.")
        return "\n".join(lines)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(str(self))}</pre>{self.summary.to_html()}"


def _for_people(hits: pd.DataFrame) -> pd.DataFrame:
    """Return hits as they go to paper, schemes in Chinese."""
    return hits[list(_SHEET)].assign(scheme=[LABELS_ZH.get(scheme, scheme) for scheme in hits["scheme"]])
