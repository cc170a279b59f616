"""Cliffs told: the family drawn, the causes and the rates are those the cliffs hold."""

from __future__ import annotations

import pytest

import aidkit
from aidkit.errors import PopulationError
from aidkit.report import questions


@pytest.fixture(scope="module")
def found(people, policy):
    return aidkit.cliffs(people, policy, up_to=10_000.0)


def test_the_family_drawn_loses_where_any_does(found):
    chosen = questions.cliffs.telling_family(found)
    row = found.families.set_index("household_id").loc[chosen]
    assert row["largest_loss"] > 0
    reading = str(questions.cliffs.turns_reading(found, chosen, "en"))
    assert f"the family has {row['largest_loss']:,.0f} less" in reading
    frame = questions.cliffs.turns(found, chosen, "en").frame
    assert frame["at"].is_monotonic_increasing
    assert len(frame) == sum((table["household_id"] == chosen).sum() for table in (found.notches, found.kinks))


def test_a_family_that_is_none_is_refused(found):
    with pytest.raises(PopulationError) as error:
        questions.cliffs.telling_family(found, "nobody")
    assert str(error.value).startswith("'nobody' is not a household of this population.")


def test_a_family_that_never_loses_is_said(found):
    calm = found.families.loc[found.families["largest_loss"] == 0, "household_id"].iloc[0]
    assert str(questions.cliffs.turns_reading(found, calm, "zh")) == "这家无论多挣多少，都不会因此变少。"


def test_causes_hold_every_family_that_loses(found):
    lost = found.notches[found.notches["change"] < 0]
    frame = questions.cliffs.causes(found).frame
    weight = found.families.set_index("household_id")["weight"]
    pairs = lost.drop_duplicates(["household_id", "scheme", "rule"])
    assert frame["families"].sum() == pytest.approx(weight[pairs["household_id"]].sum())
    assert "Most lose" in str(questions.cliffs.cause_reading(questions.cliffs.causes(found, "en")))


def test_who_stands_near_is_what_the_cliffs_count(found):
    table = questions.cliffs.near(found, 800.0, "en")
    assert not (table.frame["scheme"] == "any").any()
    row = found.near(800.0).loc[("loss", "any")]
    assert f"{row['beyond_it']:,.0f} famil" in str(questions.cliffs.near_reading(found, 800.0, "en"))
    assert str(questions.cliffs.near_reading(found, 0.0, "en")) == "There is no loss that near to anybody."


def test_rates_share_out_the_families_at_every_wage(found):
    table = questions.rates.rates(found, [2000, 500])
    assert table["en"].tolist() == ["at today's wage", "at 500 a month", "at 2,000 a month"]
    assert table[list(questions.rates.CLASSES)].sum(axis=1).tolist() == pytest.approx([1.0] * 3)
    kept = found.families[found.families["assisted"]]
    steep = float(kept.loc[kept["marginal_rate"] > 0.5, "weight"].sum() / kept["weight"].sum())
    assert table["much"].iloc[0] + table["all"].iloc[0] == pytest.approx(steep)


def test_variants_stand_side_by_side(found, people, policy):
    change = {"income.work_cost.rate": 0.5}
    changed = aidkit.cliffs(people, policy.reform(change), up_to=10_000.0)
    relief = aidkit.cliffs(people, policy, up_to=10_000.0, relief=True)
    table = questions.rates.variants({"now": found, "relief": relief, "changed": changed}, change, "en")
    assert table.frame["now"].tolist() == found.summary["families"].tolist()
    assert table.note.en == "Change: income.work_cost.rate = 0.5"
    assert str(questions.rates.variants_reading(table)).startswith("With relief counted, ")


def test_the_answer_counts_families_that_lose(found):
    losing = found.families.loc[found.families["largest_loss"] > 0, "weight"].sum()
    assert f"For {losing:,.0f} of them" in str(questions.cliffs.answer(found, "en"))
