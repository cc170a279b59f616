"""The page: whole in itself, code hidden, contents, figures described, data escaped."""

import re

import nbformat
import pytest

from aidkit.report.export import report_html
from aidkit.report.text import Text

BUNDLE = {
    "text/plain": "words of the figure",
    "image/png": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
}


def page(*outputs, lang="both"):
    new = nbformat.v4
    code = new.new_code_cell("secret_code()", outputs=list(outputs))
    cells = [new.new_markdown_cell("# 报告 · Report\n\n## 一、钱 · Money\n\n下表。\n\nThe table."), code]
    book = new.new_notebook(cells=cells)
    return report_html(book, lang=lang, subtitle=Text("晋江市", "Jinjiang"), footer="<p>hashes</p>", stamp="now")


def result(**data):
    return nbformat.v4.new_output("execute_result", data=data)


def test_the_page_needs_no_network():
    html = page(result(**BUNDLE))
    assert not re.search(r"(src|href)\s*=\s*[\"'](?!data:|#)", html)
    assert "<script" not in html
    assert "@import" not in html


def test_code_is_hidden_and_sections_are_listed():
    html = page()
    assert "secret_code" not in html
    assert '<a href="#s1">一、钱 <span class="en" lang="en">Money</span></a>' in html
    assert '<h2 id="s1">' in html
    assert "<title>晋江市 Jinjiang — 报告 Report</title>" in html


@pytest.mark.parametrize(("lang", "there", "away"), [("zh", "下表。", "The table."), ("en", "The table.", "下表。")])
def test_one_language_alone(lang, there, away):
    html = page(lang=lang)
    assert there in html
    assert away not in html


def test_figures_have_words_for_those_who_cannot_see_them():
    assert '<img alt="words of the figure" src="data:image/png;base64,' in page(result(**BUNDLE))


def test_text_output_is_escaped_and_tables_stay():
    html = page(result(**{"text/plain": "<b>a</b>"}), result(**{"text/plain": "t", "text/html": "<table></table>"}))
    assert "&lt;b&gt;a&lt;/b&gt;" in html
    assert "<table></table>" in html


def test_footer_and_stamp_stand_at_the_foot():
    assert '<footer>\n<p>hashes</p>\n<p id="stamp">now</p>\n</footer>' in page()
