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
    "across_places": "aidkit.whatif.equity",
    "cliffs": "aidkit.whatif.cliffs",
    "common_line": "aidkit.whatif.equity",
    "compare": "aidkit.whatif.compare",
    "curve": "aidkit.whatif.curve",
    "explain": "aidkit.engine.explain",
    "explore": "aidkit.widgets.explore",
    "frontier": "aidkit.whatif.frontier",
    "grid": "aidkit.whatif.sweep",
    "load_policy": "aidkit.policy",
    "load_reform": "aidkit.whatif.reforms",
    "places": "aidkit.policy",
    "read_population": "aidkit.data.files",
    "read_register": "aidkit.data.register",
    "read_survey": "aidkit.data.survey",
    "reforms": "aidkit.whatif.reforms",
    "rule": "aidkit.rules.definition",
    "run_report": "aidkit.report.study",
    "sensitivity": "aidkit.whatif.sensitivity",
    "simulate": "aidkit.engine.run",
    "solve": "aidkit.whatif.solve",
    "sweep": "aidkit.whatif.sweep",
    "synthesize": "aidkit.data.synthetic",
    "take_up": "aidkit.whatif.takeup",
    "unified_standard": "aidkit.whatif.equity",
}
_MODULES = ("campaign", "charts", "data", "engine", "measures", "oversight", "report", "rules", "scale", "whatif")

__all__ = [
    "AidkitError",
    "Population",
    "across_places",
    "campaign",
    "charts",
    "cliffs",
    "common_line",
    "compare",
    "curve",
    "data",
    "engine",
    "explain",
    "explore",
    "frontier",
    "grid",
    "load_policy",
    "load_reform",
    "measures",
    "oversight",
    "places",
    "read_population",
    "read_register",
    "read_survey",
    "reforms",
    "report",
    "rule",
    "rules",
    "run_report",
    "scale",
    "sensitivity",
    "simulate",
    "solve",
    "sweep",
    "synthesize",
    "take_up",
    "unified_standard",
    "whatif",
]

if TYPE_CHECKING:
    from aidkit import campaign, charts, data, engine, measures, oversight, report, rules, scale, whatif
    from aidkit.data.files import read_population
    from aidkit.data.register import read_register
    from aidkit.data.survey import read_survey
    from aidkit.data.synthetic import synthesize
    from aidkit.engine.explain import explain
    from aidkit.engine.run import simulate
    from aidkit.errors import AidkitError
    from aidkit.policy import load_policy, places
    from aidkit.population import Population
    from aidkit.report.study import run_report
    from aidkit.rules.definition import rule
    from aidkit.whatif.cliffs import cliffs
    from aidkit.whatif.compare import compare
    from aidkit.whatif.curve import curve
    from aidkit.whatif.equity import across_places, common_line, unified_standard
    from aidkit.whatif.frontier import frontier
    from aidkit.whatif.reforms import load_reform, reforms
    from aidkit.whatif.sensitivity import sensitivity
    from aidkit.whatif.solve import solve
    from aidkit.whatif.sweep import grid, sweep
    from aidkit.whatif.takeup import take_up
    from aidkit.widgets.explore import explore


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
