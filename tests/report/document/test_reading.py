"""A notebook read as a document: one language or both, headings without their own numbers, outputs in order."""

import pytest

from aidkit.report.document.blocks import Heading, Illustration, Listing, Paragraph, Span
from aidkit.report.document.reading import document_of
from aidkit.report.outputs import OPENING_MIME
from aidkit.report.table import MIME, Table
from aidkit.report.text import Text
from tests.report.document.samples import OPENING, notebook, table

PNG = b"\x89PNG"


@pytest.fixture(scope="module")
def document():
    return document_of(notebook(), lang="both")


def test_headings_lose_their_own_numbers_and_the_first_is_the_title(document):
    assert document.title == Text("排查报告", "Report")
    headings = [(block.level, block.text.zh, block.text.en) for block in document.blocks if isinstance(block, Heading)]
    assert headings == [(1, "谁符合条件", "Who qualifies"), (2, "按乡镇", "By town")]


def test_paragraphs_keep_their_styles_and_say_which_are_english(document):
    found = [block for block in document.blocks if isinstance(block, Paragraph)]
    assert found[0] == Paragraph((Span("谁应当享受？"),))
    assert found[1] == Paragraph((Span("Who is "), Span("due", "strong"), Span("?")), english=True)
    assert [(p.bullet, p.text) for p in found[2:]] == [("•", "甲"), ("•", "乙 aidkit")]


@pytest.mark.parametrize(("lang", "texts"), [("zh", ["谁应当享受？", "甲", "乙 aidkit"]), ("en", ["Who is due?"])])
def test_one_language_leaves_the_other_out(lang, texts):
    found = document_of(notebook(), lang=lang).blocks
    assert [block.text for block in found if isinstance(block, Paragraph)] == texts
    assert not any(block.english for block in found if isinstance(block, Paragraph))


def test_outputs_become_tables_figures_and_listings_in_order(document):
    kinds = [type(block) for block in document.blocks if isinstance(block, (Table, Illustration, Listing))]
    assert kinds == [Table, Illustration, Listing, Listing]
    picture = next(block for block in document.blocks if isinstance(block, Illustration))
    assert (picture.png, picture.caption, picture.words) == (PNG, "漏保最多的是甲", "漏保最多的是甲 — 人")
    assert [block.text for block in document.blocks if isinstance(block, Listing)] == ["aidkit report", "said aloud"]


def test_the_first_page_goes_through_the_notebook_unchanged(document):
    assert document.opening == OPENING
    assert OPENING_MIME not in notebook().cells[0].metadata


def test_a_table_is_the_one_the_cell_showed(document):
    assert next(document.tables).payload() == table().payload()
    assert MIME.endswith("+json")
