"""Kinds of problems as data: each with both titles and a clause that exists; a file that is wrong names every fault."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aidkit.campaign import load_taxonomy
from aidkit.errors import ParameterFileError
from aidkit.shipped import shipped
from tests.refusals import refusal

CLAUSES = set((Path(__file__).parents[1] / "structure" / "clauses.txt").read_text(encoding="utf-8").split())
SOURCE = shipped("params") / "campaigns"


@pytest.fixture
def params(tmp_path, monkeypatch):
    """A folder of parameters of one's own, to write a wrong taxonomy into."""
    shutil.copytree(SOURCE / "taxonomy", tmp_path / "campaigns" / "taxonomy")
    monkeypatch.setenv("AIDKIT_PARAMS", str(tmp_path))
    return tmp_path / "campaigns" / "taxonomy.yaml"


def test_every_word_has_both_titles_and_a_clause_that_exists():
    table = load_taxonomy().table()
    assert table["zh"].str.contains("[\u4e00-\u9fff]").all()
    assert not table["en"].str.contains("[\u4e00-\u9fff]").any()
    assert set(table["clause"]) <= CLAUSES


def test_each_of_the_six_clauses_has_its_kinds():
    problems = load_taxonomy().problems.values()
    assert {problem.clause for problem in problems} == {*(f"XZ-{number}" for number in range(1, 7)), "JJ-2.2.4–6"}
    areas = load_taxonomy().areas
    assert {areas[problem.area].clause for problem in problems} == {area.clause for area in areas.values()}


def test_clues_are_reported_on_the_12th_and_27th():
    assert load_taxonomy().report_days == (12, 27)


def test_a_wrong_file_names_every_fault(params):
    text = (SOURCE / "taxonomy.yaml").read_text(encoding="utf-8")
    wrong = text.replace("value: [12, 27]", "value: [12, 31]").replace("zh: 漏救}", "zh: ''}")
    params.write_text(wrong, encoding="utf-8")
    assert refusal(ParameterFileError, load_taxonomy) == (
        "params/campaigns/taxonomy.yaml breaks its schema.\n"
        "  numbers.report_days.value.1: 31 is greater than the maximum of 28.\n"
        "  problems.missed_relief.zh: '' does not fit \\S."
    )


def test_a_word_with_two_meanings_and_an_area_that_is_not_listed(params):
    text = (SOURCE / "taxonomy.yaml").read_text(encoding="utf-8")
    wrong = text.replace("zh: 错保}", "zh: 漏保}").replace(
        "missed_relief: {area: relief", "missed_relief: {area: reliefs"
    )
    params.write_text(wrong, encoding="utf-8")
    assert refusal(ParameterFileError, load_taxonomy) == (
        "params/campaigns/taxonomy.yaml breaks its schema.\n"
        "  problems.missed_relief.area: 'reliefs' is not one of areas.\n"
        "  problems.wrong_coverage.zh: 漏保 is already problems.missed_coverage."
    )
