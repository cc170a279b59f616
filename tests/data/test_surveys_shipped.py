"""Every mapping that ships, on invented rows of its survey's form, each value worked by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

import aidkit
from aidkit.data.survey import SurveyError, mappings, read_mapping, read_survey
from tests.data.survey_fixtures import FIXTURES, write
from tests.refusals import refusal

REAL = {"ech_2018", "pnad_covid_2020"}  # tried on the surveys' own files in test_survey_real


def test_every_survey_that_ships_has_rows_to_try() -> None:
    assert set(mappings()) == set(FIXTURES) | REAL


@pytest.mark.parametrize("name", FIXTURES)
def test_a_survey_is_read_and_says_what_it_lacks(tmp_path: Path, name: str) -> None:
    survey = read_survey(name, write(name, tmp_path))
    lacking = survey.notes[survey.notes["kind"] == "lacking"]
    assert set(read_mapping(name).lacks) <= set(lacking["about"])
    assert "disability_grade" in read_mapping(name).lacks
    if survey.population is not None:
        assert len(aidkit.simulate(survey.population, aidkit.load_policy("jinjiang")).persons) == len(survey.persons)


@pytest.mark.parametrize("name", ["cfps2018", "cfps2020"])
def test_cfps(tmp_path: Path, name: str) -> None:
    survey = read_survey(name, write(name, tmp_path))
    year = int(name[-4:])
    assert survey.persons["income"].tolist() == [15_000, 15_000, 9_000]  # family 3 has no year of birth, 22 is dead
    assert survey.persons["income_before_subsidy"].tolist() == [12_000, 12_000, 9_000]  # (30,000 - 6,000) / 2
    assert survey.population is not None
    assert survey.population.persons["age"].tolist() == [year - 1950, year - 1985, year - 2010]
    assert survey.population.persons["sex"].tolist() == ["male", "female", "female"]
    assert survey.population.households["financial_assets"].tolist() == [50_000, 0]
    assert survey.weight.tolist() == [100.5, 100.5, 200.0]


def test_chip_stacks_town_and_country(tmp_path: Path) -> None:
    survey = read_survey("chip2018", write("chip2018", tmp_path))
    assert survey.persons.index.tolist() == ["350001-1", "350001-2", "610001-1"]
    assert survey.population is not None
    assert survey.population.households["area"].tolist() == ["urban", "rural"]
    assert survey.population.households["other_income"].tolist() == [60_000, 9_000]  # wages are inside
    assert survey.population.persons["age"].tolist() == [68, 33, 8]


def test_chfs_finds_the_master_s_row_of_each_person(tmp_path: Path) -> None:
    survey = read_survey("chfs2019", write("chfs2019", tmp_path))  # the master file is in another order
    assert survey.weight.tolist() == [110, 90, 300]
    assert survey.population is not None
    assert survey.population.households["other_income"].tolist() == [60_000, 9_000]
    assert survey.population.households["area"].tolist() == ["urban", "rural"]


def test_charls_counts_the_six_items_of_self_care(tmp_path: Path) -> None:
    survey = read_survey("charls2018", write("charls2018", tmp_path))
    assert survey.persons["self_care_items"].tolist() == [0, 3, 6]
    assert survey.persons.index.tolist() == ["010101", "010102", "020201"]  # ids keep their zeros
    assert survey.population is None  # couples of 45 and more are no whole families


@pytest.mark.parametrize(("name", "code"), [("cfps2018", 35), ("chip2018", "35"), ("chfs2019", 35)])
def test_one_province(tmp_path: Path, name: str, code: str | int) -> None:
    survey = read_survey(name, write(name, tmp_path), province=code)
    assert survey.persons["household_id"].nunique() == 1
    assert survey.population is not None
    assert survey.population.households["area"].tolist() == ["urban"]
    kept = survey.notes[survey.notes["about"] == "province"]
    assert kept["kind"].tolist() == ["left out", "kept"]
    assert kept["text"].iloc[1] == "1 household of province 35; weights are the country's" or name == "cfps2018"


def test_a_province_that_is_not_there_or_was_not_sampled(tmp_path: Path) -> None:
    chip, cfps = write("chip2018", tmp_path / "chip"), write("cfps2018", tmp_path / "cfps")
    assert refusal(SurveyError, read_survey, "chip2018", chip, province=11) == (
        "chip2018_urban_person.dta + chip2018_rural_person.dta, hhcode: nobody is in province '11'.\n"
        "Persons by province: 35 (2), 61 (1)."
    )
    assert refusal(SurveyError, read_survey, "cfps2018", cfps, province=46) == (
        "cfps2018famecon_202101.dta, provcd18: province 46 cannot be used: Hainan is not in the sample.\nTake all."
    )
    assert refusal(SurveyError, read_survey, "charls2018", write("charls2018", tmp_path / "charls"), province=35) == (
        "The mapping names no column with the province.\nAdd province: {column: …} to it."
    )


def test_a_person_the_master_file_does_not_know(tmp_path: Path) -> None:
    folder = write("chfs2019", tmp_path)
    master = pd.read_stata(folder / "chfs2019_master_202112.dta")
    master.iloc[1:].to_stata(folder / "chfs2019_master_202112.dta", write_index=False)
    assert refusal(SurveyError, read_survey, "chfs2019", folder) == (
        "chfs2019_master_202112.dta, hhid and pline: 1 row of the table without one here: b2-1.\n"
        "Write unmatched: blank for this file; then blank decides, column by column."
    )


def test_stata_spss_and_csv_of_the_same_rows_read_alike(tmp_path: Path) -> None:
    text = (Path(aidkit.__file__).parent / "data" / "mappings" / "charls2018.yaml").read_text(encoding="utf-8")
    (table,) = FIXTURES["charls2018"]().values()
    read = {}
    for suffix in (".dta", ".sav", ".csv"):
        mine = tmp_path / f"mine{suffix[1:]}.yaml"
        mine.write_text(text.replace("id: charls2018", f"id: {mine.stem}").replace(".dta", suffix), encoding="utf-8")
        path = tmp_path / f"H_CHARLS_D_Data{suffix}"
        if suffix == ".sav":
            pyreadstat.write_sav(table, path)
        elif suffix == ".dta":
            table.to_stata(path, write_index=False)
        else:
            table.to_csv(path, index=False)
        read[suffix] = read_survey(mine, path)
    for suffix in (".sav", ".csv"):
        pd.testing.assert_frame_equal(read[suffix].persons, read[".dta"].persons)
        assert np.array_equal(read[suffix].weight, read[".dta"].weight)
