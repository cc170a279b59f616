"""Turn what a caller passes into arrays a measure can count on: same length, finite, in range, counted.

A row is a counting unit: a person, or a household carrying weight x members where persons are counted. Series
are read by position. Rows of weight 0 are dropped first, so they change nothing, whatever they hold.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aidkit.errors import MeasureError, counted, listed, message

Floats = NDArray[np.float64]

Check = tuple[Callable[[Floats], NDArray[np.bool_]], str, str]

NOT_NEGATIVE: Check = (lambda v: v < 0, "is negative", "are negative")
ABOVE_ZERO: Check = (lambda v: v <= 0, "is not above 0", "are not above 0")
YES_OR_NO: Check = (lambda v: (v != 0) & (v != 1), "is neither 0 nor 1", "are neither 0 nor 1")

ALLOWED = {
    "weight": (NOT_NEGATIVE, "Give each row the number of units it stands for, 0 to leave it out."),
    "line": (ABOVE_ZERO, "A poverty line is an income above 0, in the unit of the incomes."),
    "benefit": (
        NOT_NEGATIVE,
        "A benefit adds to income; pass a tax as income to compare with, not as benefit.",
    ),
    "target": (YES_OR_NO, "Say of each row whether it is meant: True or False."),
    "recipient": (YES_OR_NO, "Say of each row whether it receives: True or False."),
    "eligible": (YES_OR_NO, "Say of each row whether it is entitled: True or False."),
}
NEAR_LINE = 1e-9  # of the line, 1e-6 yuan on 1,000: incomes this close are on it, however they were summed

INCOME_ABOVE_ZERO = (
    ABOVE_ZERO,
    "Logarithms and powers need more: pass floor= to lift such incomes, or weight 0.",
)
INCOME_NOT_NEGATIVE = (NOT_NEGATIVE, "This measure needs incomes of 0 or more: pass floor=0, or weight 0.")


def clean(
    weight: ArrayLike | None,
    *,
    floor: float | None = None,
    income_range: tuple[Check, str] | None = None,
    **columns: ArrayLike,
) -> tuple[Floats, ...]:
    """Return the weights and then the columns as float arrays, without the rows of weight 0.

    Args:
        weight: (n,) units each row stands for, or None for 1 each.
        floor: raise incomes below it to it (bottom-coding); None leaves negative incomes as they are.
        income_range: the check a measure makes on `income`, with what to do about it.
        columns: the first is (n,); the others (n,) or one number for all rows.

    Raises:
        MeasureError: a column has another length, is not a number somewhere, or is out of its range.
    """
    arrays = {name: numbers(name, values) for name, values in columns.items()}
    first, size = next(iter(arrays)), next(iter(arrays.values())).shape
    if len(size) != 1:
        raise MeasureError(f"{first} has shape {size}; it must hold one number for each row, shape (n,).")
    arrays = {"weight": np.ones(size) if weight is None else numbers("weight", weight), **arrays}
    for name, values in arrays.items():
        if values.shape not in {size, ()}:
            what = f"{name} has shape {values.shape}, {first} has {size}."
            raise MeasureError(message(what, "Pass as many values as there are rows, or one number for all rows."))
    whole = {name: np.broadcast_to(values, size) for name, values in arrays.items()}
    if floor is not None:
        whole["income"] = np.maximum(whole["income"], floor)
    used = whole["weight"] != 0
    for name, values in whole.items():
        allowed = income_range if name == "income" else ALLOWED.get(name)
        _check(name, values, used, allowed)
    return tuple(values[used] for values in whole.values())


def below(income: Floats, line: Floats) -> NDArray[np.bool_]:
    """Say who is poor: strictly below the line, so a family topped up to exactly the line is not."""
    return np.asarray(income < line * (1.0 - NEAR_LINE))


def checked_weights(weight: ArrayLike) -> Floats:
    """Return weights (n,), zeros included.

    Raises:
        MeasureError: a weight is negative or not a finite number.
    """
    each = numbers("weight", weight)
    _check("weight", each, np.ones(each.shape, dtype=bool), ALLOWED["weight"])
    return each


def ratio(part: float, whole: float) -> float:
    """Divide, and return NaN where nothing is divided by: 0/0 is neither 0 nor 1."""
    return float(part) / float(whole) if whole != 0 else float("nan")


def numbers(name: str, values: ArrayLike) -> Floats:
    """Read a column as numbers.

    Raises:
        MeasureError: it holds something else.
    """
    try:
        return np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise MeasureError(f"{name} cannot be read as numbers; it begins {listed(np.ravel(values))}.") from None


def codes(name: str, column: ArrayLike, size: int | None = None) -> NDArray[np.generic]:
    """Return a column of group codes (n,), none of them missing.

    Raises:
        MeasureError: there is not one code for each of `size` rows, or a code is None or NaN.
    """
    column = np.asarray(column)
    if column.ndim != 1 or size not in {None, column.size}:
        rows = "row" if size is None else f"of {counted(size, 'row')}"
        raise MeasureError(f"{name} has shape {column.shape}; it must hold one code for each {rows}.")
    may_miss = column.dtype.kind in "Of"
    missing = [row for row, code in enumerate(column.tolist()) if _is_missing(code)] if may_miss else []
    if missing:
        raise MeasureError(f"{name}: {counted(len(missing), 'row')} without a code (row {listed(missing)}).")
    return column


def _is_missing(code: object) -> bool:
    """Say whether a code is None or NaN."""
    return code is None or (isinstance(code, float) and math.isnan(code))


def _check(name: str, values: Floats, used: NDArray[np.bool_], allowed: tuple[Check, str] | None) -> None:
    """Refuse values that are not finite or not allowed in the rows that count."""
    missing = used & ~np.isfinite(values)
    if missing.any():
        what = _rows(name, missing, "is not a finite number", "are not finite numbers")
        raise MeasureError(message(what, "Fill these rows or leave them out (weight 0); nothing is dropped unasked."))
    if allowed is None:
        return
    (breaks, singular, plural), advice = allowed
    wrong = used & breaks(values)
    if wrong.any():
        raise MeasureError(message(_rows(name, wrong, singular, plural), advice))


def _rows(name: str, wrong: NDArray[np.bool_], singular: str, plural: str) -> str:
    """Say how many rows of a column are wrong, and which come first."""
    rows = np.flatnonzero(wrong)
    verb = singular if rows.size == 1 else plural
    return f"{name}: {counted(rows.size, 'row')} of {wrong.size:,} {verb} (row {listed(rows)})."
