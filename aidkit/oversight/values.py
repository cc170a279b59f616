"""The numbers a model of oversight runs on: those of a topic's file, with a what-if's own in their place."""

from __future__ import annotations

import math
from collections.abc import Mapping
from numbers import Integral, Real

from aidkit.errors import message
from aidkit.oversight.errors import OversightError
from aidkit.oversight.settings import Setting, load_settings

Values = dict[str, float]

_CHOICE = "0 or 1"


def chosen(topic: str, changes: Mapping[str, float] | None = None) -> Values:
    """Return the numbers of a topic, some of them changed.

    Args:
        topic: ``monitoring``, ``process`` or ``staffing``.
        changes: By name, a number in the setting's unit that stands in place of the file's.

    Returns:
        Every number of the topic by name, in its unit.

    Raises:
        PolicyError: There is no such setting.
        OversightError: A value is no number, below 0, or a share above 1.

    Example:
        >>> chosen("process", {"delegated": 1})["delegated"]
        1.0
    """
    settings = load_settings(topic)
    values = {name: float(s.value) for name, s in settings.items() if isinstance(s.value, (int, float))}
    for name, value in (changes or {}).items():
        values[name] = _checked(settings[name], value)
    return values


def whole(name: str, value: object, least: int, meaning: str) -> int:
    """Return a whole number that was asked for by name.

    Raises:
        OversightError: It is none, or below the least.
    """
    if isinstance(value, bool) or not isinstance(value, Integral) or value < least:
        raise OversightError(
            message(f"{name}={value!r} cannot be used.", f"{meaning}: a whole number from {least} on.")
        )
    return int(value)


def _checked(setting: Setting, value: float) -> float:
    most = 1.0 if setting.unit == _CHOICE or setting.unit.split()[0] == "share" else math.inf
    fits = isinstance(value, Real) and 0 <= value <= most and math.isfinite(value)
    if not fits or (setting.unit == _CHOICE and value not in (0, 1)):
        span = _CHOICE if setting.unit == _CHOICE else "0 to 1" if most == 1 else "0 or more"
        raise OversightError(
            message(
                f"{setting.name}={value!r} cannot be used.",
                f"{setting.en} ({setting.zh}): {span}, in {setting.unit}; {setting.value:g} in the file.",
            )
        )
    return float(value)
