"""Families on the register as cases to be audited (抽查总体): town, kind, what puts a case into the sample, errors."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.errors import ReportError, listed, message
from aidkit.masking import shortened
from aidkit.oversight.audit.sampling import ALWAYS
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import FAMILIES, source
from aidkit.report.tally import TOTAL
from aidkit.report.text import Lang, Text
from aidkit.rules.coverage import Coverage
from aidkit.schema import Scheme

if TYPE_CHECKING:
    from aidkit.oversight.audit.sample import AuditSample
    from aidkit.population import Population
    from aidkit.result import Result

KINDS: Mapping[str, Text] = MappingProxyType(
    {
        "tekun": Text("特困", "tekun"),
        "children": Text("孤儿、事实无人抚养儿童", "orphans and unsupported children"),
        "dibao": Text("低保", "dibao"),
        "dibao_single": Text("单人保", "single-person dibao"),
    }
)
"""Kinds of case; a family is of the first that one of its members is on."""
SCHEMES = {
    "tekun": (Scheme.TEKUN,),
    "children": (Scheme.ORPHAN, Scheme.UNSUPPORTED_CHILD),
    "dibao": (Scheme.DIBAO,),
    "dibao_single": (Scheme.DIBAO_SINGLE,),
}
WHY: Mapping[str, Text] = MappingProxyType(
    {
        "relative": Text("近亲属备案", "relative of an official"),
        "complaint": Text("信访、来电", "petition or call"),
        "new_last_month": Text("上月新审核确认", "approved last month"),
        "lot": Text("随机抽取", "by lot"),
    }
)
ERRORS = {"wrong": Coverage.WRONG, "mismatched": Coverage.MISMATCHED}


def cases(result: Result, errors: Collection[str], *, relatives: float, seed: int) -> pd.DataFrame:
    """Return the families of a register with somebody on a cash scheme, as cases to draw from.

    Each family of the data is one case, whatever its weight. No register marks officials' relatives, so that some are marked by lot.

    Args:
        result: All rules applied to the register.
        errors: What counts as an error: ``wrong`` (nobody should be paid), ``mismatched`` (another scheme is due).
        relatives: Share of families marked as an official's near relatives.
        seed: Seed of that lot.

    Returns:
        household_id, town, kind, relative, complaint, new_last_month (True or False), error (whether the rules find one).

    Raises:
        ReportError: A kind of error there is not, or nobody on a cash scheme.
    """
    unknown = sorted(set(errors) - set(ERRORS))
    if unknown:
        raise ReportError(message(f"{listed(unknown)}: no kind of error.", f"Kinds: {listed(ERRORS)}."))
    people, home = result.population, result.population.household_of
    now, since = people.column("person", "current_scheme"), people.column("person", "covered_since")
    before = np.datetime64(result.policy.date, "M") - np.timedelta64(1, "M")
    flags = {
        **{kind: np.isin(now, schemes) for kind, schemes in SCHEMES.items()},
        "complaint": people.column("person", "petitioner") | people.column("person", "hotline_caller"),
        "new_last_month": np.asarray(since, "datetime64[M]") == before,
        "error": np.isin(result.values("coverage"), [ERRORS[name] for name in errors]),
    }
    marks = {
        name: np.bincount(home, weights=flag, minlength=len(people.households)) > 0 for name, flag in flags.items()
    }
    table = pd.DataFrame({"household_id": people.households.index, "town": people.column("household", "town"), **marks})
    table["relative"] = np.random.default_rng(seed).random(len(table)) < relatives
    table["kind"] = np.select([marks[kind] for kind in KINDS], list(KINDS), "")
    table = table.loc[table["kind"] != "", ["household_id", "town", "kind", *ALWAYS, "error"]].reset_index(drop=True)
    if table.empty:
        raise ReportError(
            message("Nobody in this population is on a cash scheme.", "Take another place or population.")
        )
    return table.assign(town=table["town"].replace("", "—"))


def drawn(sample: AuditSample, population: Population, lang: Lang = "both") -> Table:
    """Return what was drawn by kind of case: cases, checked in full, by lot, in all, and their share."""
    why = sample.cases["why"]
    full, lot = (why != "") & (why != "lot"), why == "lot"
    marks = pd.DataFrame(
        {"kind": sample.cases["kind"], "cases": 1, "in_full": full, "by_lot": lot, "drawn": full | lot}
    )
    counts = marks.groupby("kind").sum().reindex([kind for kind in KINDS if kind in set(marks["kind"])])
    counts.loc[""] = counts.sum()
    frame = counts.assign(share=counts["drawn"] / counts["cases"]).reset_index(drop=True)
    frame.insert(0, "label", [KINDS.get(kind, TOTAL).show(lang) for kind in counts.index])
    heads = (
        Head("label", Text("类别", "Kind")),
        Head("cases", Text("在册", "On the register"), FAMILIES, "count"),
        Head("in_full", Text("全查", "In full"), FAMILIES, "count"),
        Head("by_lot", Text("抽签", "By lot"), FAMILIES, "count"),
        Head("drawn", Text("抽查合计", "Drawn"), FAMILIES, "count"),
        Head("share", Text("抽查比例", "Share"), form="share"),
    )
    title = Text("抽查安排", "What was drawn")
    note = Text(f"随机种子 {sample.seed}，按乡镇和类别分层。", f"Seed {sample.seed}; strata are town by kind.")
    return Table("drawn", title, heads, frame, source(population), note, total=True, lang=lang)


def drawn_reading(sample: AuditSample, lang: Lang = "both") -> Reading:
    """Say how many cases the floor asks for and how many were drawn, and why the one is never below the other."""
    total, floor, number = len(sample.cases), sample.floor, len(sample.drawn)
    counts = (
        Text("计入比例", "count towards it") if sample.count_always else Text("不计入比例", "do not count towards it")
    )
    return Reading(
        Text(
            f"在册 {total} 户，按 {sample.rate:.0%} 至少查 {floor} 户（向上取整，永不低于下限）；全查的户{counts.zh}，本次抽查 {number} 户。",
            f"{sample.rate:.0%} of {total} families is at least {floor}, rounded up so that the floor is never undershot; families checked "
            f"in full {counts.en}, and {number} were drawn.",
        ),
        lang,
    )


def first_drawn(sample: AuditSample, rows: int, lang: Lang = "both") -> Table:
    """Return the first rows of the list of cases to be checked, identities masked, with the lot that anybody can compute again."""
    frame = pd.DataFrame([_listed(row, lang) for row in sample.drawn.head(rows).to_dict("records")])
    heads = (
        Head("case", Text("户", "Family")),
        Head("town", Text("乡镇", "Town")),
        Head("kind", Text("类别", "Kind")),
        Head("why", Text("抽中原因", "Why")),
        Head("lot", Text("签号", "Lot")),
    )
    title = Text(f"抽查名单（前 {len(frame)} 户，脱敏）", f"The list, first {len(frame)} families, masked")
    note = Text(
        f"签号是“{sample.seed}:户编号”的 SHA-256，谁都可以复算；每层取签号最小的户。",
        f"The lot is the SHA-256 of “{sample.seed}:family id”; the lowest of each stratum are drawn, and anybody can compute them again.",
    )
    return Table("list", title, heads, frame, note=note, lang=lang)


def _listed(row: dict[Any, Any], lang: Lang) -> dict[str, str]:
    kind, why = KINDS[row["kind"]].show(lang), WHY.get(row["why"], Text(row["why"], row["why"])).show(lang)
    return {"case": shortened(row["household_id"]), "town": row["town"], "kind": kind, "why": why, "lot": row["lot"]}
