"""Arithmetic of exact totals: amounts as whole units, incomes as bins one yuan wide.

Whole numbers add up to the same total in any order, on any number of threads, in any number of parts. The functions
here are called by the compiled pass, and as plain Python without the compiler. A total lies in three integers: its low
32 bits, what is above them, and what weights leave of a unit, in parts of 2^-32; so none overflows.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

FEN = 100.0  # fen (分) in a yuan
HALF = 0.5 - 1e-4  # as ``measures.money.to_fen``: 0.285 yuan is 29 fen, though the nearest double lies below it
SHARE = 1_000_000.0  # an amount that is no money counts in millionths
PART = 4_294_967_296.0  # 2^32
LOW = 0xFFFFFFFF
LARGEST = 1e15  # units of one family: doubles hold every whole number up to here, and a block of them fits 64 bits
MEMBERS = 1_048_576.0  # persons in a bin count in parts of 2^-20, so that weights need not be whole

YUAN_BINS = 20_000  # bins one yuan wide, from 0 on
WIDER = 1.01  # above them, and below −1 yuan, each bin is 1 % wider than its neighbour
BELOW = 2_800  # bins below 0; the outermost begins beyond −10^12 yuan
BINS = BELOW + YUAN_BINS + 1_800  # the last begins above 10^12 yuan


def whole(amount: float, units: float) -> float:
    """Return an amount in whole units, rounded half away from zero."""
    size = abs(amount) * units
    below = np.floor(size)
    rounded = below + 1.0 if size - below >= HALF else below
    return float(np.copysign(rounded, amount))


def bin_of(income: float) -> int:
    """Return the bin an income lies in: one yuan wide from 0 to 20,000 yuan, 1 % wide elsewhere."""
    if income < 0.0:
        return BELOW - 1 - (0 if income > -1.0 else min(1 + int(np.log(-income) / np.log(WIDER)), BELOW - 1))
    if income < YUAN_BINS:
        return BELOW + int(income)
    return min(BELOW + YUAN_BINS + int(np.log(income / YUAN_BINS) / np.log(WIDER)), BINS - 1)


def add_up(values: Array, count: int, into: Array) -> bool:
    """Add up so many whole numbers; return whether one is no number or too large to be counted."""
    total, astray = np.int64(0), False
    for k in range(count):
        counted = values[k] * 1.0
        fits = abs(counted) <= LARGEST
        total += np.int64(counted if fits else 0.0)
        astray |= not fits
    into[0] += total & np.int64(LOW)
    into[1] += total >> np.int64(32)
    return astray


def add_up_weighted(values: Array, count: int, weights: Array, home: int, into: Array) -> bool:
    """Add up whole numbers times the weights of their families, as ``add_up`` does."""
    total, parts, astray = np.int64(0), np.int64(0), False
    for k in range(count):
        counted = values[k] * weights[home + k]
        fits = abs(counted) <= LARGEST
        counted = counted if fits else 0.0
        below = np.floor(counted)
        total += np.int64(below)
        parts += np.int64(np.rint((counted - below) * PART))
        astray |= not fits
    into[0] += total & np.int64(LOW)
    into[1] += total >> np.int64(32)
    into[2] += parts
    return astray


def add_bins(
    incomes: Array, heads: Array, count: int, weights: Array, home: int, people: Array, amounts: Array
) -> bool:
    """Add families' persons, and their fen together, to the bins their incomes per head lie in."""
    astray = False
    for k in range(count):
        persons = heads[k] * weights[home + k]
        fen = whole(incomes[k], FEN) * persons
        fits = abs(fen) <= LARGEST
        place = bin_of(incomes[k] if fits else 0.0)
        people[place] += np.int64(np.rint(persons * MEMBERS))
        amounts[place] += np.int64(np.rint(fen if fits else 0.0))
        astray |= not fits
    return astray


def units_of(unit: str) -> float:
    """Return in how many units a rule's amount counts: fen for money, millionths for anything else."""
    return FEN if unit.startswith("yuan") else SHARE
