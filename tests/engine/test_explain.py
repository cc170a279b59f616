"""One family on one screen: every step right, what failed and by how much, under 40 lines whatever its size."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import aidkit
from aidkit.engine.explain import Explanation
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.schema import category_names


def family(persons: list[dict[str, Any]], **household: Any) -> Population:
    filled = pd.DataFrame(persons)
    texts = {"supporter": "capable", "current_scheme": "none", "disability_kind": "none"}
    filled = filled.fillna({name: texts.get(name, 0) for name in filled.columns}).infer_objects()
    return Population(
        pd.DataFrame([{"household_id": "f", "area": "urban", **household}]),
        filled.assign(household_id="f", person_id=[f"p{number:03d}" for number in range(len(persons))]),
    )


def explained(population: Population, policy: Policy) -> Explanation:
    return aidkit.explain(population, policy, population.households.index[0])


def line_of(explanation: Explanation, rule: str) -> str:
    """The line of a rule, its columns squeezed."""
    (line,) = [line for line in explanation.lines if line.startswith(f"{rule} ")]
    return " ".join(line.split())


WORKER = {"age": 40, "wage_income": 36_000.0, "employed": True}


def test_a_family_over_the_line_reads_how_far(base_policy: Policy) -> None:
    explanation = explained(family([{"age": 50, "property_income": 12_144.0}]), base_policy)
    assert line_of(explanation, "is_dibao") == (
        "is_dibao 符合低保条件 no 否 — dibao_test_income 1,012.00 is 237.00 above dibao_standard 775.00 [HZ-1.1, HZ-1.2]"
    )
    raised = explained(
        family([{"age": 50, "property_income": 12_144.0}]), base_policy.reform({"dibao.standard.urban": 1_000})
    )
    assert "dibao_test_income 1,012.00 is 12.00 above dibao_standard 1,000.00" in str(raised)


@pytest.mark.parametrize(
    ("income", "reason"),
    [(9_300.0, "dibao_test_income 775.00 is on dibao_standard 775.00"),
     (9_300.12, "dibao_test_income 775.01 is 0.01 above dibao_standard 775.00")],
)  # fmt: skip
def test_a_family_on_the_line_or_a_fen_beside_it(base_policy: Policy, income: float, reason: str) -> None:
    explanation = explained(family([{"age": 50, "property_income": income}]), base_policy)
    assert f"no 否 — {reason} [" in line_of(explanation, "is_dibao")


def test_assets_over_a_limit(base_policy: Policy) -> None:
    limits = base_policy.reform({"assets.dibao": {"financial_multiple": 2, "dwellings": 2}})
    three = [{"age": 50}, {"age": 45}, {"age": 10}]
    rich = explained(family(three, financial_assets=60_000), limits)  # 3 x 2 x 12 x 775 = 55,800
    assert "financial_assets 60,000.00 is 4,200.00 above financial_limit 55,800.00" in line_of(
        rich, "within_assets_dibao"
    )
    assert "— within_assets_dibao does not hold" in line_of(rich, "is_dibao")
    housed = explained(family(three, dwellings=3), limits)
    assert "dwellings 3 is 1 above assets.dibao.dwellings 2" in line_of(housed, "within_assets_dibao")


def test_the_worked_examples(three_families: Population, base_policy: Policy) -> None:
    couple, illness, alone = (
        aidkit.explain(three_families, base_policy, name) for name in ("couple", "illness", "alone")
    )
    assert couple.values["dibao_benefit"] == pytest.approx(725)
    assert line_of(couple, "dibao_benefit") == "dibao_benefit 低保金 725.00 yuan/month [HZ-1.2, HS-3.2]"
    assert "#2 husband: 45 years, wage income 24,000.00, employed" in str(couple)
    assert line_of(illness, "entitled_scheme") == (
        "entitled_scheme 应享受待遇 #1 edge 低保边缘 · #2 dibao_single 单人保 [JJ-1, HZ-1.1]"
    )
    assert "dibao_test_income 1,800.00 is 1,025.00 above dibao_standard 775.00" in str(illness)
    assert line_of(alone, "tekun_basic").startswith("tekun_basic 特困基本生活费 #1 1,007.50 yuan/month ")
    assert line_of(alone, "is_dibao").startswith("is_dibao 符合低保条件 no 否 — unit_size is 0 ")


def test_an_explanation_holds_what_the_run_gives(three_families: Population, base_policy: Policy) -> None:
    result = aidkit.simulate(three_families, base_policy)
    for name in three_families.households.index:
        values = aidkit.explain(three_families, base_policy, name).values
        household = result.households.loc[name]
        members = result.persons[result.persons["household_id"] == name].sort_index()
        for rule, value in values.items():
            if rule in household:
                assert household[rule] == value, rule
                continue
            own = members[rule]
            names = category_names(value[0].__class__) if own.dtype == "category" else None
            assert own.tolist() == [names[one] if names else one for one in value], rule


@pytest.mark.parametrize("size", [*range(1, 13), 30, 200])
def test_any_family_fits_on_a_screen(base_policy: Policy, size: int) -> None:
    everything = {
        "age": 70, "wage_income": 5_000.0, "employed": True, "business_income": 10.0, "farm_income": 20.0,
        "property_income": 30.0, "transfer_income": 40.0, "basic_pension": 1_800.0, "exempt_income": 10.0,
        "disability_kind": "psychiatric", "disability_grade": 1, "serious_illness": True, "medical_self_paid": 9_000.0,
        "self_care_failed": 4, "current_scheme": "dibao",
    }  # fmt: skip
    persons = [
        {**everything, "age": 70 - number % 60, "supporter": "none" if number % 3 else "capable"}
        for number in range(size)
    ]
    rich = family(persons, education_expense=1_000, rehabilitation_expense=100, shock="fire", financial_assets=500)
    for policy in (base_policy, aidkit.load_policy("hanzhong"), aidkit.load_policy("jinjiang")):
        explanation = explained(rich, policy)
        assert len(explanation.lines) < 40
        assert len(str(explanation).splitlines()) == len(explanation.lines)
        assert line_of(explanation, "entitled_scheme")
        assert line_of(explanation, "monthly_cash")
        assert explanation.lines[-1].startswith("Parameters") or "more in policy.provenance()" in str(explanation)


def test_members_of_a_large_family_share_lines(base_policy: Policy) -> None:
    text = str(explained(family([{"age": 40}] * 30), base_policy))
    assert "  #1 p000: 40 years | #2 p001: 40 years | #3 p002: 40 years\n" in text
    assert "  #22 p021: 40 years | #23 p022: 40 years | and 7 more members\n" in text


def test_every_parameter_is_cited_with_its_status() -> None:
    policy = aidkit.load_policy("jinjiang", date="2021-08-24")
    text = " ".join(str(explained(family([WORKER, {"age": 41}]), policy)).split())
    assert "edge.multiple 2 (seed: jinjiang-2021 JJ-2.3.2)" in text
    assert "income.work_cost.rate 0.2 (assumed)" in text
    reform = policy.reform({"edge.multiple": 1.5}, name="narrow")
    changed = " ".join(str(explained(family([WORKER, {"age": 41}]), reform)).split())
    assert "edge.multiple 1.5 (reform: in place of 2.0…)" in changed
    assert "dibao.standard.rural" not in changed


def test_html_is_escaped(base_policy: Policy) -> None:
    population = family([{"age": 40}])
    table = population.households.assign(household_id="<b>&f</b>").reset_index(drop=True)
    persons = population.persons.assign(household_id="<b>&f</b>", person_id="<script>").reset_index(drop=True)
    explanation = explained(Population(table, persons), base_policy.reform({"edge.multiple": 1.5}, name="<i>"))
    shown = explanation._repr_html_()
    assert "<b>" not in shown
    assert "<script>" not in shown
    assert "<i>" not in shown
    assert "&lt;b&gt;&amp;f&lt;/b&gt; · Town template XX镇（模板） · 2020-10-31 · &lt;i&gt;" in shown


def test_a_number_finds_its_household_by_its_text(base_policy: Policy) -> None:
    households = pd.DataFrame({"household_id": [7, 8], "area": "urban"})
    persons = pd.DataFrame({"person_id": ["a", "b"], "household_id": [7, 8], "age": 30})
    population = Population(households, persons)
    assert str(aidkit.explain(population, base_policy, "8")) == str(aidkit.explain(population, base_policy, 8))
    assert aidkit.explain(population, base_policy, "8").lines[0].startswith("8 · ")
    as_text = Population(households.astype({"household_id": str}), persons.astype({"household_id": str}))
    assert aidkit.explain(as_text, base_policy, 8).lines[0].startswith("8 · ")
