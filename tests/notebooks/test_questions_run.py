"""The question notebooks answer for other places, populations and languages too, and say so without a warning."""

from __future__ import annotations

import pytest

from aidkit.report.study import run_report
from aidkit.shipped import shipped
from tests.notebooks.answered import check_page

NOTEBOOKS = sorted(path.stem for path in shipped("notebooks").glob("0[1-7]_*.ipynb"))
REGISTER = str(shipped("data") / "register-sample")

SETTINGS = {
    "01_rules_and_sources": [
        {"place": "jinjiang", "lang": "en", "parameters": {"households": 400}},
        {"place": "yangxin", "lang": "zh", "parameters": {"households": 300, "seed": 5}},
    ],
    "02_who_is_missed": [
        {"place": "hanzhong", "lang": "en", "parameters": {"households": 1500, "replicates": 30, "visits": [0.1, 0.5]}},
        {"place": "jinjiang", "lang": "zh", "population": REGISTER, "parameters": {"rates": {"visit": 0.5}}},
    ],
    "03_move_the_line": [
        {"place": "hanzhong", "lang": "en", "parameters": {"households": 600, "yuan": -20.0}},
        {"place": "jinjiang", "lang": "zh", "population": REGISTER, "parameters": {"multiples": [1.5], "factors": [1.2]}},
    ],
    "04_compare_reforms": [
        {"place": "qionghai", "lang": "en", "parameters": {"households": 500, "replicates": 20, "places": ["qionghai", "daye"]}},
        {"place": "jinjiang", "lang": "zh", "population": REGISTER,
         "parameters": {"reforms": ["edge-line-1.5", "single-entry-off"], "chosen": "single-entry-off"}},
    ],
    "05_fit_a_budget": [
        {"place": "hanzhong", "lang": "en", "parameters": {"households": 500, "growth": 0.2, "within": [0.9, 1.5]}},
        {"place": "jinjiang", "lang": "zh", "population": REGISTER, "parameters": {"levers": ["edge.multiple"], "growths": [0.1]}},
    ],
    "06_cliffs": [
        {"place": "hanzhong", "lang": "en", "parameters": {"households": 800, "near": 50.0}},
        {"place": "jinjiang", "lang": "zh", "population": REGISTER, "parameters": {"variant": {"edge.multiple": 1.5}}},
    ],
    "07_how_sure": [
        {"place": "yangxin", "lang": "en", "parameters": {"households": 400, "samples": 10, "seeds": [3, 4], "replicates": 20}},
        {"place": "jinjiang", "lang": "zh", "population": REGISTER, "parameters": {"figures": ["exclusion_error"], "samples": 8}},
    ],
}  # fmt: skip
RUNS = [(name, number) for name, sets in SETTINGS.items() for number in range(len(sets))]


def test_every_question_has_other_settings():
    assert sorted(SETTINGS) == NOTEBOOKS


@pytest.mark.slow
@pytest.mark.parametrize(("name", "number"), RUNS, ids=str)
def test_it_answers_with_other_settings(name, number, tmp_path):
    settings = SETTINGS[name][number]
    run = run_report(notebook=name, out=tmp_path, formats=("html",), **settings)
    page = run.folder.joinpath("report.html").read_text(encoding="utf-8")
    check_page(page, settings["lang"])
