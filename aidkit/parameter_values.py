"""Whether a value fits its parameter path: one check for files, reforms and the command line."""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from numbers import Real
from typing import Any

import numpy as np

from aidkit.errors import PolicyError, message, nearest
from aidkit.parameters import BY_PATH, GRADE_LIMIT_KEYS, MAX_GRADES, SPECS, Spec
from aidkit.schema import category_names

TWINS = {"yuan/month": "yuan/year", "yuan/year": "yuan/month"}  # a notice may give either of the two


def resolve(path: str) -> tuple[Spec, str | None]:
    """Return the spec of a path, and the kind of disability where the path names one row of a grade table.

    Raises:
        PolicyError: The path is unknown; the message names the nearest.
    """
    if not isinstance(path, str):
        raise PolicyError(unknown_path(str(path)))
    if path in BY_PATH:
        return BY_PATH[path], None
    table, _, key = path.rpartition(".")
    if table in BY_PATH and BY_PATH[table].kind == "grade_limits" and key in GRADE_LIMIT_KEYS:
        return BY_PATH[table], key
    raise PolicyError(unknown_path(path))


def unknown_path(path: str) -> str:
    """Say that a path is unknown: which is nearest, or which lie below it, or which there are."""
    below = [spec.path for spec in SPECS if spec.path.startswith(f"{path}.")]
    if below:
        return message(f"{path!r} is a group of parameters, not one.", f"Name one of: {', '.join(below)}.")
    close = nearest(path, list(BY_PATH), cutoff=0.6)
    if close:
        return message(f"{path!r} is not a parameter.", f"Did you mean {close!r}?")
    groups = sorted({spec.path.split(".")[0] for spec in SPECS})
    return message(
        f"{path!r} is not a parameter.",
        f"Paths begin with: {', '.join(groups)}.",
        "`aidkit params PLACE` lists them all.",
    )


def leaves(path: str) -> tuple[Spec, ...]:
    """Return the specs at or below a path.

    Raises:
        PolicyError: No parameter lies there.
    """
    found = tuple(spec for spec in SPECS if spec.path == path or spec.path.startswith(f"{path}."))
    if not found:
        raise PolicyError(unknown_path(path))
    return found


def checked(spec: Spec, value: Any) -> Any:
    """Return a value in its plain form: bool, float, name, tuple of grades or mapping of grade limits, or None.

    Raises:
        PolicyError: The value is of the wrong kind or outside the range; the message says what is allowed.
    """
    if value is None:
        if spec.null is None:
            raise _refused(spec, value)
        return None
    return {
        "number": _number,
        "bool": _bool,
        "category": _category,
        "grades": _grades,
        "grade_limits": _grade_limits,
    }[spec.kind](spec, value)


def numbers(spec: Spec, value: Any) -> list[float]:
    """Return the numbers the engine reads for a checked value, ``spec.width`` of them."""
    if spec.kind == "grades":
        flat = [number for step in value or () for number in (step["up_to_ratio"], step["amount"])]
        return flat + [0.0] * (spec.width - len(flat))
    if spec.kind == "grade_limits":
        return [float(value.get(key) or 0) for key in GRADE_LIMIT_KEYS]
    if value is None:
        assert spec.null is not None
        return [spec.null]
    if spec.categories is not None:
        return [float(category_names(spec.categories).index(value))]
    return [float(value)]


def in_rules_unit(spec: Spec, value: Any, unit: str) -> Any:
    """Convert a checked value from the notice's own unit to the rules' unit: yearly to monthly or back."""
    if unit == spec.unit or value is None:
        return value
    if spec.kind == "grades":
        return tuple({**step, "amount": _converted(step["amount"], spec.unit)} for step in value)
    return _converted(value, spec.unit)


def _converted(amount: float, unit: str) -> float:
    return amount / 12 if unit == "yuan/month" else amount * 12


def _refused(spec: Spec, value: Any) -> PolicyError:
    return PolicyError(
        message(f"{spec.path}: {value!r} cannot be used.", f"Allowed: {spec.allowed}; unit: {spec.unit}.")
    )


def _number(spec: Spec, value: Any) -> float:
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (Real, np.number)):
        raise _refused(spec, value)
    try:
        number = float(value)
    except OverflowError:  # a whole number of more digits than a float holds
        raise _refused(spec, value) from None
    fits = math.isfinite(number) and spec.low <= number <= spec.high and not (spec.positive and number <= 0)
    if not fits:
        raise _refused(spec, value)
    return number


def _bool(spec: Spec, value: Any) -> bool:
    if not isinstance(value, (bool, np.bool_)):
        raise _refused(spec, value)
    return bool(value)


def _category(spec: Spec, value: Any) -> str:
    assert spec.categories is not None
    if value not in category_names(spec.categories):
        raise _refused(spec, value)
    return str(value)


def _grade_limits(spec: Spec, value: Any) -> dict[str, int]:
    if not isinstance(value, Mapping) or not set(value) <= set(GRADE_LIMIT_KEYS):
        raise _refused(spec, value)
    limits = {key: 0 if value.get(key) is None else value[key] for key in GRADE_LIMIT_KEYS}
    if any(isinstance(g, bool) or g not in (0, 1, 2, 3, 4) for g in limits.values()):
        raise _refused(spec, value)
    return {key: int(grade) for key, grade in limits.items() if grade}


def _grades(spec: Spec, value: Any) -> tuple[dict[str, float], ...]:
    well_formed = (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and 0 < len(value) <= MAX_GRADES
        and all(isinstance(step, Mapping) and set(step) == {"up_to_ratio", "amount"} for step in value)
        and all(_plain_amount(number) for step in value for number in step.values())
    )
    if not well_formed:
        raise _refused(spec, value)
    ratios = [float(step["up_to_ratio"]) for step in value]
    ascending = all(a < b for a, b in pairwise(ratios))
    if not ascending or ratios[0] <= 0 or ratios[-1] != 1.0:
        raise _refused(spec, value)
    return tuple({"up_to_ratio": float(s["up_to_ratio"]), "amount": float(s["amount"])} for s in value)


def _plain_amount(number: Any) -> bool:
    is_number = isinstance(number, (Real, np.number)) and not isinstance(number, (bool, np.bool_))
    return is_number and 0 <= number <= sys.float_info.max
