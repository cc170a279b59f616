"""The what-if notebook answers for other places, settings and languages, and its committed output needs no widget."""

from __future__ import annotations

import nbformat
import pytest

from aidkit.report.study import run_report
from aidkit.shipped import shipped
from tests.notebooks.answered import check_page

NAME = "40_explore"
WIDGET = "application/vnd.jupyter.widget-view+json"
SETTINGS = [
    {"place": "hanzhong", "lang": "en", "parameters": {"households": 600, "moved": "dibao.standard.rural", "to": 480.0}},
    {"place": "qionghai", "lang": "zh", "parameters": {"households": 500, "seed": 3, "moved": "income.work_cost.rate",
                                                       "to": 0.4, "also": "uplift.rates.elder", "also_to": 0.2}},
    {"place": "jinjiang", "population": str(shipped("data") / "register-sample"), "parameters": {"to": 900.0}},
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("settings", SETTINGS, ids=lambda settings: settings["place"])
def test_it_answers_with_other_settings(settings, tmp_path):
    run = run_report(notebook=NAME, out=tmp_path, formats=("html",), **settings)
    page = run.folder.joinpath("report.html").read_text(encoding="utf-8")
    check_page(page, settings.get("lang", "both"))


def test_the_committed_output_is_a_picture_and_a_table():
    notebook = nbformat.read(shipped("notebooks") / f"{NAME}.ipynb", as_version=4)
    shown = [output["data"] for cell in notebook.cells for output in cell.get("outputs", ()) if "data" in output]
    assert not any(WIDGET in data for data in shown)
    assert "widgets" not in notebook.metadata
    panel = next(cell for cell in notebook.cells if cell.source.endswith("\npanel"))
    assert ["image/png" in output["data"] for output in panel.outputs] == [True, False]
