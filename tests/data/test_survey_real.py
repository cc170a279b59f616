"""The two real surveys that may lie beside the checkout, read through their mappings; never copied."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from aidkit.data.survey import Survey, read_survey
from aidkit.measures.poverty import fgt

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "real"
AGREEMENT = 1e-9


def real(mapping: str, file: str) -> Survey:
    if not (REAL / file).exists():
        pytest.skip(f"the survey {file} does not lie beside the checkout")
    return read_survey(mapping, REAL / file)


def test_pnad_is_whole() -> None:
    survey = real("pnad_covid_2020", "pnadcovid_ro_202005.csv.gz")
    assert (len(survey.persons), survey.persons["household_id"].nunique()) == (2_500, 827)
    assert survey.design is not None
    assert (survey.design.degrees_of_freedom, survey.design.merged) == (127 - 5, ())
    assert survey.population is not None
    assert survey.population.households["area"].value_counts().to_dict() == {"urban": 801, "rural": 26}
    assert survey.notes.loc[survey.notes["about"] == "bolsa_familia", "rows"].tolist() == [2_202]  # 2,500 - 298


def test_uruguay_s_poverty_by_the_official_lines() -> None:
    survey = real("ech_2018", "ech2018_uruguay.csv.gz")
    with gzip.open(REAL / "ech2018_uruguay.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    people = poor = gaps = 0.0
    for row in rows:
        weight, income, line = float(row["w"]), float(row["ht11"]) / float(row["ht19"]), float(row["pl_pc"])
        people += weight
        poor += weight if income < line else 0.0
        gaps += weight * max(line - income, 0.0) / line
    income, line = survey.persons["income"], survey.persons["line"]
    assert len(survey.persons) == len(rows) == 1_294
    assert fgt(income, line, weight=survey.weight, alpha=0) == pytest.approx(poor / people, rel=AGREEMENT)
    assert fgt(income, line, weight=survey.weight, alpha=1) == pytest.approx(gaps / people, rel=AGREEMENT)
    assert (poor, people) == (2_960, 41_661)  # weights are whole numbers: 7.1 % of persons are poor
    assert survey.population is not None
    assert len(survey.population.households) == 500
