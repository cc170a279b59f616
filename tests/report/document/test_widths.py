"""How a page is shared among columns, worked out by hand."""

import pandas as pd
import pytest

from aidkit.report.document.blocks import Heading, Illustration, Paragraph, Span
from aidkit.report.document.pages import parts
from aidkit.report.document.widths import ACROSS, AIR, UPRIGHT, Column, columns, is_wide, shares, type_size
from aidkit.report.table import Head, Table
from aidkit.report.text import Text
from tests.report.document.samples import table


def wide_table(rows=30):
    """A table with two columns of sentences of 144 places each."""
    frame = pd.DataFrame({"a": ["字" * 72] * rows, "b": ["字" * 72] * rows, "c": ["字" * 72] * rows})
    return Table("wide", Text("宽", "wide"), tuple(Head(name, Text(name, name)) for name in "abc"), frame, lang="zh")


def test_a_column_set_small_below_another_takes_no_width_of_its_own():
    heads = (
        Head("a", Text("参数", "")),
        Head("b", Text("单位", ""), form="below"),
        Head("c", Text("值", ""), form="count"),
    )
    frame = pd.DataFrame({"a": ["甲乙丙"], "b": ["yuan/month"], "c": [1234567]})
    found = columns(Table("t", Text("表", ""), heads, frame, lang="zh"))
    assert [column.heads for column in found] == [(0, 1), (2,)]
    assert found[1].least == len("1,234,567")


def test_columns_get_what_they_want_where_there_is_room():
    found = [Column((0,), 10, 10), Column((1,), 10, 30)]
    assert shares(found, 200) == pytest.approx([(10 + AIR) / (40 + 2 * AIR), (30 + AIR) / (40 + 2 * AIR)])


def test_where_room_is_short_no_column_falls_below_its_longest_word():
    found = [Column((0,), 10, 10), Column((1,), 10, 200)]
    given = [share * 60 for share in shares(found, 60)]
    assert given[0] == pytest.approx(10 + AIR)
    assert sum(given) == pytest.approx(60)


def test_type_shrinks_only_where_words_would_not_fit():
    assert type_size([Column((0,), 10, 90)], UPRIGHT) == 1.0
    assert type_size([Column((0,), UPRIGHT - AIR, 0)] * 2, ACROSS) == pytest.approx(ACROSS / (2 * UPRIGHT), abs=0.03)


def test_only_a_long_table_of_long_lines_turns_the_page():
    assert is_wide(wide_table(), columns(wide_table()))
    assert not is_wide(wide_table(3), columns(wide_table(3)))
    assert not is_wide(table(30), columns(table(30)))


def test_a_chapter_of_wide_tables_is_turned_whole_and_one_with_a_figure_is_not():
    heading, sentence = Heading(1, Text("甲", "a")), Paragraph((Span("句"),))
    figure = Illustration(b"", "图", "图")
    assert [part.turned for part in parts([sentence, heading, sentence, wide_table()])] == [False, True]
    assert [part.turned for part in parts([heading, sentence, figure, wide_table(), sentence])] == [False, True, False]


def test_sentences_that_lead_to_a_table_stay_with_it():
    heading, sentence = Heading(1, Text("甲", "a")), Paragraph((Span("句"),))
    (part,) = parts([sentence, heading, sentence, sentence, table(), sentence])
    assert [leads for _, leads in part.blocks] == [False, False, True, True, True, False]
