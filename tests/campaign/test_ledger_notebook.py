"""Notebook 21 answers for other files, days, people and languages too, names nobody, and reads its own figures."""

from __future__ import annotations

import doctest
import importlib
import re

import nbformat
import pytest

from aidkit.campaign import write_events
from aidkit.campaign.ledger.reading import read_events
from aidkit.shipped import shipped
from tests.campaign.ledger_events import STORY, rows
from tests.notebooks.answered import IDENTITY, PICTURE, check_page, run_small

NAME = "21_ledger_and_lists"
NOTEBOOK = shipped("notebooks") / f"{NAME}.ipynb"
MODULES = (
    "database.asked", "database.contents", "database.database", "database.file", "database.frames", "database.query",
    "ledger.checking", "ledger.events", "ledger.ledger", "ledger.reading", "ledger.taxonomy", "ledger.writing",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_answers_with_other_settings(tmp_path, lang):
    few = write_events(read_events(rows(*STORY)), tmp_path / "events.csv")
    days = ["2021-06-22", "2021-07-11", "2021-07-18"]
    values = {"events": str(few), "days": days, "households": 300, "seed": 4, "rows": 2, "lang": lang}
    check_page(run_small(NAME, values, tmp_path, "another ledger"), lang)


def test_no_output_names_a_person():
    assert not IDENTITY.search(PICTURE.sub("", NOTEBOOK.read_text(encoding="utf-8")))


def test_a_sentence_with_figures_stands_behind_the_picture():
    for cell in nbformat.read(NOTEBOOK, as_version=4).cells:
        shown = [output.get("data", {}) for output in cell.get("outputs", [])]
        if any("image/png" in data for data in shown):
            assert any(re.search(r"\d", data["text/markdown"]) for data in shown if "text/markdown" in data)


def test_it_says_what_it_does_not_show_and_leads_on():
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    assert "这里没有说明什么 · What this does not show" in text
    assert "资料来源 · Sources" in text
    assert "`30_match_and_confirm`" in text


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_hold(name):
    assert doctest.testmod(importlib.import_module(f"aidkit.campaign.{name}")).failed == 0
