"""A comparison prints, draws and exports all it holds, and refuses what cannot be compared."""

from __future__ import annotations

import re
from typing import Any

import openpyxl
import pandas as pd
import pytest

import aidkit
from aidkit.errors import MeasureError, OutputError, ReportError
from aidkit.result import Result
from aidkit.whatif.compare import compare
from tests.refusals import refusal

# What comes out


def test_it_prints_every_table_and_escapes_what_it_did_not_write(random_tables, mixed_results) -> None:
    population = aidkit.Population(*random_tables, source="<b>mine</b>")
    found = compare(*(aidkit.simulate(population, r.policy) for r in mixed_results), replicates=2)
    text, page = str(found), found._repr_html_()
    for heading in found.headings.values():
        assert heading in text
        assert heading in page
    assert "&lt;b&gt;mine&lt;/b&gt;" in page
    assert "<b>mine</b>" not in page
    assert "before ↓ after →" in text


def test_the_workbook_has_a_sheet_a_table_and_no_formula(random_tables, mixed_results, tmp_path) -> None:
    households = random_tables[0].assign(town="=1+1")
    population = aidkit.Population(households, random_tables[1])
    found = compare(*(aidkit.simulate(population, r.policy) for r in mixed_results), replicates=2)
    book = openpyxl.load_workbook(found.to_excel(tmp_path / "comparison.xlsx"))
    assert book.sheetnames == ["about", *found.tables()]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    town = [cell for cell in cells if cell.value == "=1+1"]
    assert town
    assert all(cell.quotePrefix for cell in town)
    again = pd.read_excel(tmp_path / "comparison.xlsx", sheet_name="cost")
    assert again["after_fen"].tolist() == found.cost["after_fen"].tolist()


def test_the_figure_says_its_finding(without_single_entry) -> None:
    ax = without_single_entry.plot()
    assert ax.get_title(loc="left") == "0 人受益，2 人受损"
    assert [text.get_text() for text in ax.texts][:9] == [*"00000020", "0 persons gain, 2 lose"]
    assert ax.get_xlabel() == "人，按每户每年救助变动 persons, by the change of support, yuan a family a year"
    english = without_single_entry.plot(lang="en")
    words = [english.get_title(loc="left"), english.get_xlabel(), *(t.get_text() for t in english.get_yticklabels())]
    assert not [word for word in words if re.search(r"[\u4e00-\u9fff]", word)]
    assert len(ax.patches) == 8


# What is refused


def test_a_result_with_named_outputs_is_refused(mixed_results) -> None:
    short = aidkit.simulate(
        mixed_results[0].population, mixed_results[0].policy, outputs=["is_dibao", "annual_support"]
    )
    text = refusal(OutputError, compare, mixed_results[0], short)
    assert text == (
        "after: the result lacks 17 of the 18 columns a comparison needs: monthly_cash, dibao_benefit, "
        "gradual_exit_benefit, tekun_basic, tekun_care and 12 more.\n"
        "Simulate without naming outputs, so that all columns are there."
    )
    assert refusal(OutputError, compare, mixed_results[0].policy, mixed_results[0]) == (
        "before: a Policy was given.\nPass what aidkit.simulate returned."
    )


def other(mixed_results: tuple[Result, Result], households: pd.DataFrame, persons: pd.DataFrame) -> str:
    result = aidkit.simulate(aidkit.Population(households, persons), mixed_results[0].policy)
    return refusal(OutputError, compare, mixed_results[0], result)


ADVICE = "Simulate both policies on one population: what differs would pass for an effect of the reform."


def test_other_people_are_refused(random_tables, mixed_results) -> None:
    households, persons = random_tables
    kept = persons["household_id"] != households["household_id"][0]
    assert other(mixed_results, households.iloc[1:], persons[kept]) == (
        f"The results are of different populations: 600 households before, 599 households after.\n{ADVICE}"
    )
    assert other(mixed_results, households.drop(columns="shock"), persons) == (
        f"The results are of different populations: households: shock in one only.\n{ADVICE}"
    )
    richer = persons.assign(wage_income=persons["wage_income"].where(persons.index > 1, 7.5))
    first = ", ".join(persons["person_id"][:2])
    assert other(mixed_results, households, richer) == (
        f"The results are of different populations: persons.wage_income differs in 2 rows: {first}.\n{ADVICE}"
    )


def test_equal_copies_are_the_same_people(random_tables, mixed_results) -> None:
    copy = aidkit.simulate(aidkit.Population(*(table.copy() for table in random_tables)), mixed_results[1].policy)
    assert compare(mixed_results[0], copy, replicates=2).cost["after_fen"].tolist()


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ({"bands": []}, "bands:  cannot be used.\nGive amounts above 0, ascending, yuan a year."),
        ({"bands": [100, 50]}, "bands: 100, 50 cannot be used.\nGive amounts above 0, ascending, yuan a year."),
        ({"groups": "area"}, "groups: 'area' is one name.\nGive a list: groups=['area']."),
        ({"groups": ["aera"]}, "'aera' is no group of families.\nDid you mean 'area'?"),
        (
            {"design": [1, 2]},
            "design: a list was given.\nPass aidkit.measures.uncertainty.Design(strata, psu), one code a household.",
        ),
        (
            {"line": 0.0},
            "line: 0.0 cannot be used as a poverty line of 600 households.\n"
            "Give yuan a month a head, above 0: one number, or one for each household.",
        ),
        (
            {"line": [500.0, 600.0]},
            "line: 500.0, 600.0 cannot be used as a poverty line of 600 households.\n"
            "Give yuan a month a head, above 0: one number, or one for each household.",
        ),
        ({"replicates": 1}, "replicates=1 cannot be used: a spread needs at least two."),
    ],
)
def test_settings_that_cannot_be_used_are_refused(mixed_results, settings: dict[str, Any], text: str) -> None:
    assert refusal(MeasureError, compare, *mixed_results, **settings) == text


def test_a_file_name_that_is_no_workbook_is_refused(without_single_entry, tmp_path) -> None:
    path = tmp_path / "comparison.csv"
    assert refusal(ReportError, without_single_entry.to_excel, path) == (
        f"{path} does not end in .xlsx.\nGive a file name such as comparison.xlsx."
    )
