"""What a user reads who asks for cliffs that cannot be: the whole text of every refusal."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from aidkit.errors import MeasureError, OutputError, PolicyError, PopulationError
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.whatif.cliffs import cliffs
from tests.refusals import refusal

NO_EARNER = (
    "Household 'alone' has no main earner, so there is no line to follow.\n"
    "A main earner is the counted member of 18 to 59 with the highest wage, else the first who can work;"
    " families without one are in .without."
)


def test_no_policy(three_families: Population) -> None:
    assert refusal(PolicyError, cliffs, three_families, "jinjiang") == (
        "'jinjiang' is not a policy.\nMake one with aidkit.load_policy(place)."
    )


@pytest.mark.parametrize("far", [0, -1, float("nan"), float("inf"), True, "2000"])
def test_up_to_is_no_number_of_yuan(three_families: Population, base_policy: Policy, far: Any) -> None:
    assert refusal(MeasureError, cliffs, three_families, base_policy, up_to=far) == (
        f"up_to: {far!r} is no number of yuan a month.\nGive a number above 0, e.g. 200."
    )


def test_near_is_no_distance(three_families: Population, base_policy: Policy) -> None:
    found = cliffs(three_families, base_policy)
    assert refusal(MeasureError, found.near, -5) == (
        "near: -5 is no number of yuan a month.\nGive a number of at least 0, e.g. 200."
    )


def test_nobody_to_follow(base_policy: Policy) -> None:
    old = Population(
        households=pd.DataFrame({"household_id": ["a", "b"], "area": "urban"}),
        persons=pd.DataFrame({"person_id": [1, 2], "household_id": ["a", "b"], "age": [72, 17]}),
    )
    assert refusal(PopulationError, cliffs, old, base_policy) == (
        "None of 2 families has a main earner: the counted member of 18 to 59 with the highest wage, else the first who can"
        " work.\nName persons= whose earnings are to move."
    )


def test_persons_who_cannot_be_followed(three_families: Population, base_policy: Policy) -> None:
    def refused(*persons: str) -> str:
        return refusal(PopulationError, cliffs, three_families, base_policy, persons=persons)

    advice = "Give ids as they stand in population.persons.index, or leave persons out."
    assert refused("uncle", "mother") == f"persons=: 1 id not in the population: uncle.\n{advice}"
    assert refused() == f"persons=: nobody is named.\n{advice}"
    assert refused("husband", "wife", "mother") == (
        "persons=: more than one person of a family: husband, wife.\nName one main earner a family."
    )


def test_a_person_who_is_not_counted(three_families: Population, base_policy: Policy) -> None:
    persons = three_families.persons.assign(absence=["prison", *["none"] * 5])
    away = Population(households=three_families.households, persons=persons)
    assert refusal(PopulationError, cliffs, away, base_policy, persons=["husband"]) == (
        "persons=: 1 person not counted in the family: husband.\n"
        "Name members who are not absent; the others' earnings are not the family's."
    )


def test_a_family_that_is_not_there_or_has_no_earner(three_families: Population, base_policy: Policy) -> None:
    found = cliffs(three_families, base_policy)
    assert refusal(PopulationError, found.plot, "copule") == (
        "'copule' is not a household of this population.\nDid you mean 'couple'?"
    )
    assert refusal(PopulationError, found.plot, "alone") == NO_EARNER


def test_a_reform_that_reaches_no_money(three_families: Population, base_policy: Policy) -> None:
    reform = base_policy.reform({"medical.ratio.edge": 0.9}, name="more medical relief")
    text = refusal(OutputError, cliffs, three_families, reform)
    assert text.splitlines()[0] == (
        "The reform 'more medical relief' changes medical.ratio.edge, and nothing that was asked for depends on it."
    )
    assert cliffs(three_families, reform, relief=True).relief
