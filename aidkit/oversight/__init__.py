"""How a system checks itself: matching, audits, reconciliation, warning, staff; each a tool to study other settings with.

Names are loaded when they are first used, so that importing the package stays quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

_HOMES = {
    "Panel": "aidkit.oversight.monitoring.panel",
    "allocate_visits": "aidkit.oversight.audit.allocation",
    "check_files": "aidkit.oversight.archive.completeness",
    "compare_processes": "aidkit.oversight.process.compare",
    "delay_by_frequency": "aidkit.oversight.staffing.delay",
    "detectable_rate": "aidkit.oversight.audit.discovery",
    "discovery_delay": "aidkit.oversight.staffing.delay",
    "discovery_power": "aidkit.oversight.audit.discovery",
    "draw_audit_sample": "aidkit.oversight.audit.sampling",
    "error_rate": "aidkit.oversight.audit.estimation",
    "expected_confirmations": "aidkit.oversight.matching.confirmation",
    "huangshi_study": "aidkit.oversight.matching.huangshi",
    "load_settings": "aidkit.oversight.settings",
    "match": "aidkit.oversight.matching.match",
    "monitor": "aidkit.oversight.monitoring.alerts",
    "read_audit_cases": "aidkit.oversight.audit.cases",
    "reconcile": "aidkit.oversight.payments.reconciliation",
    "sample_size": "aidkit.oversight.audit.discovery",
    "simulate_process": "aidkit.oversight.process.simulation",
    "staff_norm": "aidkit.oversight.staffing.towns",
    "staff_towns": "aidkit.oversight.staffing.towns",
    "synthesize_panel": "aidkit.oversight.monitoring.synthetic",
    "tune_trigger": "aidkit.oversight.monitoring.tuning",
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
    from aidkit.oversight.archive.completeness import check_files
    from aidkit.oversight.audit.allocation import allocate_visits
    from aidkit.oversight.audit.cases import read_audit_cases
    from aidkit.oversight.audit.discovery import detectable_rate, discovery_power, sample_size
    from aidkit.oversight.audit.estimation import error_rate
    from aidkit.oversight.audit.sampling import draw_audit_sample
    from aidkit.oversight.matching.confirmation import expected_confirmations
    from aidkit.oversight.matching.huangshi import huangshi_study
    from aidkit.oversight.matching.match import match
    from aidkit.oversight.monitoring.alerts import monitor
    from aidkit.oversight.monitoring.panel import Panel
    from aidkit.oversight.monitoring.synthetic import synthesize_panel
    from aidkit.oversight.monitoring.tuning import tune_trigger
    from aidkit.oversight.payments.reconciliation import reconcile
    from aidkit.oversight.process.compare import compare_processes
    from aidkit.oversight.process.simulation import simulate_process
    from aidkit.oversight.settings import load_settings
    from aidkit.oversight.staffing.delay import delay_by_frequency, discovery_delay
    from aidkit.oversight.staffing.towns import staff_norm, staff_towns


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        value = getattr(importlib.import_module(_HOMES[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'aidkit.oversight' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
