"""Which parameters are assumed, over which range, and which of them a figure rests on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from aidkit.engine.run import parameter_row
from aidkit.errors import PolicyError
from aidkit.parameters import BY_PATH, Spec
from aidkit.policy import Entry, Policy
from aidkit.schema import category_names

Array = np.ndarray[Any, Any]


WHOLE = ("dwellings", "vehicles", "years", "months")  # what is counted one by one


@dataclass(frozen=True)
class Assumption:
    """An assumed value and what it might be instead.

    Attributes:
        entry: The value in force, with its reason.
        ends: For a number its lowest and highest plausible value; for a choice every option.
        moves: The figures that rest on it.
    """

    entry: Entry
    ends: tuple[Any, ...]
    moves: tuple[str, ...]

    @property
    def spec(self) -> Spec:
        """What the parameter must hold."""
        return BY_PATH[self.entry.path]

    @property
    def is_number(self) -> bool:
        """Whether it may lie anywhere between its ends."""
        return self.spec.kind == "number"

    def at(self, share: float) -> Any:
        """Return the value at a share of the range, 0 ≤ share < 1; of a choice, the option in whose part it falls.

        What is counted one by one is drawn whole, each number as likely as the next: a limit of 0.8 vehicles is one
        of none.
        """
        if not self.is_number:
            return self.ends[int(share * len(self.ends))]
        low, high = self.ends
        if self.is_whole:
            return low + float(int(share * (high - low + 1)))
        return low + share * (high - low)

    @property
    def is_whole(self) -> bool:
        """Whether it is counted one by one."""
        return self.is_number and self.spec.unit in WHOLE and all(float(end).is_integer() for end in self.ends)

    def position(self, value: Any) -> float:
        """Return where a value lies among the others, for ranks: the number itself, or the option's place."""
        return float(value) if self.is_number else float(self.ends.index(value))


def assumptions_of(policy: Policy, reached: Mapping[str, Collection[str]]) -> tuple[list[Assumption], pd.DataFrame]:
    """Sort a policy's assumed values into those to vary and those to leave, with the reason.

    Args:
        policy: The policy.
        reached: By figure, the parameter paths it rests on.

    Returns:
        The assumptions to vary, in the order of the parameter table; and one row for each other: ``path``, ``zh``,
        ``en``, ``value``, ``reason``.
    """
    varied, rows = [], []
    for path, entry in policy.entries.items():
        if entry.status not in ("assumed", "reform"):
            continue
        ends = _ends(policy, entry)
        moves = tuple(figure for figure, paths in reached.items() if path in paths)
        if entry.status == "reform":
            reason = "set by the reform, so its range is not varied"
        elif not moves:
            reason = "without influence: no figure asked for rests on it"
        elif len(ends) < 2:
            reason = "no range is given for it"
        else:
            varied.append(Assumption(entry, ends, moves))
            continue
        spec = BY_PATH[path]
        rows.append((path, spec.zh, spec.en, _shown(entry.value), reason))
    return varied, pd.DataFrame(rows, columns=["path", "zh", "en", "value", "reason"])


def _ends(policy: Policy, entry: Entry) -> tuple[Any, ...]:
    spec = BY_PATH[entry.path]
    if spec.kind == "number":
        return () if entry.low is None or entry.high is None or entry.low == entry.high else (entry.low, entry.high)
    if entry.alternatives:
        return (entry.value, *entry.alternatives)
    if spec.kind == "bool":
        return (False, True)
    if spec.categories is None:
        return ()
    return tuple(option for option in category_names(spec.categories) if _is_usable(policy, entry, option))


def _is_usable(policy: Policy, entry: Entry, option: str) -> bool:
    """Whether the engine can read the policy with the option: grades need their table."""
    try:
        parameter_row(policy if option == entry.value else policy.reform({entry.path: option}))
    except PolicyError:
        return False
    return True


def _shown(value: Any) -> Any:
    return "null" if value is None else value if isinstance(value, (bool, int, float, str)) else str(value)
