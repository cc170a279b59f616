"""What a user reads whose mapping or survey files cannot be used: the whole text, all faults at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from aidkit.data.survey import read_survey
from aidkit.data.survey.errors import SurveyError
from aidkit.data.survey.mapping import FOLDER, read_mapping
from tests.refusals import refusal

HEAD = "survey: {id: mine, en: Mine, zh: 我的, currency: yuan, source: invented}\n"
TABLES = "tables: {persons: {files: [rows.csv], id: [home, who], household: home}}\n"
WEIGHT = "weight: {column: w}\n"
INCOME = "variables:\n  income: {column: y, unit: yuan/month, en: Income, zh: 收入}\n"
WHOLE = HEAD + TABLES + WEIGHT + INCOME
ROWS = "home,who,w,y,area,age\n1,1,2,10,1,30\n1,2,2,10,1,8\n2,1,3,7,2,51\n"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    return tmp_path / "mine.yaml"


def said(mine: Path, mapping: str, rows: str = ROWS) -> str:
    """Return what reading this mapping and these rows ends with."""
    mine.write_text(mapping, encoding="utf-8")
    (mine.parent / "rows.csv").write_text(rows, encoding="utf-8")
    return refusal(SurveyError, read_survey, mine, mine.parent).replace(str(mine.parent), "FOLDER")


def with_columns(*columns: str) -> str:
    return WHOLE + "columns:\n" + "".join(f"  {column}\n" for column in columns)


# --- which mapping ----------------------------------------------------------------------------------------------------


def test_a_name_that_is_nearly_a_mapping_s() -> None:
    assert refusal(SurveyError, read_mapping, "pnad_covid_2021") == (
        "'pnad_covid_2021' is not a survey aidkit has a mapping for.\n"
        "Did you mean 'pnad_covid_2020'?\n"
        "For another survey give the path of a .yaml file of your own."
    )


@pytest.mark.parametrize("name", ["soep", "../../params/national", "template", ""])
def test_a_name_that_is_none(name: str) -> None:
    assert refusal(SurveyError, read_mapping, name) == (
        f"{name!r} is not a survey aidkit has a mapping for.\n"
        "Valid names: cfps2018, cfps2020, charls2018, chfs2019, chip2018, ech_2018, pnad_covid_2020.\n"
        "For another survey give the path of a .yaml file of your own."
    )


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    assert refusal(SurveyError, read_mapping, tmp_path / "mine.yaml") == (
        f"{tmp_path / 'mine.yaml'}: no such file.\nBegin one with a copy of {FOLDER / 'template.yaml'}."
    )


# --- the mapping itself -----------------------------------------------------------------------------------------------


def test_no_yaml(mine: Path) -> None:
    assert said(mine, "survey: [") == (
        "The mapping mine.yaml is not readable YAML: while parsing a flow node did not find expected node content "
        'in "<unicode string>", line 2, column 1.\n'
        "Keys stand once, indented by two spaces, the file in UTF-8."
    )


def test_a_key_there_is_not(mine: Path) -> None:
    assert said(mine, WHOLE.replace("source:", "sauce: none, source:")) == (
        "The mapping mine.yaml cannot be used; 1 fault:\n"
        "- survey: Additional properties are not allowed ('sauce' was unexpected)."
    )


def test_all_faults_of_a_mapping_at_once(mine: Path) -> None:
    mapping = (
        HEAD.replace("mine", "other")
        + TABLES
        + "weight: {column: w, from: households}\n"
        + "design: {from: households, strata: s, psu: p}\n"
        + "variables:\n"
        + "  a: {column: y, unit: yuan/month, en: A}\n"
        + "  b: {column: y, value: 3, unit: yuan/month, en: B, zh: 乙}\n"
        + "  c: {value: 3, times: 2, unit: yuan/month, en: C, zh: 丙}\n"
        + "  d: {column: y, recode: {1: much}, unit: yuan/month, en: D, zh: 丁}\n"
        + "  e: {column: y, per: n, less: [c, f, g], unit: yuan/year, en: E, zh: 戊}\n"
        + "  f: {column: y, per: n, unit: yuan/year, en: F, zh: 己}\n"
        + "  person_id: {column: who, unit: none, en: Id, zh: 编号}\n"
        + "  g: {column: y, per: n, less: [f], unit: yuan/year, en: G, zh: 庚}\n"
        + "columns:\n"
        + "  aera: {column: area}\n"
        + "  area: {column: area, recode: {1: city, 2: rural}, times: 2}\n"
        + "  wage_income: {column: y}\n"
        + "  farm_income: {column: y, unit: yuan}\n"
        + "  age: {column: age, plus: .nan}\n"
        + "lacks: {wage_income: not asked, disabilty_grade: not asked}\n"
    )
    assert said(mine, mapping) == (
        "The mapping mine.yaml cannot be used; 20 faults:\n"
        "- variables.a: 'zh' is missing.\n"
        "- survey.id: 'other' is not the file's name. Write 'mine', or rename it.\n"
        "- weight: from households, but tables has no households.\n"
        "- variables.b: column and value is given. Give exactly one of column, add and value.\n"
        "- variables.c: a constant value needs no times.\n"
        "- variables.d: numbers are needed, not much.\n"
        "- variables.e: less c: that is yuan/month, this yuan/year. Both must be of one unit.\n"
        "- variables.e: less f: no variable of that name stands above it. Valid names: a, b, c, d.\n"
        "- variables.e: less g: no variable of that name stands above it. Valid names: a, b, c, d.\n"
        "- variables.person_id: the table has an id of that name already. Give the variable another.\n"
        "- variables.g: less f: that is per n already, and per comes last. Take off the whole amount.\n"
        "- columns.aera: no such column of aidkit. Did you mean 'area'?\n"
        "- columns.area: is words, not numbers, so it takes no times.\n"
        "- columns.area: no such category: city. Allowed: urban, rural.\n"
        "- columns.wage_income: unit is missing. aidkit wants yuan/year; say what the survey's amounts are.\n"
        "- columns.farm_income: 'yuan' cannot be turned into 'yuan/year'.\n"
        "- columns.age: numbers are needed, not nan.\n"
        "- design: from households, but tables has no households.\n"
        "- lacks.wage_income: stands under columns too. Keep one of the two.\n"
        "- lacks.disabilty_grade: no such column of aidkit. Did you mean 'disability_grade'?"
    )


@pytest.mark.parametrize(
    "text", ["", "[]", "survey: 3", HEAD + "tables: 1", HEAD + TABLES + "variables: 1", WHOLE + "columns: {1: 2}"]
)
def test_what_is_no_mapping_at_all_is_refused_in_words(mine: Path, text: str) -> None:
    assert said(mine, text).startswith("The mapping mine.yaml cannot be used; ")


# --- files ------------------------------------------------------------------------------------------------------------


def test_no_folder(mine: Path) -> None:
    mine.write_text(WHOLE, encoding="utf-8")
    nowhere = mine.parent / "nowhere"
    assert refusal(SurveyError, read_survey, mine, nowhere) == (
        f"{nowhere}: no such folder or file.\nGive where rows.csv lies."
    )


def test_a_folder_without_the_file(mine: Path) -> None:
    mapping = WHOLE.replace("[rows.csv]", "[row_*.csv, row.dta]")
    assert said(mine, mapping) == ("FOLDER: no file row_*.csv or row.dta.\nThe folder holds: mine.yaml, rows.csv.")


def test_a_folder_with_two_releases(mine: Path) -> None:
    (mine.parent / "rows2.csv").write_text(ROWS, encoding="utf-8")
    assert said(mine, WHOLE.replace("rows.csv", "rows*.csv")) == (
        "FOLDER: rows*.csv is there 2 times: rows.csv, rows2.csv.\nKeep one release in the folder."
    )


def test_columns_that_are_not_there(mine: Path) -> None:
    assert said(mine, with_columns("age: {column: agee}", "area: {column: district}")) == (
        "rows.csv: 2 columns of the mapping not in the file: agee (did you mean 'age'?), district.\n"
        "Take the release the mapping was written for, or mend the mapping's names."
    )


def test_a_file_of_another_kind(mine: Path) -> None:
    mine.write_text(WHOLE, encoding="utf-8")
    other = mine.parent / "rows.sas7bdat"
    other.write_bytes(b"SAS")
    assert refusal(SurveyError, read_survey, mine, other) == (
        "rows.sas7bdat: not a kind of file aidkit reads surveys from.\nAllowed: .csv, .csv.gz, .dta, .sav."
    )


def test_a_damaged_file(mine: Path) -> None:
    mine.write_text(WHOLE, encoding="utf-8")
    other = mine.parent / "rows.dta"
    other.write_bytes(b"no stata file")
    assert refusal(SurveyError, read_survey, mine, other).startswith("rows.dta: not readable (")


def test_a_row_longer_than_the_header(mine: Path) -> None:
    assert said(mine, WHOLE, ROWS + "3,1,3,7,2,51,9\n").startswith("rows.csv: not readable (Parser")


def test_one_file_for_two_tables(mine: Path) -> None:
    assert refusal(SurveyError, read_survey, FOLDER / "template.yaml", mine.parent / "rows.csv") == (
        f"{mine.parent / 'rows.csv'}: one file.\ntemplate is made of several; give the folder with all."
    )


# --- rows -------------------------------------------------------------------------------------------------------------


def test_ids(mine: Path) -> None:
    assert said(mine, WHOLE, ROWS + ",9,1,1,1,1\n") == (
        "rows.csv, home and who: 1 row without an id: row 4.\nEvery row needs one; leave rows out with keep in the mapping."
    )
    assert said(mine, WHOLE, ROWS + "2,1,1,1,1,1\n") == (
        "rows.csv, home and who: 1 id used more than once: 2-1.\n"
        "Name more columns under id in the mapping, so that each row has its own."
    )


def test_no_row_that_is_to_be_kept(mine: Path) -> None:
    assert said(mine, WHOLE.replace("household: home", "household: home, keep: {area: [7, 8]}")) == (
        "rows.csv: no row is left that has area 7, 8.\nMend keep in the mapping, or the file."
    )


def test_persons_and_households_that_do_not_match(mine: Path) -> None:
    tables = TABLES.replace("}}", "}, households: {files: [homes.csv], id: [home]}}")
    (mine.parent / "homes.csv").write_text("home\n1\n3\n4\n", encoding="utf-8")
    assert said(mine, HEAD + tables + WEIGHT + INCOME) == (
        "homes.csv: 1 person without a row in households: 2-1.\n"
        "Write unmatched: leave_out under households to leave them out, counted."
    )


# --- values -----------------------------------------------------------------------------------------------------------


def test_all_faults_of_the_data_at_once(mine: Path) -> None:
    mapping = with_columns(
        "area: {column: area, recode: {1: urban, 2: rural}}",
        "age: {column: age}",
        "wage_income: {column: y, per: age, unit: yuan/month}",
        "town: {column: who}",
    )
    rows = "home,who,w,y,area,age\n1,1,-2,5,1,30\n1,2,2,x,7,0\n2,1,3,1e999,2,\n2,2,3,7,9,51\n2,3,3,7,9,51\n"
    assert said(mine, mapping, rows) == (
        "mine: the data are not as the mapping says; 6 faults:\n"
        "- rows.csv, w → weight: 1 row below 0: person 1-1. A weight is the number of persons a row stands for; name"
        " codes under missing.\n"
        "- rows.csv, y → income: 2 values not a number: x, 1e999 (person 1-2, 2-1). Name codes that are no answer under"
        " missing, or recode them.\n"
        "- rows.csv, area → area: 3 rows with codes the mapping does not know: 9 (2), 7 (1). Known: 1, 2. Add them to"
        " recode, or to missing if they are no answer.\n"
        "- rows.csv, age → age: 1 row without an answer: person 2-1. Say in the mapping what that means: blank: a value,"
        " or blank: leave_out for the household.\n"
        "- rows.csv, y → wage_income: 2 values not a number: x, 1e999 (person 1-2, 2-1). Name codes that are no answer"
        " under missing, or recode them.\n"
        "- rows.csv, who → town: 2 households whose members differ: 1, 2. Words cannot be joined; name a column of the"
        " household."
    )


def test_members_who_contradict_each_other(mine: Path) -> None:
    mapping = with_columns("town: {column: who}", "dwellings: {column: who}").replace(
        "{column: y,", "{column: y, household: same,"
    )
    rows = ROWS.replace("1,2,2,10", "1,2,2,11")
    text = said(mine, mapping, rows)
    advice = "Say how to join them with household: total, mean or largest."
    assert text == (
        "mine: the data are not as the mapping says; 3 faults:\n"
        f"- rows.csv, y → income: 1 household whose members differ: 1. {advice}\n"
        f"- rows.csv, who → town: 1 household whose members differ: 1. Words cannot be joined; name a column of the household.\n"
        f"- rows.csv, who → dwellings: 1 household whose members differ: 1. {advice}"
    )


def test_a_divisor_of_nothing(mine: Path) -> None:
    mapping = WHOLE.replace("{column: y,", "{column: y, per: age,")
    assert said(mine, mapping, ROWS.replace(",8\n", ",0\n")) == (
        "mine: the data are not as the mapping says; 1 fault:\n"
        "- rows.csv, age → income: 1 row not above 0: person 1-2. What an amount is divided by, such as the household's"
        " size, is above 0."
    )


def test_a_design_with_a_blank(mine: Path) -> None:
    assert said(mine, WHOLE + "design: {strata: area, psu: home}\n", ROWS.replace("10,1,8", "10,,8")) == (
        "rows.csv, area → design: 1 row without a code: person 1-2.\n"
        "Every row belongs to a stratum and a cluster; or leave design out."
    )


def test_columns_that_make_no_population(mine: Path) -> None:
    mapping = with_columns("area: {column: area, recode: {1: urban, 2: rural}}", "age: {column: age, times: 10}")
    assert said(mine, mapping) == (
        "mine: its columns make no population.\n"
        "persons.age: 2 values above 130: person 1-1 (300.0), 2-1 (510.0).\n"
        "Allowed: whole numbers of years from 0 to 130."
    )


def test_nobody_left(mine: Path) -> None:
    mapping = WHOLE.replace("{column: y,", "{column: y, missing: [7, 10], blank: leave_out,")
    assert said(mine, mapping) == "mine: every household is left out.\nSee blank: leave_out in the mapping."
