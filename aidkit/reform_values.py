"""What a reform says, turned into one value a path: groups spread out, factors applied, nothing changed in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite
from numbers import Real
from typing import Any

from aidkit.errors import PolicyError, message
from aidkit.parameter_values import leaves, unknown_path
from aidkit.parameters import BY_PATH, SPECS, Spec

_FORM = 'Give a mapping of paths, e.g. {"edge.multiple": 1.5}.'


def spread(changes: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Turn a reform's mapping into paths and values; a group path holds a mapping of what lies below it.

    Raises:
        PolicyError: It is no mapping, or a group is unknown.
    """
    if not isinstance(changes, Mapping):
        raise PolicyError(message(f"{changes!r} is not a reform.", _FORM))
    return [pair for path, value in changes.items() for pair in _below(path, value)]


def _below(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if not isinstance(value, Mapping) or path in BY_PATH:
        yield path, value
        return
    if not any(spec.path.startswith(f"{path}.") for spec in SPECS):
        raise PolicyError(unknown_path(str(path)))
    for key, below in value.items():
        yield from _below(f"{path}.{key}", below)


def scaled(values: Mapping[str, Any], factors: Mapping[str, float]) -> dict[str, Any]:
    """Multiply every number at or below each path; null stays null, a grade schedule scales its amounts.

    Args:
        values: By path, the values in force.
        factors: By path or group of paths, the factor.

    Returns:
        By path, the new values.

    Raises:
        PolicyError: A path is unknown or holds no number, or a factor is no positive number.
    """
    if not isinstance(factors, Mapping):
        raise PolicyError(message(f"{factors!r} is not a scaling.", _FORM.replace("edge.multiple", "dibao.standard")))
    new: dict[str, Any] = {}
    for path, factor in factors.items():
        _check_factor(path, factor)
        below = {spec.path: _times(spec, values[spec.path], float(factor)) for spec in leaves(path)}
        if all(value is None for value in below.values()):
            raise PolicyError(message(f"{path}: null, so there is nothing to scale.", "Set a value with reform first."))
        new |= below
    return new


def _check_factor(path: str, factor: Any) -> None:
    if isinstance(factor, bool) or not isinstance(factor, Real) or not isfinite(factor) or factor <= 0:
        raise PolicyError(
            message(f"{path}: cannot be scaled by {factor!r}.", "A factor is a number above 0, e.g. 1.10.")
        )


def _times(spec: Spec, value: Any, factor: float) -> Any:
    if spec.kind not in ("number", "grades"):
        raise PolicyError(
            message(f"{spec.path}: holds no number, so it cannot be scaled.", f"Allowed: {spec.allowed}.")
        )
    if value is None:
        return None
    if spec.kind == "number":
        return value * factor
    return [{**step, "amount": step["amount"] * factor} for step in value]
