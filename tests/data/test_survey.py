"""Surveys through mappings, on invented rows: every step of the template worked by hand, and CFPS's form."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import aidkit
from aidkit.data.survey import Survey, read_survey
from aidkit.data.survey.mapping import FOLDER, mappings, read_mapping

TEMPLATE = FOLDER / "template.yaml"

# Families a and b, c with an unknown income, d whose person lives elsewhere and who is in no persons row kept.
PERSONS = pd.DataFrame(
    [
        ("01", "1", 1, 1, 1958, 1, np.nan),
        ("01", "2", 1, 1, 1960, 2, 2_000),
        ("02", "1", 1, 2, 1990, 9, -8),
        ("02", "2", 1, 1, 2018, 2, -8),
        ("03", "1", 1, 1, 1980, 1, 3_000),
        ("04", "1", 1, 3, 1985, 1, 3_000),
        ("05", "1", 0, 1, 1930, 1, -8),
    ],
    columns=["fid", "pid", "alive", "at_home", "born", "sex", "monthly_wage"],
).assign(sex=lambda table: table["sex"].replace(9, -8))
HOUSEHOLDS = pd.DataFrame(
    [
        ("01", 11, "v1", 1, 100.0, 24_000, 0, 2, 1.5),
        ("02", 11, "v2", 0, 300.0, 9_000, 3_000, 2, -1),
        ("03", 12, "v3", 0, 50.0, 99999, -8, 1, 0),
        ("04", 12, "v4", 0, 50.0, 30_000, -8, 1, 0),
    ],
    columns=["fid", "province", "village", "urban", "wt", "income", "dibao", "size", "deposits"],
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    PERSONS.to_csv(tmp_path / "survey_person.csv", index=False)
    HOUSEHOLDS.to_csv(tmp_path / "survey_household.csv", index=False)
    return tmp_path


@pytest.fixture
def survey(folder: Path) -> Survey:
    return read_survey(TEMPLATE, folder)


def test_variables_are_made_as_the_template_says(survey: Survey) -> None:
    assert survey.persons.index.tolist() == ["01-1", "01-2", "02-1", "02-2"]  # ids keep their zeros
    assert survey.persons["household_id"].tolist() == ["01", "01", "02", "02"]
    assert survey.persons["household_income"].tolist() == [24_000, 24_000, 9_000, 9_000]
    assert survey.persons["dibao"].tolist() == [0, 0, 1_500, 1_500]  # 3,000 / 2 members
    assert survey.persons["income_before_dibao"].tolist() == [12_000, 12_000, 3_000, 3_000]  # (9,000 - 3,000) / 2
    assert survey.persons["line"].tolist() == [5_580] * 4
    assert survey.weight.tolist() == [100, 100, 300, 300]


def test_the_design_is_that_of_the_rows_kept(survey: Survey) -> None:
    assert survey.design is not None
    assert survey.design.cluster.tolist() == [0, 0, 1, 1]
    assert survey.design.degrees_of_freedom == 1


def test_columns_of_aidkit_are_in_its_own_units(survey: Survey) -> None:
    assert survey.population is not None
    households, persons = survey.population.households, survey.population.persons
    assert households["area"].tolist() == ["urban", "rural"]
    assert households["other_income"].tolist() == [24_000, 6_000]  # dibao taken off, the standard is compared without
    assert households["financial_assets"].tolist() == [15_000, 0]  # 1.5 万元; -1 is no answer, taken as 0
    assert persons["age"].tolist() == [60, 58, 28, 0]
    assert persons["sex"].tolist() == ["male", "female", "unknown", "female"]
    assert persons["wage_income"].tolist() == [0, 24_000, 0, 0]  # 2,000 a month is 24,000 a year
    assert "disability_grade" in survey.population.assumed["column"].tolist()


def test_rules_run_on_a_survey(survey: Survey) -> None:
    policy = aidkit.load_policy("jinjiang")
    assert len(aidkit.simulate(survey.population, policy).households) == 2


def test_everything_done_stands_in_the_notes(survey: Survey) -> None:
    notes = [f"{n.about}: {n.kind}, {n.rows} of {n.of} — {n.text}" for n in survey.notes.itertuples()]
    assert notes[:7] == [
        "persons: left out, 2 of 5 — of 7: other codes than those to keep",
        "households: left out, 1 of 5 — household without persons, of 4",
        "household_income: no answer, 1 of 5 — income: codes 99999 (1)",
        "household_income: left out, 1 of 5 — income: no answer, the household is left out",
        "household_dibao: no answer, 1 of 5 — dibao: codes -8 (1)",
        "household_dibao: filled, 1 of 5 — dibao: no answer means 0",
        "dibao: no answer, 1 of 5 — dibao: codes -8 (1)",
    ]
    assert "area: recoded, 5 of 5 — urban: 0 → rural (3), 1 → urban (2)" in notes
    assert "survey: left out, 1 of 5 — 1 household in all, 5.9% of the weight" in notes  # 50 / (200 + 600 + 50)
    assert "disability_kind: lacking, 5 of 5 — nobody was asked" in notes
    assert survey.describe().splitlines()[:4] == [
        "示例调查（虚构） An invented survey: 2 households, 4 persons, standing for 800 persons.",
        "Source: Invented for this template; nobody was asked",
        "Optional; what a user should know.",
        notes[0],
    ]


def test_a_stata_file_reads_as_the_csv_of_the_same_rows(survey: Survey, tmp_path: Path) -> None:
    folder = tmp_path / "stata"
    folder.mkdir()
    PERSONS.to_stata(folder / "survey_person_2024.dta", write_index=False)
    HOUSEHOLDS.to_stata(folder / "survey_household_2024.dta", write_index=False)
    again = read_survey(TEMPLATE, folder)
    pd.testing.assert_frame_equal(again.persons, survey.persons)
    pd.testing.assert_frame_equal(again.population.persons, survey.population.persons)  # type: ignore[union-attr]


def test_a_csv_in_gb18030_reads_as_in_utf_8(survey: Survey, folder: Path) -> None:
    HOUSEHOLDS.assign(village=["一村", "二村", "三村", "四村"]).to_csv(
        folder / "survey_household.csv", index=False, encoding="gb18030"
    )
    pd.testing.assert_frame_equal(read_survey(TEMPLATE, folder).persons, survey.persons)


def test_equal_incomes_per_head_tie_exactly(folder: Path) -> None:
    """(10 - 3) / 3 and (50 - 1) / 21 are both 7/3; off per head, 10/3 - 1 and 50/21 - 1/21 differ in the last bit."""
    homes = HOUSEHOLDS.assign(income=[10, 50, 1, 1], dibao=[3, 1, 0, 0], size=[3, 21, 1, 1])
    homes.to_csv(folder / "survey_household.csv", index=False)
    first, *_, last = read_survey(TEMPLATE, folder).persons["income_before_dibao"].iloc[:4]
    assert first == last


def test_the_order_of_rows_changes_nothing_but_the_order(survey: Survey, folder: Path) -> None:
    PERSONS.iloc[::-1].to_csv(folder / "survey_person.csv", index=False)
    HOUSEHOLDS.sample(frac=1, random_state=1).to_csv(folder / "survey_household.csv", index=False)
    again = read_survey(TEMPLATE, folder)
    pd.testing.assert_frame_equal(again.persons.sort_index(), survey.persons.sort_index())


@pytest.mark.parametrize(
    ("how", "expected"),
    [("total", [3.0, 3.0, 0.0, 0.0]), ("mean", [1.5, 1.5, 0.0, 0.0]), ("largest", [2.0, 2.0, 0.0, 0.0])],
)
def test_members_answers_are_joined(tmp_path: Path, how: str, expected: list[float]) -> None:
    (tmp_path / "small.yaml").write_text(
        "survey: {id: small, en: Small, zh: 小, currency: yuan, source: invented}\n"
        "tables: {persons: {files: [rows.csv], id: [home, who], household: home}}\n"
        "weight: {value: 1}\n"
        f"variables: {{paid: {{column: paid, blank: 0, household: {how}, unit: yuan/month, en: Paid, zh: 领取}}}}\n",
        encoding="utf-8",
    )
    (tmp_path / "rows.csv").write_text("home,who,paid\n1,1,1\n1,2,2\n2,1,\n2,2,0\n", encoding="utf-8")
    survey = read_survey(tmp_path / "small.yaml", tmp_path / "rows.csv")
    assert survey.persons["paid"].tolist() == expected
    assert (survey.design, survey.population) == (None, None)


def test_no_answer_is_not_added_up_as_nothing(folder: Path) -> None:
    """The wage of one member of 02 is unknown: the household is left out, not given the other's wage as its own."""
    text = TEMPLATE.read_text(encoding="utf-8").replace("monthly_wage, blank: 0", "monthly_wage, blank: leave_out")
    (folder / "template.yaml").write_text(text, encoding="utf-8")
    PERSONS.assign(monthly_wage=[1, 2, 3, -8, 5, 6, 7]).to_csv(folder / "survey_person.csv", index=False)
    again = read_survey(folder / "template.yaml", folder)
    assert again.persons["household_id"].tolist() == ["01", "01"]
    assert again.design is None  # one cluster is left
    assert again.notes.loc[again.notes["about"] == "design", "text"].tolist() == [
        "The sample has a single cluster, so its uncertainty cannot be estimated."
    ]


# --- mappings that ship -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*mappings(), "template"])
def test_every_mapping_that_ships_holds_together(name: str) -> None:
    mapping = read_mapping(FOLDER / f"{name}.yaml")
    assert mapping.id == name
    assert {item.name for item in mapping.columns} | set(mapping.lacks) >= {"age", "area"}  # given, or said to lack


def test_cfps_reads_rows_of_its_form(tmp_path: Path) -> None:
    """Invented rows under CFPS's own names: a couple, their dead father, a family whose income is unknown."""
    roster = pd.DataFrame(
        [
            (100_001, 1, 1, 1, 1970, 1, 1, 11),
            (100_001, 2, 1, 1, 1972, 0, 1, 11),
            (100_001, 3, 0, 0, 1940, 1, 1, 11),
            (100_002, 4, 1, 1, 1985, -8, 2, 12),
            (100_003, 5, 1, 1, 1950, 0, 2, 13),
        ],
        columns=["fid18", "pid", "alive_a18_p", "co_a18_p", "tb1y_a_p", "tb2_a_p", "subpopulation", "psu"],
    )
    economy = pd.DataFrame(
        [
            (100_001, 2.5, 0, 2, 30_000.0, 2_400, 1_000, -8),
            (100_002, 1.5, 1, 1, -8.0, -8, 0, 0),
            (100_003, 4.0, 1, 1, 12_000.0, -8, -1, 0),
        ],
        columns=[
            "fid18", "fswt_natcs18n", "urban18", "familysize18", "fincome1", "fn101", "finance_asset", "fp510",
        ],
    )  # fmt: skip
    roster.to_stata(tmp_path / "cfps2018famconf_202512.dta", write_index=False)
    economy.to_stata(tmp_path / "cfps2018famecon_202512.dta", write_index=False)
    survey = read_survey("cfps2018", tmp_path)
    assert survey.persons.index.tolist() == ["100001-1", "100001-2", "100003-5"]
    assert survey.persons["income_before_subsidy"].tolist() == [13_800, 13_800, 12_000]  # (30,000 - 2,400) / 2
    assert survey.weight.tolist() == [2.5, 2.5, 4.0]
    assert survey.population is not None
    assert survey.population.households["area"].tolist() == ["rural", "urban"]
    assert survey.population.persons["age"].tolist() == [48, 46, 68]
    lacking = survey.notes.loc[survey.notes["kind"] == "lacking", "about"].tolist()
    assert {"disability_grade", "medical_self_paid", "wage_income"} <= set(lacking)
