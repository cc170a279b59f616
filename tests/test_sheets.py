"""What all workbooks share: nothing is a formula, texts are as wide as they look, rows as high as they wrap."""

from __future__ import annotations

import doctest

import pytest
from openpyxl import Workbook

from aidkit import sheets


@pytest.fixture
def page():
    return Workbook().active


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", '=HYPERLINK("http://a")'])
def test_text_that_looks_like_a_formula_stays_text(page, text):
    cell = sheets.put_text(page["A1"], text)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_other_text_is_written_as_it_is_and_control_characters_are_shown(page):
    assert sheets.put_text(page["A1"], "a=1").quotePrefix is False
    assert sheets.put_text(page["A2"], "甲\x00乙").value == "甲\ufffd乙"
    assert sheets.put_text(page["A3"], "").value is None
    assert sheets.put_text(page["A4"], 5).value == "5"


def test_a_head_that_looks_like_a_formula_is_text_too(page):
    assert sheets.put_head(page["A1"], "=name").quotePrefix


@pytest.mark.parametrize(("text", "wide"), [("", 0), ("ab", 2), ("乡镇", 4), ("乡镇\ntown", 4), ("应发（元）", 10)])
def test_a_chinese_letter_takes_two_places(text, wide):
    assert sheets.places(text) == wide


def test_rows_are_as_high_as_their_longest_cell(page):
    page["A1"], page["B1"] = "a" * 21, "one\ntwo"
    page["A2"], page["B2"] = "a" * 20, 12345678901234567890.0  # a number does not wrap
    page["A3"] = "untouched " * 9
    sheets.fit(page, [10, 10], range(1, 3))
    assert [page.row_dimensions[row].height for row in (1, 2, 3)] == [45.0, 30.0, None]
    assert [page.column_dimensions[letter].width for letter in "AB"] == [12, 12]


def test_examples_hold():
    assert doctest.testmod(sheets).failed == 0
