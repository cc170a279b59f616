"""Read what synthetic populations assume: one labelled table of invented numbers, each with range and reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from aidkit.errors import PolicyError, listed, message
from aidkit.shipped import shipped

FILE = "data/margins/assumed_behaviour.yaml"
FIELDS = {"value", "unit", "low", "high", "reason"}


@dataclass(frozen=True)
class Assumption:
    """An assumed number, or numbers of one unit by name.

    Attributes:
        key: What it governs, e.g. ``register.dibao_take_up``.
        value: The number, or numbers by name.
        unit: Unit of the numbers.
        low: Smallest value still believable.
        high: Largest.
        reason: Why this number.
    """

    key: str
    value: Any
    unit: str
    low: float
    high: float
    reason: str


class Assumptions:
    """The table of assumptions, read by key.

    Attributes:
        entries: The assumptions by key.
    """

    def __init__(self, entries: Mapping[str, Assumption]) -> None:
        self.entries = MappingProxyType(dict(entries))

    def number(self, key: str) -> float:
        """Return a single number."""
        return float(self.entries[key].value)

    def named(self, key: str) -> dict[str, float]:
        """Return numbers by name."""
        return {str(name): float(value) for name, value in self.entries[key].value.items()}

    def row(self, key: str) -> NDArray[np.float64]:
        """Return the numbers of a key in the file's order."""
        return np.array(list(self.named(key).values()))

    def rows(self, key: str) -> dict[str, Any]:
        """Return a table: one row of fields a name."""
        return dict(self.entries[key].value)


@cache
def read_assumptions() -> Assumptions:
    """Read ``data/margins/assumed_behaviour.yaml``.

    Raises:
        PolicyError: An entry lacks a field, or a value lies outside its own range.
    """
    path = shipped("data") / "margins" / "assumed_behaviour.yaml"
    return checked_assumptions(yaml.safe_load(path.read_text(encoding="utf-8"))["assumptions"])


def checked_assumptions(content: Mapping[str, Any]) -> Assumptions:
    """Check the entries of the table of assumptions and return them.

    Raises:
        PolicyError: An entry lacks a field, or a value lies outside its own range.
    """
    partial = [key for key, entry in content.items() if entry.keys() != FIELDS]
    if partial:
        what = f"{FILE}: {listed(partial)} must hold exactly value, unit, low, high and reason."
        raise PolicyError(message(what, "Complete them; see the top of the file."))
    outside = [key for key, entry in content.items() if not _within(entry)]
    if outside:
        what = f"{FILE}: a value of {listed(outside)} lies outside its low to high."
        raise PolicyError(message(what, "Widen the range or mend the value."))
    return Assumptions({key: Assumption(key, **entry) for key, entry in content.items()})


def _within(entry: Mapping[str, Any]) -> bool:
    """Whether every number of an entry, however deep, lies in its range; words are not numbers."""
    numbers, left = [], [entry["value"]]
    while left:
        item = left.pop()
        if isinstance(item, Mapping):
            left.extend(item.values())
        elif not isinstance(item, str):
            numbers.append(item)
    return all(entry["low"] <= number <= entry["high"] for number in numbers)
