"""What a report says of oversight: clues from other lists, cases to audit, visits and staff, the wait for pay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from aidkit.report.oversight import floors, given, shortfall, visits, waits
from aidkit.report.text import Lang

if TYPE_CHECKING:
    from aidkit.oversight.staffing.result import Staffing
    from aidkit.policy import Policy
    from aidkit.population import Population
    from aidkit.result import Result


def clues(population: str, policy: Policy, lang: Lang = "both") -> Iterator[Any]:
    """Yield what departments' lists say of a register, or that none were given."""
    matched = given.matched(population, policy)
    yield given.clues(matched, lang)
    if matched is not None:
        yield given.reading(matched, lang)


def audits(result: Result, lang: Lang = "both") -> Iterator[Any]:
    """Yield the fewest cases each floor asks for, and what a check of so many finds."""
    yield from (floors.floors(result, lang), floors.reading(result, lang))


def staff(owed: Staffing, drawn: Any, people: Population, lang: Lang = "both") -> Iterator[Any]:
    """Yield the visits owed by town beside the staff there is, drawn, as a table and in a sentence.

    Args:
        owed: What ``visits.owed`` gave.
        drawn: The figure of the same as a picture.
        people: The population, for the source.
        lang: Language of the texts.
    """
    yield from (drawn, shortfall.towns(owed, people, lang), visits.towns_reading(owed, lang))


def wait(people: Population, policy: Policy, lang: Lang = "both") -> Iterator[Any]:
    """Yield the months from need to the first payment, as things are and under three measures."""
    compared = waits.compared(people, policy)
    yield from (waits.stages(compared, lang), waits.reading(compared, lang))
