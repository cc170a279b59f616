"""report.pdf read back: text stays text, numbers and page counts stand, equal documents give equal bytes."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from aidkit.report.document.reading import document_of
from aidkit.report.pdf.contents import breakable
from aidkit.report.pdf.writer import report_pdf
from aidkit.report.text import Text
from tests.report.document.samples import notebook

LONG = 80  # rows, more than a page holds


@pytest.fixture(scope="module")
def made(drawn):
    document = document_of(
        notebook(LONG, drawn), lang="both", subtitle=Text("晋江市", "Jinjiang"), foot=("sha256 abc",)
    )
    return report_pdf(document)


@pytest.fixture(scope="module")
def pages(made):
    """The text of each page, without the spaces typesetting puts in."""
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(made)).pages]


def test_text_that_would_be_markup_stays_text(pages):
    text = "".join(pages)
    assert "#甲*_$@<b>0" in text
    assert f"#甲*_$@<b>{LONG - 1}" in text


def test_heads_repeat_and_every_page_has_its_number(pages):
    with_rows = [text for text in pages if "#甲*_$@<b>" in text]
    assert len(with_rows) > 1
    assert all("乡镇" in text and "人数" in text for text in with_rows)
    for number, text in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in text
        assert f"Page{number}of{len(pages)}" in text


def test_contents_tables_and_figures_are_numbered(pages):
    assert "一、谁符合条件" in pages[1]
    assert "表1" in pages[1]
    assert "图1" in pages[1]
    assert "（一）按乡镇" in "".join(pages[2:])


def test_the_first_page_holds_facts_figures_answers_and_notices(pages):
    for text in ("晋江市", "1,234", "样本99人", "漏了多少？", "1,234persons.", "数据是虚构的。"):
        assert text in pages[0]


def test_only_the_embedded_chinese_font_is_used(made):
    fonts = {
        font.get_object()["/BaseFont"].split("+")[-1]
        for page in PdfReader(BytesIO(made)).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts <= {"NotoSansSC-Regular", "DejaVuSansMono", "NotoSansSC-Thin"}


def test_equal_documents_give_equal_bytes(made, drawn):
    document = document_of(
        notebook(LONG, drawn), lang="both", subtitle=Text("晋江市", "Jinjiang"), foot=("sha256 abc",)
    )
    assert report_pdf(document) == made


def test_a_long_address_may_break_behind_its_slashes_and_nothing_else_changes():
    assert breakable("http://a.cn/b/c.html") == "http://\u200ba.\u200bcn/\u200bb/\u200bc.\u200bhtml"
    assert breakable("短 text") == "短 text"
