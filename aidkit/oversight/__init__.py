"""How a system checks itself: matching, audits, reconciliation, files; each a tool to study other settings with.

Names are loaded when they are first used, so that importing the package stays quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

_HOMES = {
    "allocate_visits": "aidkit.oversight.allocation",
    "check_files": "aidkit.oversight.archive",
    "detectable_rate": "aidkit.oversight.discovery",
    "discovery_power": "aidkit.oversight.discovery",
    "draw_audit_sample": "aidkit.oversight.audit",
    "error_rate": "aidkit.oversight.estimation",
    "expected_confirmations": "aidkit.oversight.confirmation",
    "huangshi_study": "aidkit.oversight.huangshi",
    "load_settings": "aidkit.oversight.settings",
    "match": "aidkit.oversight.matching",
    "read_audit_cases": "aidkit.oversight.audit_cases",
    "reconcile": "aidkit.oversight.reconciliation",
    "sample_size": "aidkit.oversight.discovery",
}

__all__ = [
    "allocate_visits",
    "check_files",
    "detectable_rate",
    "discovery_power",
    "draw_audit_sample",
    "error_rate",
    "expected_confirmations",
    "huangshi_study",
    "load_settings",
    "match",
    "read_audit_cases",
    "reconcile",
    "sample_size",
]

if TYPE_CHECKING:
    from aidkit.oversight.allocation import allocate_visits
    from aidkit.oversight.archive import check_files
    from aidkit.oversight.audit import draw_audit_sample
    from aidkit.oversight.audit_cases import read_audit_cases
    from aidkit.oversight.confirmation import expected_confirmations
    from aidkit.oversight.discovery import detectable_rate, discovery_power, sample_size
    from aidkit.oversight.estimation import error_rate
    from aidkit.oversight.huangshi import huangshi_study
    from aidkit.oversight.matching import match
    from aidkit.oversight.reconciliation import reconcile
    from aidkit.oversight.settings import load_settings


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        value = getattr(importlib.import_module(_HOMES[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'aidkit.oversight' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
