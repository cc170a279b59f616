"""What a user reads who asks the engine for what it does not have, or for nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import aidkit
from aidkit.engine.cache import cache_folder
from aidkit.errors import AidkitError, OutputError, PolicyError, PopulationError
from aidkit.policy import Policy
from aidkit.population import Population
from tests.refusals import refusal

OUTPUTS = ["dibao_standard", "within_assets_dibao"]


@pytest.fixture(scope="module")
def policy() -> Policy:
    return aidkit.load_policy("jinjiang", date="2021-08-24")


def test_an_unknown_output(three_families: Population, policy: Policy) -> None:
    assert refusal(OutputError, aidkit.simulate, three_families, policy, ["is_dibau"]) == (
        "'is_dibau' is not a result column.\nDid you mean 'is_dibao'?"
    )
    text = refusal(OutputError, aidkit.simulate, three_families, policy, ["xyzzy"])
    assert text.startswith("'xyzzy' is not a result column.\nValid names: counted, in_unit, family_size, unit_size, ")


def test_no_output(three_families: Population, policy: Policy) -> None:
    assert refusal(OutputError, aidkit.simulate, three_families, policy, []) == (
        "No output was asked for.\nName at least one rule, or leave `outputs` out for all."
    )


def test_a_column_that_was_not_asked_for(three_families: Population, policy: Policy) -> None:
    result = aidkit.simulate(three_families, policy, OUTPUTS)
    assert refusal(OutputError, result.values, "dibao_standards") == (
        "'dibao_standards' is not among the columns of this result.\nDid you mean 'dibao_standard'?"
    )
    text = refusal(OutputError, result.summary)
    assert text.endswith(" is not among the columns of this result.\nValid names: dibao_standard, within_assets_dibao.")


def test_a_reform_that_changes_nothing_asked_for(three_families: Population, policy: Policy) -> None:
    reform = policy.reform({"minimum_wage": 2_000, "edge.multiple": 1.5, "tekun.multiple": 1.5})
    assert refusal(OutputError, aidkit.simulate, three_families, reform, OUTPUTS) == (
        "The reform 'minimum_wage = 2000; edge.multiple = 1.5; tekun.multiple = 1.5' changes minimum_wage, "
        "edge.multiple, tekun.multiple, and nothing that was asked for depends on it.\n"
        "Asked for: dibao_standard, within_assets_dibao.\n"
        "What does depend on minimum_wage: tekun_care, monthly_cash, annual_support, income_after."
    )


def test_a_rule_that_nothing_asked_for_uses(three_families: Population, policy: Policy) -> None:
    @aidkit.rule("household", unit="yuan/month", zh="另加", clauses=["HZ-1.1"], step=True)
    def extra(unit_size: int) -> float:
        """An amount a head that no rule reads."""
        return 10.0 * unit_size

    reform = policy.reform(rules=extra, name="extra")
    assert refusal(OutputError, aidkit.simulate, three_families, reform, OUTPUTS) == (
        "The reform 'extra' gives rules that nothing asked for uses: extra.\n"
        "Asked for: dibao_standard, within_assets_dibao."
    )
    assert refusal(OutputError, aidkit.simulate, three_families, reform).startswith(
        "The reform 'extra' gives rules that nothing asked for uses: extra.\nAsked for: counted, in_unit, "
    )


def test_what_is_no_population(policy: Policy) -> None:
    text = (
        "A DataFrame was given as population.\n"
        "Make one with aidkit.Population(households=…, persons=…) or aidkit.read_population(path)."
    )
    assert refusal(PopulationError, aidkit.simulate, pd.DataFrame(), policy) == text
    assert refusal(PopulationError, aidkit.explain, pd.DataFrame(), policy, "a") == text


def test_what_is_no_policy(three_families: Population, policy: Policy) -> None:
    for wrong in ("jinjiang", None, ["jinjiang"], {"": "jinjiang"}):
        shown = wrong if wrong in ("jinjiang", None) else "jinjiang"
        assert refusal(PolicyError, aidkit.simulate, three_families, wrong) == (
            f"{shown!r} is not a policy.\nMake one with aidkit.load_policy(place)."
        )
    assert refusal(PolicyError, aidkit.explain, three_families, [policy], "couple") == (
        "[Policy(jinjiang, 2021-08-24, baseline)] is not a policy.\nMake one with aidkit.load_policy(place)."
    )


def in_two_places() -> Population:
    return Population(
        pd.DataFrame({"household_id": ["a", "b"], "area": "urban", "place": ["jinjiang", "huangshi"]}),
        pd.DataFrame({"person_id": [1, 2], "household_id": ["a", "b"], "age": 30}),
    )


def test_a_place_without_a_policy(three_families: Population, policy: Policy) -> None:
    assert refusal(PolicyError, aidkit.simulate, in_two_places(), [policy]) == (
        "households.place: no policy was given for huangshi.\nPolicies given: jinjiang."
    )
    assert refusal(PolicyError, aidkit.simulate, three_families, [policy]) == (
        "households.place: no policy was given for (empty).\nPolicies given: jinjiang."
    )
    assert refusal(PolicyError, aidkit.simulate, three_families, []) == (
        "households.place: no policy was given for (empty).\nPolicies given: none."
    )


def test_two_policies_for_one_place(policy: Policy) -> None:
    several = [policy, aidkit.load_policy("huangshi"), policy.reform({"edge.multiple": 1.5})]
    assert refusal(PolicyError, aidkit.simulate, in_two_places(), several) == (
        "More than one policy was given for jinjiang.\nGive one for each place; run twice to compare a reform."
    )


def test_grades_without_a_schedule(three_families: Population, policy: Policy) -> None:
    reform = policy.reform({"dibao.mode.urban": "graded"})
    assert refusal(PolicyError, aidkit.simulate, three_families, reform) == (
        "jinjiang: dibao.mode.urban is graded, but dibao.grades.urban is null.\n"
        "Give dibao.grades.urban: a list of {up_to_ratio, amount}, ascending, the last up_to_ratio 1.0, or null."
    )


@pytest.mark.parametrize(("name", "count"), [("threads", 0), ("threads", 1.5), ("block", 0), ("block", -1)])
def test_counts_that_are_none(three_families: Population, policy: Policy, name: str, count: Any) -> None:
    assert refusal(AidkitError, aidkit.simulate, three_families, policy, **{name: count}) == (
        f"{name}={count!r} cannot be used.\nGive a whole number from 1 on."
    )


@pytest.mark.parametrize("household", ["cuple", "²", None, ("couple",)])
def test_a_household_nobody_knows(three_families: Population, policy: Policy, household: Any) -> None:
    known = "Did you mean 'couple'?" if household == "cuple" else "Valid names: couple, illness, alone."
    assert refusal(PopulationError, aidkit.explain, three_families, policy, household) == (
        f"No household has the id {household!r}.\n{known}"
    )


def test_a_household_that_cannot_be_an_id(three_families: Population, policy: Policy) -> None:
    assert refusal(PopulationError, aidkit.explain, three_families, policy, ["couple"]) == (
        "No household has the id ['couple'].\nDid you mean 'couple'?"
    )


# -------------------------------------------------------------------------------------------------- cache


def test_a_cache_that_others_can_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    folder.chmod(0o777)
    monkeypatch.setenv("AIDKIT_CACHE", str(folder))
    assert refusal(AidkitError, cache_folder) == (
        f"{folder}: others can write this folder, so the compiled rules in it are not used.\n"
        "Make it yours alone (chmod -R go-w), or set AIDKIT_CACHE to a folder of your own."
    )


def test_a_cache_that_is_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "cache"
    path.touch()
    monkeypatch.setenv("AIDKIT_CACHE", str(path))
    assert refusal(AidkitError, cache_folder) == (
        f"{path}: cannot be made or written (FileExistsError).\nSet AIDKIT_CACHE to a folder of your own."
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_cache_that_belongs_to_somebody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o700)
    os.chown(folder, 12_345, 12_345)
    monkeypatch.setenv("AIDKIT_CACHE", str(folder))
    assert refusal(AidkitError, cache_folder).startswith(f"{folder}: others can write this folder")
