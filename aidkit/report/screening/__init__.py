"""What notebook 20 asks of a screening and how it says it: a module for each part, opened when it is named."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aidkit.report.screening import found as found
    from aidkit.report.screening import groups as groups
    from aidkit.report.screening import missed as missed
    from aidkit.report.screening import opened as opened
    from aidkit.report.screening import referred as referred
    from aidkit.report.screening import stages as stages
    from aidkit.report.screening import varied as varied


def __getattr__(name: str) -> ModuleType:
    """Open a module where a notebook names it: ``screening.groups.listed(screened)``."""
    if name.startswith("_"):
        raise AttributeError(name)
    return import_module(f"{__name__}.{name}")
