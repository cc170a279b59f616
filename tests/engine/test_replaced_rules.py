"""Rules of the user's own, as a notebook cell declares them: in place of the package's, or beside them."""

from __future__ import annotations

from enum import IntEnum

import pytest

import aidkit
from aidkit.engine import kernel
from aidkit.engine.run import graph_of
from aidkit.policy import Policy
from aidkit.population import Population

THRESHOLD = 600.0


class Depth(IntEnum):
    """How far below the standard a family is."""

    NONE = 0
    NEAR = 1
    FAR = 2


def share_of(amount: float, line: float, missing: float = 0.0) -> float:
    """An amount as a share of a line; a helper with a default."""
    return missing if line == 0 else amount / line


@aidkit.rule("household", unit="yes/no", zh="符合低保条件", clauses=["HZ-1.1"])
def is_dibao(unit_size: int, dibao_test_income: float) -> bool:
    """Dibao family under one line for all."""
    within_line = dibao_test_income < THRESHOLD
    return unit_size > 0 and within_line


@aidkit.rule("household", unit="level", zh="贫困深度", clauses=["HZ-1.1"])
def depth(dibao_test_income: float, dibao_standard: float) -> Depth:
    """How far below the standard the family is."""
    if share_of(dibao_test_income, dibao_standard) < 0.5:
        return Depth.FAR
    return Depth.NEAR if dibao_test_income < dibao_standard else Depth.NONE


@aidkit.rule("person", unit="yuan/year", zh="人均收入与本人收入之差", clauses=["HZ-1.1"])
def income_beside_family(countable_income: float, per_capita_income: float) -> float:
    """A person's income less the family's average."""
    return countable_income - 12 * per_capita_income


OUTPUTS = ("is_dibao", "dibao_benefit", "income_beside_family", "depth")


@pytest.fixture
def reform(base_policy: Policy) -> Policy:
    return base_policy.reform(rules=[is_dibao, depth, income_beside_family])


def test_a_replaced_rule_is_what_all_others_read(three_families: Population, reform: Policy) -> None:
    result = aidkit.simulate(three_families, reform, OUTPUTS)
    assert result.households["is_dibao"].tolist() == [True, False, False]
    stricter = aidkit.simulate(three_families, reform.reform({"dibao.standard.urban": 500}), OUTPUTS)
    assert stricter.households.loc["couple", "dibao_benefit"] == pytest.approx((500 - 19_200 / 36) * 3)


def test_an_added_rule_is_one_more_column(three_families: Population, reform: Policy) -> None:
    assert graph_of(reform).columns[-2:] == ("depth", "income_beside_family")
    result = aidkit.simulate(three_families, reform, OUTPUTS)
    assert set(result.outputs) == set(OUTPUTS)
    assert result.households["depth"].tolist() == ["near", "none", "far"]
    assert result.persons.loc["husband", "income_beside_family"] == pytest.approx(19_200 - 19_200 / 3)


def test_a_rule_of_one_s_own_compiles_once(three_families: Population, base_policy: Policy, reform: Policy) -> None:
    aidkit.simulate(three_families, reform, OUTPUTS)
    before = len(kernel._PASSES)
    for multiple in (1.2, 1.5):
        standards = {"dibao.standard": {"urban": 400 * multiple, "rural": 400}}
        aidkit.simulate(three_families, reform.reform(standards), OUTPUTS)
        again = base_policy.reform(standards, rules=[is_dibao, depth, income_beside_family])
        aidkit.simulate(three_families, again, OUTPUTS)
    assert len(kernel._PASSES) == before


def test_a_rule_of_one_s_own_is_explained(three_families: Population, base_policy: Policy) -> None:
    text = str(aidkit.explain(three_families, base_policy.reform(rules=[is_dibao, depth]), "illness"))
    assert "is_dibao 符合低保条件" in text
    assert "dibao_test_income 1,800.00 is 1,200.00 above THRESHOLD 600.00" in text
    assert aidkit.explain(three_families, base_policy.reform(rules=depth), "couple").values["depth"] == Depth.NEAR


def test_a_rule_of_one_s_own_runs_without_the_compiler(
    three_families: Population, reform: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = aidkit.simulate(three_families, reform, OUTPUTS)
    monkeypatch.setenv("AIDKIT_NOJIT", "1")
    plain = aidkit.simulate(three_families, reform, OUTPUTS)
    for name in OUTPUTS:
        assert plain.values(name).tolist() == compiled.values(name).tolist(), name
