"""No half-translated report: Chinese without English prose, English with Chinese in brackets only."""

import nbformat
import pytest

from aidkit.report.document.reading import document_of
from aidkit.report.folder import NOTEBOOK
from aidkit.report.study import run_report
from tests.report.document.samples import notebook
from tests.report.document.speaking import foreign

SMALL = {"households": 1500, "factors": [1.1], "multiples": [2.5]}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_report_speaks_one_language(lang, tmp_path):
    run = run_report("jinjiang", lang=lang, out=tmp_path, formats=(), parameters=SMALL)
    executed = nbformat.read(run.folder / NOTEBOOK, as_version=4)
    assert foreign(document_of(executed, lang=lang)) == []


def test_the_search_finds_what_is_foreign():
    assert foreign(document_of(notebook(lang="zh"), lang="en")) != []
    english = notebook()
    english.cells[2].source = "这里有三四个汉字，也有 English words in a row。"
    assert foreign(document_of(english, lang="zh")) == ["这里有三四个汉字，也有 English words in a row。"]
