"""Read what synthetic populations assume: one labelled table of invented numbers, each with range and reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aidkit.data.synthesis.value_form import is_number, leaves, same_form
from aidkit.errors import PolicyError, listed, message
from aidkit.parameter_yaml import load_yaml
from aidkit.shipped import packaged, shipped

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
        PolicyError: An entry lacks a field, or a value lies outside its own range; or the table is not of the form
            of the one that ships.
    """
    paths = [folder("data") / "margins" / "assumed_behaviour.yaml" for folder in (shipped, packaged)]
    own, model = (load_yaml(path, FILE, "table of assumptions") for path in paths)
    if not isinstance(own, dict) or not isinstance(own.get("assumptions"), dict):
        raise PolicyError(message(f"{FILE}: 'assumptions' is expected.", "See the top of the file."))
    read = checked_assumptions(own["assumptions"])
    refuse_other_keys(read.entries, model["assumptions"])
    return read


def refuse_other_keys(entries: Mapping[str, Assumption], model: Mapping[str, Any]) -> None:
    """Refuse a table that lacks an assumption, has one nobody reads, or one of another form than the shipped table.

    Raises:
        PolicyError: It names them.
    """
    lacking, idle = ([key for key in one if key not in other] for one, other in ((model, entries), (entries, model)))
    if lacking or idle:
        said = [
            f"{what} {listed(keys)}" for what, keys in (("lacks", lacking), ("has what nobody reads:", idle)) if keys
        ]
        raise PolicyError(message(f"{FILE} {'; '.join(said)}.", "Keep the keys of the table that ships."))
    other = [key for key, entry in entries.items() if not same_form(entry.value, model[key]["value"])]
    if other:
        what = f"{FILE}: the value of {listed(other)} has not the names of the table that ships."
        raise PolicyError(message(what, "Keep the names and their order; change the numbers."))


def checked_assumptions(content: Mapping[str, Any]) -> Assumptions:
    """Check the entries of the table of assumptions and return them.

    Raises:
        PolicyError: An entry lacks a field, or a value lies outside its own range.
    """
    partial = [key for key, entry in content.items() if not isinstance(entry, dict) or entry.keys() != FIELDS]
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
    low, high = entry["low"], entry["high"]
    numbers = [item for item in leaves(entry["value"]) if not isinstance(item, str)]
    return all(map(is_number, (low, high, *numbers))) and all(low <= number <= high for number in numbers)
