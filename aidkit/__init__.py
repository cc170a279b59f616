"""Chinese social assistance as computable rules: who qualifies, who is missed, what a change would do.

The names below are what a notebook needs; each is loaded when it is first used, so that importing aidkit is quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "AidkitError": "aidkit.errors",
    "Population": "aidkit.population",
    "explain": "aidkit.engine.explain",
    "load_policy": "aidkit.policy",
    "places": "aidkit.policy",
    "read_population": "aidkit.data.files",
    "read_register": "aidkit.data.register",
    "rule": "aidkit.rules.definition",
    "run_report": "aidkit.report.study",
    "simulate": "aidkit.engine.run",
    "sweep": "aidkit.whatif.sweep",
    "synthesize": "aidkit.data.synthetic",
}
_MODULES = ("charts", "data", "engine", "measures", "report", "rules", "whatif")

__all__ = [
    "AidkitError",
    "Population",
    "charts",
    "data",
    "engine",
    "explain",
    "load_policy",
    "measures",
    "places",
    "read_population",
    "read_register",
    "report",
    "rule",
    "rules",
    "run_report",
    "simulate",
    "sweep",
    "synthesize",
    "whatif",
]

if TYPE_CHECKING:
    from aidkit import charts, data, engine, measures, report, rules, whatif
    from aidkit.data.files import read_population
    from aidkit.data.register import read_register
    from aidkit.data.synthetic import synthesize
    from aidkit.engine.explain import explain
    from aidkit.engine.run import simulate
    from aidkit.errors import AidkitError
    from aidkit.policy import load_policy, places
    from aidkit.population import Population
    from aidkit.report.study import run_report
    from aidkit.rules.definition import rule
    from aidkit.whatif.sweep import sweep


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        value = getattr(importlib.import_module(_HOMES[name]), name)
        globals()[name] = value
        return value
    if name in _MODULES:
        return importlib.import_module(f"aidkit.{name}")
    raise AttributeError(f"module 'aidkit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
