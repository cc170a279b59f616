"""Which families are visited, and on which ground, as rules (走访对象)."""

from __future__ import annotations

from enum import IntEnum

from aidkit.rules.definition import Any_, rule
from aidkit.schema import Scheme


class VisitGroup(IntEnum):
    """The ground on which a family is on the visiting round, the first that holds (走访类别)."""

    NONE = 0
    TEKUN = 1
    DIBAO = 2
    ILL_OR_DISABLED = 3


@rule("person", unit="yes/no", zh="现享受特困供养", clauses=["HS-1"], step=True)
def on_tekun_today(counted: bool, current_scheme: int) -> bool:
    """Counted member whom the register has on tekun, the five guarantees (五保) of old."""
    return counted and current_scheme == Scheme.TEKUN


@rule("person", unit="yes/no", zh="重病重残", clauses=["HS-1", "HZ-1.3", "HZ-1.4"], step=True)
def severely_ill_or_disabled(counted: bool, serious_illness: bool, severe_for_single_entry: bool) -> bool:
    """Counted member with a serious illness or a severe disability."""
    return counted and (serious_illness or severe_for_single_entry)


any_on_tekun_today = Any_("on_tekun_today")
any_severely_ill_or_disabled = Any_("severely_ill_or_disabled")


@rule("household", unit="class", zh="走访类别", clauses=["HS-1"], step=True)
def visit_group(
    any_on_tekun_today: bool,
    any_on_dibao_today: bool,
    any_on_single_entry_today: bool,
    any_severely_ill_or_disabled: bool,
) -> VisitGroup:
    """Ground of the visits a family is owed: tekun, dibao, or somebody severely ill or disabled.

    Read to the letter, families with somebody severely ill or disabled are visited whether they are poor or not.
    """
    if any_on_tekun_today:
        return VisitGroup.TEKUN
    if any_on_dibao_today or any_on_single_entry_today:
        return VisitGroup.DIBAO
    return VisitGroup.ILL_OR_DISABLED if any_severely_ill_or_disabled else VisitGroup.NONE
