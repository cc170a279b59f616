"""Forms of places, towns, clerks and notes with names made to run: text in every cell, files in the folder asked for."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from aidkit.campaign import form_ids, write_forms
from aidkit.campaign.forms.reading import load_form
from tests.safety.hostile import NAMES, cells, shown, words

SIGNED = ("unit", "preparer", "reviewer", "head")


def table(name: str) -> pd.DataFrame:
    """A row a town, with a name made to run wherever a text may stand."""
    form = load_form(name)
    texts = [column.name for column in form.columns if column.kind == "text" and column.name != "town"]
    return pd.DataFrame([{"town": town, **dict.fromkeys(texts, town)} for town in NAMES])


@pytest.mark.parametrize("name", form_ids())
def test_no_name_in_a_form_is_a_formula_or_a_field(name: str, tmp_path: Path) -> None:
    signed = dict(zip(SIGNED, NAMES, strict=False))
    workbook, document = write_forms(
        {name: table(name)}, tmp_path / "forms", place=NAMES[2], period=NAMES[0], notes=NAMES, **signed
    )
    written = "\n".join(cells(workbook))
    for text in (written, words(document)):
        for town in NAMES:
            assert shown(town) in text


@pytest.mark.parametrize("place", NAMES)
def test_no_name_of_a_place_is_a_path(place: str, tmp_path: Path) -> None:
    out = tmp_path / "a" / "b" / "forms"
    for file in write_forms({"payments": None}, out, place=place):
        assert file.parent == out
        assert file.resolve().parent == out.resolve()
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert [path.name for path in (tmp_path / "a" / "b").iterdir()] == ["forms"]
    assert len(list(out.iterdir())) == 2
