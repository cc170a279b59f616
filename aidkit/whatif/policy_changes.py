"""In which parameters the policies behind two results differ, in words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aidkit.parameters import SPECS
from aidkit.result import Result


def changes(before: Result, after: Result) -> pd.DataFrame:
    """Return the parameters in which the two policies differ: place, path, labels, unit, both values as text."""
    rows = [
        (place, spec.path, spec.en, spec.zh, spec.unit, _plain(policy.entries[spec.path].value), _plain(new))
        for place, policy in before.policies.items()
        for spec in SPECS
        for new in [after.policies.get(place, after.policy).entries[spec.path].value]
        if new != policy.entries[spec.path].value
    ]
    table = pd.DataFrame(rows, columns=["place", "path", "en", "zh", "unit", "before", "after"])
    return table if len(before.policies) > 1 else table.drop(columns="place")


def _plain(value: Any) -> str:
    """Write a parameter's value: numbers without needless zeros, a schedule of grades step by step."""
    if value is None:
        return "none"
    if isinstance(value, tuple):
        return "; ".join(f"{step['amount']:g} up to {step['up_to_ratio']:g}" for step in value)
    if isinstance(value, dict):
        return "; ".join(f"{kind} {grade}" for kind, grade in value.items())
    return f"{value:,.6g}" if isinstance(value, float) else str(value)
