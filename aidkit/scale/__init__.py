"""Populations larger than memory, and totals without columns: in parts on disk, on all cores, on a cluster."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

_HOMES = {
    "Totals": "aidkit.scale.answer",
    "county_policies": "aidkit.scale.counties",
    "simulate": "aidkit.scale.stream",
    "synthesize": "aidkit.scale.synthesis",
    "totals": "aidkit.scale.stream",
    "write": "aidkit.scale.parts",
}

__all__ = ["Totals", "county_policies", "simulate", "synthesize", "totals", "write"]

if TYPE_CHECKING:
    from aidkit.scale.answer import Totals
    from aidkit.scale.counties import county_policies
    from aidkit.scale.parts import write
    from aidkit.scale.stream import simulate, totals
    from aidkit.scale.synthesis import synthesize


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'aidkit.scale' has no attribute {name!r}")
