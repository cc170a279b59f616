"""No half-translated report: Chinese without English prose, English with Chinese in brackets only."""

from pathlib import Path

import nbformat
import pytest

import aidkit
from aidkit.report.document.reading import document_of
from aidkit.report.folder import NOTEBOOK
from aidkit.report.study import run_report
from tests.report.document.samples import notebook
from tests.report.document.speaking import foreign, texts
from tests.report.document.unwritten import unwritten

REPORT = Path(__file__).parents[3] / "notebooks/10_campaign_report.ipynb"
SMALL = {"households": 1500, "factors": [1.1], "multiples": [2.5]}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("place", aidkit.places())
def test_a_places_report_speaks_one_language(place, lang):
    assert foreign(unwritten(REPORT, lang, place=place, **SMALL)) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_registers_faults_and_name_are_told_in_the_language(lang):
    sample = REPORT.parents[1] / "data/register-sample"
    found = unwritten(REPORT, lang, place="jinjiang", population=str(sample), factors=[1.1], multiples=[2.5])
    assert foreign(found) == []


def test_what_is_read_without_writers_is_what_a_run_writes(tmp_path):
    run = run_report("jinjiang", lang="en", out=tmp_path, formats=(), parameters=SMALL)
    written = document_of(nbformat.read(run.folder / NOTEBOOK, as_version=4), lang="en")
    assert list(texts(unwritten(REPORT, "en", place="jinjiang", date="2021-08-24", **SMALL))) == list(texts(written))


def test_the_search_finds_what_is_foreign():
    assert foreign(document_of(notebook(lang="zh"), lang="en")) != []
    english = notebook()
    english.cells[2].source = "这里有三四个汉字，也有 English words in a row。"
    assert foreign(document_of(english, lang="zh")) == ["这里有三四个汉字，也有 English words in a row。"]
