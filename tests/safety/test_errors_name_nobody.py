"""What a reader says when it refuses a file never holds a whole identity number: errors are mailed and logged."""

from __future__ import annotations

import random
import re
import unicodedata
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from aidkit import Population, read_population, read_register
from aidkit.cli import app
from aidkit.errors import AidkitError
from tests.data.extract_builder import HEAD, members, number, person, write

CASES = 25
WHOLE = re.compile(r"99[0-9]{15}[0-9Xx]|9901[0-9]{11}")
ONE, TWO = number(), number(order="002")
SPELLINGS = (ONE, f" {ONE[:6]} {ONE[6:14]} {ONE[14:]}", unicodedata.normalize("NFKC", ONE).translate(str.maketrans("0123456789", "０１２３４５６７８９")), f"'{ONE}", ONE[:-1] + "Z", ONE + "41", ONE + ONE)  # fmt: skip


def named(text: str) -> bool:
    return bool(WHOLE.search(re.sub(r"\s", "", unicodedata.normalize("NFKC", text))))


@pytest.mark.parametrize("seed", range(CASES))
def test_a_number_in_any_cell_of_an_extract(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    rows = members(person(), person(身份证号=TWO, 与户主关系="配偶"))
    for _ in range(chance.choice((1, 2))):
        row = chance.choice(rows[3:])
        row[chance.randrange(len(HEAD))] = chance.choice(SPELLINGS)
    write(tmp_path / "家庭成员.csv", rows, "utf-8")
    assert not named(_refusal(tmp_path)), _refusal(tmp_path)
    outcome = CliRunner().invoke(app, ["check", str(tmp_path)])
    assert outcome.exit_code in (0, 2)
    assert not named(outcome.output)


def _refusal(folder: Path) -> str:
    try:
        read_register(folder)
    except AidkitError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    "change",
    [
        {"age": -5},
        {"sex": "m"},
        {"household_id": "nowhere"},
        {"person_id": TWO},
        {"wage_income": ONE},
        {"employed": ONE},
    ],
    ids=str,
)
def test_a_number_as_the_id_of_a_person(tmp_path: Path, change: dict[str, object]) -> None:
    persons = pd.DataFrame(
        [{"person_id": ONE, "household_id": "A", "age": 50}, {"person_id": TWO, "household_id": "A", "age": 9}]
    )
    persons = persons.astype(object)
    for column, value in change.items():
        persons.loc[0, column] = value
    persons.to_csv(tmp_path / "persons.csv", index=False)
    pd.DataFrame({"household_id": ["A"], "area": ["urban"]}).to_csv(tmp_path / "households.csv", index=False)
    with pytest.raises(AidkitError) as caught:
        read_population(tmp_path)
    assert not named(str(caught.value)), str(caught.value)


def test_numbers_stay_whole_for_those_who_hold_the_tables(tmp_path: Path) -> None:
    write(tmp_path / "家庭成员.csv", members(person(), person(身份证号=TWO, 与户主关系="配偶")), "utf-8")
    population = read_register(tmp_path)
    assert isinstance(population, Population)
    assert population.persons["person_id"].tolist() == [ONE, TWO]
