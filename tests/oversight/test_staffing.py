"""Visits and staff by town, counted by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import aidkit
from aidkit.oversight.errors import OversightError
from aidkit.oversight.staffing import rules
from aidkit.oversight.staffing.rules import VisitGroup
from aidkit.oversight.staffing.towns import staff_norm, staff_towns
from aidkit.oversight.values import chosen
from aidkit.schema import Scheme
from tests.refusals import refusal


@pytest.fixture(scope="module")
def towns():
    """Town A: tekun, dibao with an illness, single entry, nothing; town B: illness, a weight of 10, a village each."""
    homes = [("t", "A", "A1", 1), ("d", "A", "A1", 1), ("s", "A", "A2", 1), ("n", "A", "A2", 1), ("i", "B", "B1", 10)]
    persons = [
        ("t1", "t", "tekun", False, "none", 0),
        ("d1", "d", "dibao", True, "none", 0),
        ("d2", "d", "dibao", False, "none", 0),
        ("s1", "s", "dibao_single", False, "psychiatric", 3),
        ("n1", "n", "edge", False, "physical", 3),
        ("i1", "i", "none", False, "none", 0),
        ("i2", "i", "none", True, "none", 0),
    ]
    return aidkit.Population(
        households=pd.DataFrame(homes, columns=["household_id", "town", "village", "weight"]).assign(area="rural"),
        persons=pd.DataFrame(
            persons,
            columns=[
                "person_id",
                "household_id",
                "current_scheme",
                "serious_illness",
                "disability_kind",
                "disability_grade",
            ],
        ).assign(age=50),
        source="worked example",
    )


def test_families_are_on_the_round_once_on_the_first_ground_that_holds(towns, base_policy):
    found = staff_towns(towns, base_policy).groups.set_index("town")
    assert found["households_seen"].tolist() == [3, 1]
    groups = found.drop(columns="households_seen")
    assert groups.loc["A"].tolist() == [1, 2, 0]
    assert groups.loc["B"].tolist() == [0, 0, 10]
    assert groups.columns.tolist() == ["tekun_households", "dibao_households", "ill_or_disabled_households"]


def test_rules_of_the_round():
    assert rules.on_tekun_today(True, Scheme.TEKUN)
    assert not rules.on_tekun_today(False, Scheme.TEKUN)
    assert rules.severely_ill_or_disabled(True, True, False)
    assert rules.severely_ill_or_disabled(True, False, True)
    assert not rules.severely_ill_or_disabled(True, False, False)
    assert not rules.severely_ill_or_disabled(False, True, True)
    assert rules.visit_group(True, True, True, True) == VisitGroup.TEKUN
    assert rules.visit_group(False, False, True, True) == VisitGroup.DIBAO
    assert rules.visit_group(False, False, False, True) == VisitGroup.ILL_OR_DISABLED
    assert rules.visit_group(False, False, False, False) == VisitGroup.NONE


def test_visits_hours_and_staff_by_hand(towns, base_policy):
    changes = {"team_minutes": 60, "cadre_minutes": 30, "hours_a_month": 100, "team_visiting_share": 0.5}
    found = staff_towns(towns, base_policy, changes={**changes, "assistant_visiting_share": 0.25})
    row = found.towns.set_index("town").loc["B"]
    assert row["inhabitants"] == 20  # two persons of weight 10
    assert row["villages"] == 1
    assert row["team_visits_a_month"] == 10  # once a month
    assert row["cadre_visits_a_month"] == pytest.approx(10 * 52 / 12)  # once a week
    assert row["team_hours_a_month"] == 10
    assert row["staff_for_visits"] == 0.2  # 10 hours of 100 x 0.5
    assert row["cadre_hours_a_month"] == pytest.approx(10 * 52 / 12 / 2)
    assert row["assistants_for_visits"] == pytest.approx(10 * 52 / 12 / 2 / 25)
    assert (row["staff_norm_low"], row["staff_norm_high"], row["assistants_norm"]) == (3, 5, 1)
    assert row[["staff", "staff_short_of_norm", "staff_short_of_visits"]].isna().all()


def test_what_is_short_by_town(towns, base_policy):
    staff = pd.DataFrame({"town": ["B", "A"], "staff": [4, 1], "assistants": [0, 5], "inhabitants": [np.nan, 61_000]})
    found = staff_towns(towns, base_policy, staff, changes={"team_minutes": 60_000}).towns.set_index("town")
    assert found["staff"].tolist() == [1, 4]
    assert found["staff_short_of_norm"].tolist() == [2, 0]
    assert found["assistants_short_of_norm"].tolist() == [0, 1]
    assert found["inhabitants"].tolist() == [61_000, 20]
    assert found["staff_norm_high"].tolist() == [9, 5]
    assert found["staff_short_of_visits"].tolist() == pytest.approx(
        [3_000 / (166.64 * 0.3) - 1, 10_000 / (166.64 * 0.3) - 4]
    )


@pytest.mark.parametrize(("inhabitants", "high"), [(0, 5), (20_000, 5), (29_999, 5), (30_000, 6), (50_000, 8)])
def test_larger_towns_may_have_more_staff(inhabitants, high):
    assert staff_norm(inhabitants) == (3, high)


def test_the_comparison_with_huangshi_stands_in_the_notes(towns, base_policy):
    found = staff_towns(towns, base_policy)
    assert found.notes[-1] == "For comparison: Huangshi had 94 staff at 45 town windows, 2.09 each (HS-4)."
    assert "各镇走访任务与人员" in str(found)
    assert "走访户数" in found._repr_html_()
    assert found.values == chosen("staffing")


@pytest.mark.parametrize(
    ("staff", "text"),
    [
        (
            {"place": ["A"]},
            "The staff table has the columns place.\nGive town and any of inhabitants, villages, staff, assistants.",
        ),
        (
            {"town": ["A"]},
            "The staff table has the columns town.\nGive town and any of inhabitants, villages, staff, assistants.",
        ),
        ({"town": ["A", "A"], "staff": [1, 2]}, "Towns of the staff table that stand twice: A.\nTowns: A, B."),
        (
            {"town": ["A", "C"], "staff": [1, 2]},
            "Towns of the staff table that are not in the population: C.\nTowns: A, B.",
        ),
        (
            {"town": ["A", "B"], "staff": [-1, 2], "assistants": [1, "two"]},
            "The staff table has figures that are no counts, for A, B.\nGive numbers from 0 on, or leave the cell empty.",
        ),
    ],
)
def test_a_staff_table_that_does_not_fit_is_refused(towns, base_policy, staff, text):
    assert refusal(OversightError, staff_towns, towns, base_policy, pd.DataFrame(staff)) == text
