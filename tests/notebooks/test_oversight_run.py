"""The notebooks of oversight answer for other files, places, settings and languages too, and never name a person."""

from __future__ import annotations

import re
import shutil
from itertools import pairwise

import nbformat
import pytest

from aidkit.shipped import shipped
from tests.data.extract_builder import number, write
from tests.notebooks.answered import IDENTITY, PICTURE, check_page, run_small

NOTEBOOKS = sorted(shipped("notebooks").glob("3[0-5]_*.ipynb"))
SAMPLE = shipped("data") / "register-sample"
NOBODY = number("19500101", "011")

SETTINGS = {
    "vehicles alone, in Hanzhong": ("30_match_and_confirm", {"place": "hanzhong", "lang": "en", "rates": []}),
    "a register checked in full": (
        "31_audit_sample",
        {"place": "jinjiang", "date": "2021-08-24", "population": str(SAMPLE), "draws": 4, "lang": "zh"},
    ),
    "full checks on top of the share": (
        "31_audit_sample",
        {"place": "jinjiang", "households": 3000, "rate": "new_of_the_year", "count_always": False,
         "errors": ["wrong"], "draws": 4, "lang": "en"},
    ),
    "two files that agree": ("32_reconcile_payments", {"lang": "en"}),
    "nobody becomes entitled": (
        "33_early_warning",
        {"place": "huangshi", "households": 300, "months": 12, "horizon": 3, "thresholds": [0.1], "capacity": 1.0, "lang": "zh"},
    ),
    "one town, well staffed": ("34_visits_and_staff", {"population": str(SAMPLE), "lang": "en"}),
    "slower scenarios": (
        "35_coverage_over_time",
        {"persons": 1500, "months": 30, "warm_up": 6, "seeds": 2, "rates": [0.1], "visits_a_week": 0.5, "match_every": 3, "lang": "en"},
    ),
}  # fmt: skip

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


@pytest.fixture
def files(tmp_path):
    """Settings that name files: a register with one list, and an export and a roster that agree."""
    few = tmp_path / "few"
    few.mkdir()
    for name in ("家庭成员.csv", "车辆登记.csv"):
        shutil.copy(SAMPLE / name, few / name)
    export = [["户编号", "姓名", "身份证号", "救助类别", "保障金额(元/月)"], ["A1", "甲某", NOBODY, "低保", "500.00"]]
    roster = [
        ["序号", "姓名", "身份证号码", "类别", "金额（元）", "开户姓名"],
        ["1", "甲某", NOBODY, "低保", "500.00", "甲某"],
    ]
    write(tmp_path / "系统导出_2021-08.csv", export)
    write(tmp_path / "发放花名册_2021-08.csv", roster)
    return {
        "vehicles alone, in Hanzhong": {"folder": str(few)},
        "two files that agree": {
            "export": str(tmp_path / "系统导出_2021-08.csv"),
            "roster": str(tmp_path / "发放花名册_2021-08.csv"),
        },
    }


@pytest.mark.slow
@pytest.mark.parametrize("case", SETTINGS)
def test_it_answers_with_other_settings(case, files, tmp_path):
    name, settings = SETTINGS[case]
    page = run_small(name, {**settings, **files.get(case, {})}, tmp_path, case)
    check_page(page, settings["lang"])


def test_every_notebook_has_other_settings():
    assert sorted({name for name, _ in SETTINGS.values()}) == [path.stem for path in NOTEBOOKS]


@every_notebook
def test_no_output_names_a_person(path):
    assert not IDENTITY.search(PICTURE.sub("", path.read_text(encoding="utf-8")))


@every_notebook
def test_a_sentence_with_figures_stands_behind_each_picture(path):
    for cell in nbformat.read(path, as_version=4).cells:
        shown = [output.get("data", {}) for output in cell.get("outputs", [])]
        if any("image/png" in data for data in shown):
            read = [data["text/markdown"] for data in shown if "text/markdown" in data]
            assert any(re.search(r"\d", sentence) for sentence in read), cell.source


@every_notebook
def test_it_says_what_it_does_not_show_and_leads_on(path):
    text = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown")
    following = {one.stem: other.stem for one, other in pairwise(NOTEBOOKS)}
    assert "这里没有说明什么 · What this does not show" in text
    assert "资料来源 · Sources" in text
    assert f"`{following.get(path.stem, '10_campaign_report')}`" in text
