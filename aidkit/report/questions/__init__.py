"""What the notebooks 01–07 ask and how they say it: a module for each question, opened when it is named."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aidkit.report.questions import (
        basis,
        budget,
        cliffs,
        doubt,
        frontier,
        gainers,
        line,
        line_tables,
        map,
        missed,
        places,
        rates,
        reforms,
        rows,
        rules,
        shares,
        status,
        sure,
        takeup,
        words,
    )

__all__ = [
    "basis",
    "budget",
    "cliffs",
    "doubt",
    "frontier",
    "gainers",
    "line",
    "line_tables",
    "map",
    "missed",
    "places",
    "rates",
    "reforms",
    "rows",
    "rules",
    "shares",
    "status",
    "sure",
    "takeup",
    "words",
]


def __getattr__(name: str) -> ModuleType:
    """Open a question's module where a notebook names it: `questions.missed.profile(result)`."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.{name}")
