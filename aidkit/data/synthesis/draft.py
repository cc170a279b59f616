"""A synthetic population while it is being drawn: two tables as arrays, persons sorted by household."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np

from aidkit.data.synthesis.sampling import Array, Bools, Floats, Ints
from aidkit.schema import Absence, Area


class Role(IntEnum):
    """First slot of each role in a family of ten slots; a grandparents' family has grandchildren for children."""

    HEAD = 0
    SPOUSE = 1
    CHILD = 2
    PARENT = 6
    SIBLING = 8


SLOTS = 10
_NEXT = {Role.HEAD: 1, Role.SPOUSE: 2, Role.CHILD: 6, Role.PARENT: 8, Role.SIBLING: SLOTS}


class Stage(IntEnum):
    """What sets the ages of a family."""

    ELDER = 0
    ADULT = 1
    RAISING = 2
    SKIPPED = 3
    ALONE = 4


@dataclass
class Draft:
    """Households and persons as columns; each step adds its own.

    Attributes:
        owner: (persons,) row of each person's household, ascending.
        households: Columns of households.
        persons: Columns of persons.
    """

    owner: Ints
    households: dict[str, Array] = field(default_factory=dict)
    persons: dict[str, Array] = field(default_factory=dict)

    @property
    def families(self) -> int:
        """Number of households."""
        return len(self.households["area"])

    @property
    def people(self) -> int:
        """Number of persons, counted in their families or not."""
        return len(self.owner)

    @property
    def size(self) -> Ints:
        """(households,) members, counted or not."""
        return np.bincount(self.owner, minlength=self.families).astype(np.int64)

    @property
    def present(self) -> Bools:
        """(persons,) members counted in their families."""
        return np.asarray(self.persons["absence"] == Absence.NONE)

    @property
    def rural(self) -> Bools:
        """(persons,) members of rural families."""
        return np.asarray(self.of(self.households["area"]) == Area.RURAL)

    def household(self, name: str) -> Array:
        """Return a column of households."""
        return self.households[name]

    def person(self, name: str) -> Array:
        """Return a column of persons."""
        return self.persons[name]

    def amounts(self, names: Iterable[str]) -> Floats:
        """Add up several columns of persons."""
        return np.asarray(np.sum([self.persons[name] for name in names], axis=0), float)

    def total(self, values: Array) -> Floats:
        """Sum a value of persons over each household's members."""
        return np.bincount(self.owner, weights=values, minlength=self.families).astype(float)

    def has(self, condition: Bools) -> Bools:
        """Say whether any member of each household meets a condition."""
        return self.total(condition) > 0

    def of(self, values: Array) -> Array:
        """Return the value of each person's household."""
        return np.asarray(values[self.owner])

    def role(self, role: Role) -> Bools:
        """Return the persons in a role."""
        slot = self.persons["slot"]
        return np.asarray((slot >= role) & (slot < _NEXT[role]))

    def first(self, condition: Bools) -> Ints:
        """Return the row of the first member of each household that meets a condition; households without drop out."""
        rows = np.flatnonzero(condition)
        return rows[np.unique(self.owner[rows], return_index=True)[1]]
