"""How a system checks itself: matching, audits, reconciliation, warning, staff; each a tool to study other settings with.

Names are loaded when they are first used, so that importing the package stays quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

_HOMES = {
    "Panel": "aidkit.oversight.monitor_panel",
    "allocate_visits": "aidkit.oversight.allocation",
    "check_files": "aidkit.oversight.archive",
    "compare_processes": "aidkit.oversight.process_compare",
    "delay_by_frequency": "aidkit.oversight.staffing_delay",
    "detectable_rate": "aidkit.oversight.discovery",
    "discovery_delay": "aidkit.oversight.staffing_delay",
    "discovery_power": "aidkit.oversight.discovery",
    "draw_audit_sample": "aidkit.oversight.audit",
    "error_rate": "aidkit.oversight.estimation",
    "expected_confirmations": "aidkit.oversight.confirmation",
    "huangshi_study": "aidkit.oversight.huangshi",
    "load_settings": "aidkit.oversight.settings",
    "match": "aidkit.oversight.matching",
    "monitor": "aidkit.oversight.monitoring",
    "read_audit_cases": "aidkit.oversight.audit_cases",
    "reconcile": "aidkit.oversight.reconciliation",
    "sample_size": "aidkit.oversight.discovery",
    "simulate_process": "aidkit.oversight.process",
    "staff_norm": "aidkit.oversight.staffing",
    "staff_towns": "aidkit.oversight.staffing",
    "synthesize_panel": "aidkit.oversight.monitor_synthetic",
    "tune_trigger": "aidkit.oversight.monitor_tuning",
}

__all__ = [
    "Panel",
    "allocate_visits",
    "check_files",
    "compare_processes",
    "delay_by_frequency",
    "detectable_rate",
    "discovery_delay",
    "discovery_power",
    "draw_audit_sample",
    "error_rate",
    "expected_confirmations",
    "huangshi_study",
    "load_settings",
    "match",
    "monitor",
    "read_audit_cases",
    "reconcile",
    "sample_size",
    "simulate_process",
    "staff_norm",
    "staff_towns",
    "synthesize_panel",
    "tune_trigger",
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
    from aidkit.oversight.monitor_panel import Panel
    from aidkit.oversight.monitor_synthetic import synthesize_panel
    from aidkit.oversight.monitor_tuning import tune_trigger
    from aidkit.oversight.monitoring import monitor
    from aidkit.oversight.process import simulate_process
    from aidkit.oversight.process_compare import compare_processes
    from aidkit.oversight.reconciliation import reconcile
    from aidkit.oversight.settings import load_settings
    from aidkit.oversight.staffing import staff_norm, staff_towns
    from aidkit.oversight.staffing_delay import delay_by_frequency, discovery_delay


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        value = getattr(importlib.import_module(_HOMES[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'aidkit.oversight' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
