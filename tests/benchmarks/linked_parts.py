"""A population of any size on disk for the price of two parts: the same families again and again, by links.

Decoding, arithmetic and memory are those of so many persons; the variety of their lives is not, and the operating
system keeps the two files in memory, so that no disk is waited for.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

import aidkit
from aidkit.layout import BLOCK
from aidkit.scale.parts import FAMILIES, LEVELS, write
from tests.oracle.population_generator import random_population

DIFFERENT = 2  # parts that are not links


def linked(folder: Path, persons: float, families: int = FAMILIES) -> tuple[Path, int]:
    """Write a population of at least so many persons and return its folder and how many they are.

    Args:
        folder: Where to; it is not there yet.
        persons: Persons, at least.
        families: Families a part, a multiple of 8,192.
    """
    assert families % BLOCK == 0
    households, members = random_population(DIFFERENT * families, 7)
    weight = 1.0 + np.arange(len(households)) % 9 / 7
    write(aidkit.Population(households.assign(weight=weight), members), folder, families=families)
    rounds = max(1, int(np.ceil(persons / len(members))))
    for level in LEVELS:
        for first in range(DIFFERENT):
            own = folder / f"{level}s" / f"part-{first:05d}.parquet"
            for number in range(1, rounds):
                os.link(own, own.with_name(f"part-{DIFFERENT * number + first:05d}.parquet"))
    return folder, rounds * len(members)
