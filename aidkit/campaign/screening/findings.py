"""What a screening finds of a person, as rules: the register held against the rules, in the campaign's words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType

from aidkit.rules.coverage import Coverage
from aidkit.rules.definition import rule
from aidkit.schema import Scheme


class Finding(IntEnum):
    """Result of a screening for one person (排查结果)."""

    RIGHT = 0
    MISSED = 1
    WHOLE_FAMILY = 2
    MISMATCHED = 3
    WRONG = 4
    RELIEF_MISSED = 5
    RELIEF_OPEN = 6
    LOW_INCOME = 7
    FILED = 8
    DECEASED = 9


PROBLEMS = (
    Finding.MISSED, Finding.WHOLE_FAMILY, Finding.MISMATCHED, Finding.WRONG, Finding.RELIEF_MISSED, Finding.DECEASED,
)  # fmt: skip
ON_FILE = (Finding.LOW_INCOME, Finding.FILED)
TO_ENROL = (Finding.MISSED, Finding.WHOLE_FAMILY, Finding.MISMATCHED)

TITLES: Mapping[Finding, tuple[str, str]] = MappingProxyType(
    {
        Finding.RIGHT: ("已落实", "already right"),
        Finding.MISSED: ("漏保", "missed by cover"),
        Finding.WHOLE_FAMILY: ("可按户保障", "single person, whole family could be covered"),
        Finding.MISMATCHED: ("类别不符", "on another scheme than the one due"),
        Finding.WRONG: ("错保", "wrong: covered without entitlement"),
        Finding.RELIEF_MISSED: ("漏救", "missed by relief"),
        Finding.RELIEF_OPEN: ("救助待核", "relief due, not known whether given"),
        Finding.LOW_INCOME: ("应录入低收入库", "low-income family, to be recorded"),
        Finding.FILED: ("备案监测", "not eligible, filed and monitored"),
        Finding.DECEASED: ("死亡待核", "on the list of the dead, to be verified"),
    }
)
"""Chinese and English title of each finding."""


@rule("person", unit="class", zh="排查结果", clauses=["JJ-2.2.1", "JJ-2.2.2", "JJ-2.2.3", "JJ-2.2.4–6", "JJ-2.3.3"])
def finding(
    coverage: int,
    current_scheme: int,
    entitled_scheme: int,
    missed_relief: bool,
    relief_is_known: bool,
    on_death_list: bool,
) -> Finding:
    """Result of a screening for a person; the first that holds.

    Not modelled: what a visit finds. Relief due where nobody knows whether it was given is open, not missed.
    """
    if on_death_list:
        return Finding.DECEASED
    if coverage == Coverage.MISSED:
        return Finding.MISSED
    if current_scheme == Scheme.DIBAO_SINGLE and entitled_scheme == Scheme.DIBAO:
        return Finding.WHOLE_FAMILY
    if coverage == Coverage.MISMATCHED:
        return Finding.MISMATCHED
    if coverage == Coverage.WRONG:
        return Finding.WRONG
    if missed_relief:
        return Finding.RELIEF_MISSED if relief_is_known else Finding.RELIEF_OPEN
    if coverage == Coverage.RIGHT:
        return Finding.RIGHT
    if coverage == Coverage.UNRECORDED:
        return Finding.LOW_INCOME
    return Finding.FILED


@rule("person", unit="yuan/month", zh="应发月救助金", clauses=["JJ-2.2.1", "JJ-2.2.4–6"])
def amount_due(
    entitled_scheme: int,
    tekun_basic: float,
    tekun_care: float,
    child_allowance: float,
    dibao_base: float,
    uplift: float,
    unit_size: int,
    gradual_exit_benefit: float,
    single_entry_benefit: float,
) -> float:
    """What a person is due a month on the scheme due: of a family's dibao an equal share, and the own uplift."""
    if entitled_scheme == Scheme.TEKUN:
        return tekun_basic + tekun_care
    if entitled_scheme in (Scheme.ORPHAN, Scheme.UNSUPPORTED_CHILD):
        return child_allowance
    if entitled_scheme == Scheme.DIBAO:
        return dibao_base / unit_size + uplift
    if entitled_scheme == Scheme.GRADUAL_EXIT:
        return gradual_exit_benefit / unit_size
    if entitled_scheme == Scheme.DIBAO_SINGLE:
        return single_entry_benefit
    return 0.0
