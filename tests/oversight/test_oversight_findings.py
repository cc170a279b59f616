"""Workbooks of the models: every head in two languages, settings with their ranges, figures with the decimals they need."""

from __future__ import annotations

import pandas as pd
import pytest
from openpyxl import load_workbook

import aidkit
from aidkit.oversight import (
    compare_processes,
    load_settings,
    monitor,
    simulate_process,
    staff_towns,
    synthesize_panel,
    tune_trigger,
)
from aidkit.oversight.errors import OversightError
from aidkit.oversight.findings import CHANGED, STATUSES, settings_table
from aidkit.oversight.heads import head
from aidkit.oversight.values import chosen
from aidkit.oversight.workbook import LAST_ROW, Sheet, write_sheets
from tests.refusals import refusal


@pytest.fixture(scope="module")
def models():
    people, policy = aidkit.synthesize("jinjiang", households=80, seed=1), aidkit.load_policy("jinjiang")
    found = monitor(synthesize_panel(people, months=6, seed=1), policy, horizon=1)
    runs = {"today": {}, "towns decide": {"delegated": 1}}
    return {
        "monitor": found,
        "tune": tune_trigger(found, "income_fall", [0.1, 0.2], 5),
        "staff": staff_towns(people, policy),
        "process": simulate_process({"delegated": 1}, persons=100, months=30, warm_up=6),
        "compare": compare_processes(runs, persons=100, months=30, warm_up=6),
    }


def test_every_table_is_on_a_sheet_with_heads_in_two_languages(models, tmp_path):
    for name, found in models.items():
        book = load_workbook(found.to_excel(tmp_path / f"{name}.xlsx"))
        sheets = found.sheets()
        assert book.sheetnames[: len(sheets) + 1] == ["说明 about", *sheets]
        assert [row[0] for row in book["说明 about"].iter_rows(min_row=2, values_only=True)] == [
            found.title,
            *found.notes,
        ]
        for page, frame in sheets.items():
            assert book[page].max_row == max(len(frame), 1) + 1
            free = {"town 01", "town 13", "county", *runs_of(found)}
            plain = [str(column) for column in frame if head(str(column)) == str(column)]
            assert [column for column in plain if column not in free and not column.startswith("town ")] == []


def runs_of(found):
    return getattr(found, "runs", {})


def test_settings_say_what_is_assumed_and_what_was_changed(models):
    table = settings_table("process", models["process"].values).set_index("setting")
    known = load_settings("process")
    assert list(table.index) == [name for name in known if name in chosen("process")]
    assert table.loc["delegated", ["used", "status"]].tolist() == [1.0, CHANGED]
    assert table.loc["match_reach", ["used", "status", "low", "high"]].tolist() == [0.7, STATUSES["assumed"], 0.3, 1.0]


def test_figures_are_written_with_the_decimals_their_size_needs(tmp_path):
    frame = pd.DataFrame(
        {"cases": [12_345.678, 0.5], "share": [0.0293, 0.5], "rows": [7.0, 8.0], "staff": [41.26, 3.0]}
    )
    page = load_workbook(write_sheets([Sheet("a", frame)], tmp_path / "a.xlsx"))["a"]
    assert [cell.number_format for cell in page[2]] == ["#,##0", "0.000", "General", "#,##0.0"]
    mixed = pd.DataFrame({"value": [12_345.6, 0.0293, 3.0], "unit": ["yuan", "share", "persons"]})
    page = load_workbook(write_sheets([Sheet("a", mixed)], tmp_path / "b.xlsx"))["a"]
    assert [cell.number_format for cell in page["A"][1:]] == ["#,##0", "0.000", "General"]
    assert [cell.value for cell in page["A"][1:]] == [12_345.6, 0.0293, 3]


def test_a_table_longer_than_a_sheet_is_refused(tmp_path):
    long = Sheet("人员 persons", pd.DataFrame({"person": range(LAST_ROW)}))
    assert refusal(OversightError, write_sheets, [long], tmp_path / "a.xlsx") == (
        "a.xlsx: 人员 persons has 1,048,576 rows, and a sheet holds 1,048,575.\nAsk for fewer persons, households or months."
    )
    assert not (tmp_path / "a.xlsx").exists()
