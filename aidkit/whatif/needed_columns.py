"""Whether a result holds the columns a question needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aidkit.errors import OutputError, listed, message
from aidkit.result import Result


def check_columns(result: Any, needed: Sequence[str], *, name: str, question: str) -> None:
    """Refuse what is no result, or lacks a column.

    Args:
        result: What was given.
        needed: Columns the question reads.
        name: What the argument is called.
        question: What is asked, for the message: ``a comparison``.

    Raises:
        OutputError: The message lists what is missing.
    """
    if not isinstance(result, Result):
        raise OutputError(
            message(f"{name}: a {type(result).__name__} was given.", "Pass what aidkit.simulate returned.")
        )
    missing = [column for column in needed if column not in result.outputs]
    if missing:
        what = (
            f"{name}: the result lacks {len(missing)} of the {len(needed)} columns {question} needs: {listed(missing)}."
        )
        raise OutputError(message(what, "Simulate without naming outputs, so that all columns are there."))
