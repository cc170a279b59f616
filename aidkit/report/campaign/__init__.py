"""What a campaign report says of the campaign itself: a module for each part, opened when it is named."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aidkit.report.campaign import checked, clauses, deadlines, opened, screened

__all__ = ["checked", "clauses", "deadlines", "opened", "screened"]


def __getattr__(name: str) -> ModuleType:
    """Open a module where a notebook names it: `campaign.deadlines.deadlines(plan, day)`."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.{name}")
