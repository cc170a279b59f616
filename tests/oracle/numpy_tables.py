"""Tables as arrays for the second implementation: what is read, which names exist, how amounts compare.

``h`` holds one array a household column, ``p`` one a person column; a category column becomes one boolean
array a name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Array = npt.NDArray[Any]
Values = Mapping[str, Any]
Table = SimpleNamespace

SAME = 1e-6  # amounts closer than this are equal: the order of additions moves no family over a line

SCHEMES = ("tekun", "orphan", "unsupported_child", "dibao", "gradual_exit", "dibao_single", "edge", "none")
CASH = SCHEMES[:6]
COVERAGE = ("missed", "wrong", "mismatched", "unrecorded", "stale", "outside", "right")
CARE_LEVELS = ("full", "partial", "none")
MEDICAL_CLASSES = ("tekun", "dibao", "edge", "expenditure")
KINDS = ("none", "visual", "hearing", "speech", "physical", "intellectual", "psychiatric", "multiple")
PARENT_GONE = ("dead", "missing_declared")
PARENT_UNABLE = (
    *PARENT_GONE, "severely_disabled", "seriously_ill", "custody", "detox", "restricted", "lost_contact",
)  # fmt: skip
SHOCKS = ("none", "fire", "accident", "illness", "disaster", "epidemic", "other")
ABSENCES = ("none", "prison", "detox", "missing", "clergy")

HOUSEHOLD_NUMBERS = (
    "other_income", "financial_assets", "dwellings", "vehicles", "business_capital", "education_expense",
    "rehabilitation_expense", "months_above_standard", "previous_benefit", "relief_received",
)  # fmt: skip
PERSON_NUMBERS = (
    "age", "wage_income", "business_income", "farm_income", "property_income", "transfer_income",
    "basic_pension", "exempt_income", "months_without_income", "disability_grade", "medical_self_paid",
    "self_care_failed",
)  # fmt: skip
PERSON_FLAGS = (
    "employed", "registered_unemployed", "unemployment_insured", "serious_illness", "in_institution",
    "only_parent",
)  # fmt: skip
HOUSEHOLD_CATEGORIES = {"area": ("urban", "rural"), "shock": SHOCKS}
PERSON_CATEGORIES = {
    "absence": ABSENCES,
    "disability_kind": KINDS,
    "supporter": ("capable", "unable", "none"),
    "father": ("present", *PARENT_UNABLE),
    "mother": ("present", *PARENT_UNABLE),
    "current_scheme": SCHEMES,
}
CATEGORY_DEFAULTS = {"supporter": "capable", "father": "present", "mother": "present"}  # all others: none


def read(households: pd.DataFrame, persons: pd.DataFrame) -> tuple[Table, Table]:
    """Read both tables into arrays and point every person to the row of the household."""
    h = read_table(households, HOUSEHOLD_NUMBERS, ("local",), HOUSEHOLD_CATEGORIES)
    p = read_table(persons, PERSON_NUMBERS, PERSON_FLAGS, PERSON_CATEGORIES)
    ids = pd.Index(households.get("household_id", households.index))
    p.row = ids.get_indexer(persons["household_id"].to_numpy())
    return h, p


def read_table(
    frame: pd.DataFrame, numbers: Sequence[str], flags: Sequence[str], categories: Mapping[str, Sequence[str]]
) -> Table:
    """Read the columns of one table; an absent one holds its default."""
    table = SimpleNamespace(size=len(frame))
    for name in numbers:
        setattr(table, name, frame[name].to_numpy(dtype=float) if name in frame else np.zeros(table.size))
    for name in flags:
        default = np.full(table.size, name == "local")
        setattr(table, name, frame[name].to_numpy(dtype=bool) if name in frame else default)
    for name, names in categories.items():
        setattr(table, name, coded(frame, name, names))
    return table


def coded(frame: pd.DataFrame, name: str, names: Sequence[str]) -> dict[str, Array]:
    """Split a category column into one boolean array a category."""
    if name not in frame:
        default = CATEGORY_DEFAULTS.get(name, "none")
        return {category: np.full(len(frame), category == default) for category in names}
    codes = pd.Categorical(frame[name], categories=list(names)).codes
    if (codes < 0).any():
        raise ValueError(f"{name} holds a category that is none of {', '.join(names)}")
    return {category: codes == code for code, category in enumerate(names)}


def any_of(members: Mapping[str, Array], names: Sequence[str]) -> Array:
    """Tell where a category column holds one of the names."""
    return np.asarray(np.logical_or.reduce([members[name] for name in names]))


def total(h: Table, p: Table, amounts: Array) -> Array:
    """Sum a person column over each household."""
    return np.bincount(p.row, weights=amounts, minlength=h.size)


def number_of(h: Table, p: Table, members: Array) -> Array:
    """Count the persons of each household that fit."""
    return np.bincount(p.row[members], minlength=h.size)


def below(amount: Array, line: Array | float) -> Array:
    """Tell which amounts are less than the line by more than the tolerance."""
    return np.asarray(line - amount > SAME)


def at_most(amount: Array, line: Array | float) -> Array:
    """Tell which amounts are on or under the line."""
    return np.asarray(amount - line <= SAME)


def unless_null(value: float | None) -> float:
    """Read a limit: null is no limit."""
    return np.inf if value is None else value
