"""Sources and reasons speak the reader's language, whole or not at all."""

import re

import pytest

import aidkit
from aidkit.data.synthetic import synthesize
from aidkit.report.citations import ELSEWHERE, cited, is_english
from aidkit.report.prose import CHINESE
from aidkit.report.text import in_brackets

BRACKETED = re.compile(r"\((?:[^()]|\([^()]*\))*\)")


def sources():
    """Every source, reason and note the shipped places and margins give."""
    for place in aidkit.places():
        for entry in aidkit.load_policy(place).entries.values():
            yield from filter(None, (entry.source, entry.note))
        yield from synthesize(place, 200, 1).fit["source"]


@pytest.fixture(scope="module")
def shipped():
    return sorted(set(map(str, sources())))


def test_no_shipped_source_stays_english_in_chinese(shipped):
    assert [text for text in shipped if is_english(cited(text, "zh"))] == []


def test_chinese_stands_in_brackets_in_english(shipped):
    assert [text for text in shipped if CHINESE.search(BRACKETED.sub("", cited(text, "en")))] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("under 泉民保〔2020〕11号; more", "under (泉民保〔2020〕11号); more"),
        ("within (2倍以内) the line", "within (2倍以内) the line"),
        ("Jinjiang · 2021", "Jinjiang · 2021"),
        ("", ""),
    ],
)
def test_terms_in_brackets(text, shown):
    assert in_brackets(text) == shown


def test_a_reason_nobody_translated_is_named_where_to_find_in_chinese_and_whole_in_both():
    text = "A reason that nobody has ever translated."
    assert cited(text, "zh") == ELSEWHERE
    assert cited(text, "both") == text


def test_clauses_belong_to_no_language():
    assert [cited("jinjiang-2021 JJ-2.2.1", lang) for lang in ("zh", "en", "both")] == ["jinjiang-2021 JJ-2.2.1"] * 3
