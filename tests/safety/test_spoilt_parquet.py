"""Parquet files that fuzzing found to end in a bare exception: what no text is, and cells that hold lists."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from aidkit import read_population
from aidkit.errors import PopulationError
from tests.refusals import refusal
from tests.safety.spoiling_parquet import NOT_UTF_8, not_utf_8


@pytest.fixture
def parquet(tmp_path: Path) -> Path:
    """Write a good population of two families as Parquet."""
    pd.DataFrame({"household_id": ["a", "b"], "area": "urban"}).to_parquet(tmp_path / "households.parquet")
    pd.DataFrame({"person_id": ["1", "2"], "household_id": ["a", "b"], "age": 30}).to_parquet(
        tmp_path / "persons.parquet"
    )
    assert len(read_population(tmp_path).households) == 2
    return tmp_path


def test_a_text_of_a_parquet_file_that_is_none(parquet: Path) -> None:
    not_utf_8(parquet / "households.parquet", "area")
    assert refusal(PopulationError, read_population, parquet) == (
        f"{parquet}: households.parquet: column 'area' is damaged ({NOT_UTF_8}).\nWrite it or copy it once more."
    )


@pytest.mark.parametrize("cell", [[1, 2], [], {"id": 1}])
def test_an_id_that_is_a_list(parquet: Path, cell: object) -> None:
    persons = pd.read_parquet(parquet / "persons.parquet")
    persons.assign(household_id=[cell, cell]).to_parquet(parquet / "persons.parquet")
    with pytest.raises(
        PopulationError, match=r"persons\.household_id: ids are neither text nor whole numbers, e\.g\. "
    ):
        read_population(parquet)


def test_a_date_that_is_a_list(parquet: Path) -> None:
    persons = pd.read_parquet(parquet / "persons.parquet")
    persons.assign(disability_since=[[1, 2], [3]]).to_parquet(parquet / "persons.parquet")
    with pytest.raises(PopulationError, match=r"2 values not a date: person 1 \(\[1 2\]\), 2 \(\[3\]\)"):
        read_population(parquet)
