"""What a screening finds, counts, answers and explains; whatever the order of the rows."""

from __future__ import annotations

from typing import Any

import openpyxl
import pandas as pd
import pytest

import aidkit
from aidkit.campaign import CampaignError, Lists, screen
from aidkit.campaign.screening.findings import TITLES, Finding, finding
from aidkit.campaign.screening.low_income import unknown_priorities
from aidkit.oversight.errors import OversightError
from aidkit.rules.coverage import Coverage
from aidkit.schema import Scheme
from tests.campaign.probe_people import people
from tests.campaign.register_screening import REGISTER, screening
from tests.structure.sources import ROOT

JINJIANG = aidkit.load_policy("jinjiang")
NOTHING = {"missed_relief": False, "relief_is_known": True, "on_death_list": False}
CITY = ROOT / "data" / "populations" / "jinjiang"
TOLD = {"shock": "none", "relief_received": 0}


def screened(*families: list[dict[str, Any]], lists: Lists | None = None, **household: Any) -> Any:
    """Screen families that all called the help line, so that everybody is on a list."""
    called = [[{"hotline_caller": True, **person} for person in family] for family in families]
    return screen(people(*called, **household), JINJIANG, "jinjiang-2021", lists)


@pytest.mark.parametrize(
    ("coverage", "now", "due", "more", "expected"),
    [
        (Coverage.MISSED, Scheme.NONE, Scheme.DIBAO, {}, Finding.MISSED),
        (Coverage.MISSED, Scheme.EDGE, Scheme.TEKUN, {"missed_relief": True}, Finding.MISSED),
        (Coverage.MISMATCHED, Scheme.DIBAO_SINGLE, Scheme.DIBAO, {}, Finding.WHOLE_FAMILY),
        (Coverage.MISMATCHED, Scheme.DIBAO, Scheme.TEKUN, {}, Finding.MISMATCHED),
        (Coverage.WRONG, Scheme.DIBAO, Scheme.NONE, {"missed_relief": True}, Finding.WRONG),
        (Coverage.RIGHT, Scheme.DIBAO, Scheme.DIBAO, {"missed_relief": True}, Finding.RELIEF_MISSED),
        (Coverage.RIGHT, Scheme.DIBAO, Scheme.DIBAO, {"missed_relief": True, "relief_is_known": False}, Finding.RELIEF_OPEN),
        (Coverage.RIGHT, Scheme.DIBAO, Scheme.DIBAO, {}, Finding.RIGHT),
        (Coverage.RIGHT, Scheme.EDGE, Scheme.EDGE, {}, Finding.RIGHT),
        (Coverage.UNRECORDED, Scheme.NONE, Scheme.EDGE, {}, Finding.LOW_INCOME),
        (Coverage.OUTSIDE, Scheme.NONE, Scheme.NONE, {}, Finding.FILED),
        (Coverage.STALE, Scheme.EDGE, Scheme.NONE, {}, Finding.FILED),
        (Coverage.MISSED, Scheme.NONE, Scheme.DIBAO, {"on_death_list": True}, Finding.DECEASED),
    ],
)  # fmt: skip
def test_a_finding_is_the_first_that_holds(
    coverage: Coverage, now: Scheme, due: Scheme, more: dict[str, bool], expected: Finding
) -> None:
    assert finding(coverage, now, due, **{**NOTHING, **more}) == expected


def test_every_finding_has_a_title_in_two_languages() -> None:
    assert set(TITLES) == set(Finding)


def test_a_missed_family_of_two_is_due_the_gap_each() -> None:
    found = screened([{"employed": True, "wage_income": 12_000}, {"age": 9}], **TOLD)
    # wages less 20 % of work cost: 9,600 a year, 400 a month and head; 775 - 400
    assert list(found.persons["amount_due"]) == [375.0, 375.0]
    assert list(found.persons["finding"]) == ["missed", "missed"]
    assert list(found.missed["groups"]) == ["G4", "G4"]
    assert found.families.loc[0, "missed_amount"] == 750.0


def test_relief_is_missed_only_where_the_register_tells_of_relief() -> None:
    fire = [{"wage_income": 36_000}]
    assert list(screened(fire, shock="fire", relief_received=0).persons["finding"]) == ["relief_missed"]
    assert list(screened(fire, shock="fire").persons["finding"]) == ["relief_open"]
    answered = screened([{**fire[0], "medical_self_paid": 50_000}], shock="fire").answers.set_index("check")["answer"]
    assert dict(answered) == {
        "enrolled": "not_due", "relieved": "not_known", "entered_singly": "not_due",
        "handled": "not_known", "callers_enrolled": "not_due",
    }  # fmt: skip


def test_a_single_person_whose_family_is_under_the_line_could_be_covered_whole() -> None:
    ill = {"serious_illness": True, "current_scheme": "dibao_single"}
    found = screened([ill, {"age": 12}], **TOLD)
    assert list(found.persons.query("group == 'G9'")["finding"]) == ["whole_family"]
    assert dict(found.answers.query("group == 'G9'")[["check", "answer"]].to_numpy()) == {"whole_family": "not_met"}


def test_the_low_income_list_puts_three_kinds_of_family_first() -> None:
    low = {"wage_income": 14_400}  # 1,200 a month: over 775, under 1,550
    found = screened(
        [low],
        [{**low, "serious_illness": True}, low],
        [{"wage_income": 60_000}],
        lists=Lists(refused=frozenset({"c"})),
        **TOLD,
    )
    table = found.low_income
    assert list(zip(table["household_id"], table["priority"], table["meets"], table["members"], strict=True)) == [
        ("b", 1, True, 1), ("c", 3, False, 1), ("a", 4, True, 1),
    ]  # fmt: skip
    assert unknown_priorities(found) == ()
    assert unknown_priorities(screened([low])) == (2, 3)


def test_large_relief_counts_where_nobody_is_covered() -> None:
    rich = [{"wage_income": 60_000}]
    assert list(screened(rich, relief_received=5_000).low_income["priority"]) == [2]
    assert list(screened(rich, relief_received=4_999).low_income["priority"]) == []
    covered = [{"wage_income": 60_000, "current_scheme": "dibao"}]
    assert list(screened(covered, relief_received=5_000).low_income["priority"]) == []


def test_the_funnel_adds_up_and_leaves_missing_what_nobody_said() -> None:
    table = screening().funnel().set_index(["group", "stage"])["persons"]
    rows = screening().persons
    for group in screening().campaign.groups:
        assert table[group, "listed"] == table[group, "checked"] == (rows["group"] == group).sum()
    assert table["all", "listed"] == rows["person_id"].nunique()
    assert table.xs("enrolled", level="stage").isna().all()
    chosen = list(screening().missed["person_id"][:4])
    later = screening().funnel(checked=rows["person_id"][:20], enrolled=chosen).set_index(["group", "stage"])["persons"]
    assert later["all", "enrolled"] == 4
    assert later["all", "checked"] == rows["person_id"][:20].nunique()


def test_a_stranger_in_the_funnel_is_refused_and_masked() -> None:
    with pytest.raises(CampaignError) as caught:
        screening().funnel(enrolled=["999999190001011234"])
    assert str(caught.value) == (
        "enrolled: 1 id of nobody on the list: 999999********1234.\nGive person_ids of the screening."
    )


def test_of_the_dead_nothing_is_answered_before_it_is_verified() -> None:
    answered = screening().answers.query("check == 'children_enrolled'").set_index("person_id")["answer"]
    assert answered["999999201011295166"] == "not_known"
    assert dict(answered.value_counts()) == {"met": 8, "not_known": 1}


def test_owners_and_towns_count_everybody_on_the_lists() -> None:
    rows, owners = screening().persons, screening().by_owner()
    assert (owners[[f.name.lower() for f in Finding]].sum(axis=1) == owners["listed"]).all()
    assert dict(zip(owners["owner"], owners["groups"], strict=True))["civil_affairs"] == "G4 G7 G8 G9"
    towns = screening().by_town()
    assert towns["listed"].sum() == len(rows)
    assert len(towns) == 9


def test_the_order_of_the_rows_changes_nothing() -> None:
    population = aidkit.read_population(CITY)
    mixed = aidkit.Population(
        households=population.households.sample(frac=1, random_state=1), persons=population.persons.sample(frac=1, random_state=2)
    )  # fmt: skip
    key = ["group", "person_id"]
    first, second = (
        screen(one, JINJIANG, "jinjiang-2021").persons.sort_values(key).reset_index(drop=True)
        for one in (population, mixed)
    )
    pd.testing.assert_frame_equal(first, second)


def test_a_screening_repeated_is_the_same() -> None:
    again = screen(aidkit.read_register(REGISTER), JINJIANG, "jinjiang-2021", REGISTER)
    pd.testing.assert_frame_equal(again.persons, screening().persons)


def test_lists_of_another_register_are_refused() -> None:
    with pytest.raises(CampaignError) as caught:
        screened([{}], lists=Lists(own_payment={"a1": 1.0, "zz": 2.0}))
    assert str(caught.value) == (
        "The lists name 1 of 2 persons who are not in this population.\nRead lists and population from the same register."
    )


def test_another_places_policy_is_refused() -> None:
    with pytest.raises(CampaignError) as caught:
        screen(people([{}]), aidkit.load_policy("daye"), "jinjiang-2021")
    assert str(caught.value) == (
        "jinjiang-2021 runs on the rules of jinjiang, not on those of daye.\n"
        "Give a policy of one of its places, or write a plan for this one."
    )


def test_an_explanation_says_each_group_and_each_scheme_with_the_distance() -> None:
    text = str(screening().explain("999999196801311745"))
    assert "999999********1745 · jinjiang-2021 · Jinjiang 晋江市 · 2021-08-24" in text
    assert "备案监测 not eligible, filed and monitored — now 无 none, due 无 none" in text
    assert "is_dibao: dibao_test_income 798.98 is 23.98 above dibao_standard 775.00" in text
    assert "is_edge: within_assets_edge: dwellings 2 is 1 above assets.edge.dwellings 1" in text
    assert "G6 2020年以来因新冠肺炎疫情或自然灾害导致基本生活出现严重困难对象: 不明 open" in text
    assert "196801311745" not in text


def test_everybody_on_a_list_can_be_explained() -> None:
    city = screen(aidkit.read_population(CITY), JINJIANG, "jinjiang-2021")
    for screened_one in (screening(), city):
        ids = list(screened_one.persons["person_id"].unique())
        assert all(screened_one.reasons(ids))
        for person in ids:
            told = screened_one.explain(person)
            inside = [name for name, said in told.groups.items() if said == "inside"]
            assert inside == list(screened_one.persons.query("person_id == @person")["group"])
            assert (
                told.finding.name.lower()
                == screened_one.persons.set_index("person_id").loc[[person], "finding"].iloc[0]
            )


def test_a_day_too_early_is_said_as_a_day() -> None:
    severe = {"disability_kind": "visual", "disability_grade": 1, "disability_since": pd.Timestamp("2019-12-31")}
    found = screened([severe])
    line = next(line for line in found.explain("a1").lines if line.startswith("  G2"))
    assert "残疾证发证日期 day the disability was certified 2019-12-31 is before 2020-01-01" in line
    assert found.explain("a1").groups["G2"] == "outside"


def test_nobody_of_that_number_is_said() -> None:
    with pytest.raises(CampaignError, match=r"^Nobody has the id '999999\*{8}0000'\."):
        screening().explain("999999190001010000")


def test_the_workbook_hides_who_it_is_and_holds_every_row(tmp_path: Any) -> None:
    path = screening().to_workbook(tmp_path / "screening.xlsx")
    book = openpyxl.load_workbook(path)
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not any(person in cell for person in screening().population.persons.index for cell in cells)
    assert book["排查 screening"].max_row == len(screening().persons) + 1
    assert book["低收入 low income"].max_row == len(screening().low_income) + 1
    with pytest.raises(OversightError, match="Identity numbers are written in full only for a reason"):
        screening().to_workbook(tmp_path / "raw.xlsx", raw=True)
