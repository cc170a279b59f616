"""Names of rows: what a table shows, and each language apart."""

from __future__ import annotations

import doctest

import pytest

import aidkit.report.labels as labels
from aidkit.report.text import Text

ROWS = (Text("低保", "dibao"), Text("示例一镇", "Example town 1 (示例一镇)", "示例一镇"))


def test_the_example_holds() -> None:
    assert doctest.testmod(labels) == (0, 1)


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("zh", ["低保", "示例一镇"]),
        ("en", ["dibao", "Example town 1 (示例一镇)"]),
        ("both", ["低保 dibao", "示例一镇"]),  # a text with words of its own for both
    ],
)
def test_rows_are_named_in_the_language_and_in_each_apart(lang, shown) -> None:  # type: ignore[no-untyped-def]
    each = {"zh": ["低保", "示例一镇"], "en": ["dibao", "Example town 1 (示例一镇)"]}
    assert labels.labelled(iter(ROWS), lang) == {"label": shown, **each}
    assert labels.in_each(iter(ROWS)) == each


def test_words_of_two_columns_are_paired_and_none_is_left_over() -> None:
    assert labels.as_shown(["户", "人"], ["family", "person"], "both") == ["户 family", "人 person"]
    with pytest.raises(ValueError, match="shorter"):
        labels.as_shown(["户", "人"], ["family"], "en")
