"""What a user reads who asks for a sensitivity that cannot be: the whole text of every refusal."""

from __future__ import annotations

from typing import Any

import pytest

from aidkit.errors import MeasureError, OutputError, PolicyError
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.whatif.sensitivity import sensitivity
from tests.refusals import refusal

VALID = (
    "annual_cost, cash_persons, cash_households, edge_persons, edge_households, missed_persons, wrong_persons,"
    " mismatched_persons, unrecorded_persons, missed_relief_households, exclusion_error, cost_per_cash_person"
)


def test_no_policy(three_families: Population) -> None:
    assert refusal(PolicyError, sensitivity, three_families, "jinjiang") == (
        "'jinjiang' is not a policy.\nMake one with aidkit.load_policy(place)."
    )


def test_an_unknown_figure_or_none(three_families: Population, base_policy: Policy) -> None:
    def refused(figures: Any) -> str:
        return refusal(OutputError, sensitivity, three_families, base_policy, figures=figures)

    assert refused("anual_cost") == "'anual_cost' is not a key figure.\nDid you mean 'annual_cost'?"
    assert refused(["gini"]) == f"'gini' is not a key figure.\nValid names: {VALID}."
    assert refused(()) == f"No figure was asked for.\nGive one or more of {VALID}."


def test_an_unknown_method(three_families: Population, base_policy: Policy) -> None:
    assert refusal(MeasureError, sensitivity, three_families, base_policy, method="joint") == (
        "method: 'joint' is not known.\nAllowed: 'one at a time' or 'jointly'."
    )


@pytest.mark.parametrize(
    ("name", "value", "least"),
    [("samples", 1, 2), ("samples", 6.5, 2), ("samples", True, 2), ("seed", -1, 0), ("seed", None, 0)],
)
def test_samples_and_seed(three_families: Population, base_policy: Policy, name: str, value: Any, least: int) -> None:
    assert (
        refusal(MeasureError, sensitivity, three_families, base_policy, method="jointly", **{name: value})
        == f"{name}: {value!r} cannot be used.\nGive a whole number of at least {least}."
    )


def test_a_reform_that_reaches_no_figure(three_families: Population, base_policy: Policy) -> None:
    reform = base_policy.reform({"medical.ratio.edge": 0.9}, name="more medical relief")
    text = refusal(OutputError, sensitivity, three_families, reform, figures="missed_persons")
    assert text.splitlines()[0] == (
        "The reform 'more medical relief' changes medical.ratio.edge, and nothing that was asked for depends on it."
    )


def test_an_interval_needs_draws(three_families: Population, base_policy: Policy) -> None:
    single = sensitivity(three_families, base_policy)
    assert refusal(MeasureError, single.interval) == (
        "Assumptions were varied one at a time, so there is no distribution to take an interval of.\n"
        'Use sensitivity(…, method="jointly").'
    )
    joint = sensitivity(three_families, base_policy, method="jointly", samples=4)
    assert refusal(MeasureError, joint.interval, 90) == (
        "level: 90 is no share of the draws.\nGive one above 0 and below 1, e.g. 0.9."
    )


def test_a_figure_that_was_not_asked_for(three_families: Population, base_policy: Policy) -> None:
    found = sensitivity(three_families, base_policy, figures="annual_cost")
    assert refusal(OutputError, found.plot, "missed_persons") == (
        "'missed_persons' is not among the figures asked for.\nValid names: annual_cost."
    )
