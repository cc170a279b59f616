"""Sources and reasons in the reader's language: the parameter files give each in the language it was written in.

A Chinese report shows a reason written in English in Chinese; an English one shows a Chinese title in English with
the original in brackets. What has no translation is never shown half: see ``cited``.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from aidkit.report.prose import CHINESE, is_chinese
from aidkit.report.text import Lang, Text, in_brackets

FILE = Path(__file__).with_suffix(".yaml")
STANDS_IN = Text("以全国数代替：", "China's figure stands in: ")  # the prefix of a margin taken from the nation
ELSEWHERE = "依据以英文写明，见参数文件。"
SENTENCE = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,}){2}")  # three English words in a row


def cited(text: str, lang: Lang) -> str:
    """Return a source or a reason in the language asked for.

    Args:
        text: As a parameter file or a margin gives it; a clause such as ``jinjiang-2021 JJ-2.2.1`` is no language's.
        lang: ``zh``: an English reason in Chinese, or a note where to find it if nobody translated it. ``en``: Chinese
            stands in brackets, behind its translation where there is one. ``both``: Chinese, then English.

    Example:
        >>> cited("Caps are local; without a local text none is taken.", "zh")
        '上限由各地规定；无本地文件不设上限。'
    """
    if not text or not (is_english(text) or CHINESE.search(text)):
        return text
    if text.startswith(STANDS_IN.en):
        rest = text.removeprefix(STANDS_IN.en)
        return Text(STANDS_IN.zh + _in_chinese(rest), STANDS_IN.en + _in_english(rest)).show(lang)
    if lang == "zh":
        return _in_chinese(text)
    if lang == "en":
        return _in_english(text)
    other = _translations("en" if is_chinese(text) else "zh").get(_flat(text), "")
    return Text(text, other).show("both") if is_chinese(text) else Text(other, text).show("both")


def is_english(text: str) -> bool:
    """Whether a text holds English prose, not only names, codes and numbers."""
    return SENTENCE.search(text) is not None


def _in_chinese(text: str) -> str:
    if is_chinese(text) or not is_english(text):
        return text
    return _translations("zh").get(_flat(text), ELSEWHERE)


def _in_english(text: str) -> str:
    translated = _translations("en").get(_flat(text))
    return f"{translated} ({text})" if translated else in_brackets(text)


def _flat(text: str) -> str:
    return " ".join(text.split())


@cache
def _translations(lang: str) -> dict[str, str]:
    from aidkit.parameter_yaml import load_yaml

    found = load_yaml(FILE, FILE.name, "list of citations")[lang]
    return {_flat(str(source)): str(target) for source, target in found.items()}
