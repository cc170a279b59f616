"""Random numbers that belong to a person, not to a row or a run: common to a baseline and every reform."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import numpy as np

Words = np.ndarray[Any, np.dtype[np.uint64]]

# The finaliser of SplitMix64 (Steele, Lea and Flood 2014, OOPSLA): every bit of the input stirs every bit of the output.
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def person_words(ids: Iterable[object]) -> Words:
    """Return a number of 64 bits for each id; an id read as text and the same read as a number are one.

    Args:
        ids: (n,) ids of persons.

    Returns:
        (n,) whole numbers, the same on every machine and in every run.
    """
    return np.array([_word(str(one)) for one in ids], dtype=np.uint64)


def draws(words: Words, seed: int, scheme: str, channel: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return each person's draw for one scheme and channel.

    Args:
        words: (n,) from ``person_words``.
        seed: Seed of the study.
        scheme: Name of the scheme.
        channel: Name of the channel.

    Returns:
        (n,) numbers from 0 up to but not 1, evenly spread; they depend on nothing but the person and the three names.
    """
    mixed = words ^ np.uint64(_word(f"{seed}/{scheme}/{channel}"))
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _FIRST
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _SECOND
    mixed = mixed ^ (mixed >> np.uint64(31))
    return np.asarray((mixed >> np.uint64(11)) * 2.0**-53, dtype=np.float64)


def _word(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")
