"""What the rows of a table are called: in the report's language, and in each language apart for sentences and figures."""

from __future__ import annotations

from collections.abc import Iterable

from aidkit.report.text import Lang, Text


def labelled(labels: Iterable[Text], lang: Lang) -> dict[str, list[str]]:
    """Return the columns that name a table's rows: ``label`` as it is shown, ``zh`` and ``en``.

    Args:
        labels: One text a row, in the order of the rows.
        lang: Language of the table.

    Example:
        >>> labelled([Text("低保", "Dibao")], "both")
        {'label': ['低保 Dibao'], 'zh': ['低保'], 'en': ['Dibao']}
    """
    rows = list(labels)
    return {"label": [row.show(lang) for row in rows], **in_each(rows)}


def in_each(labels: Iterable[Text]) -> dict[str, list[str]]:
    """Return the columns ``zh`` and ``en`` of rows that no table shows: those of a figure, or of a sentence.

    Args:
        labels: One text a row, in the order of the rows.
    """
    rows = list(labels)
    return {"zh": [row.zh for row in rows], "en": [row.en for row in rows]}


def as_shown(zh: Iterable[str], en: Iterable[str], lang: Lang) -> list[str]:
    """Return words that stand in two columns, one a language, as a table shows them.

    Args:
        zh: The words in Chinese.
        en: The same words in English, as many.
        lang: Language of the table.
    """
    return [Text(*words).show(lang) for words in zip(zh, en, strict=True)]
