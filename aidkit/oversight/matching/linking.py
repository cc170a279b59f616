"""Find whom a row of another list means: by number, or by name, village and birth; never surer than the row is."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

import pandas as pd

from aidkit.data import identity
from aidkit.data.tables import plain
from aidkit.oversight.matching.near_names import alike, least_likeness
from aidkit.oversight.payments.comparing import BODY, KEPT

BY_NUMBER = "identity number"
BY_BODY = "identity number but for its check character, and name"
BY_BIRTH = "name, village and birth"
BY_VILLAGE = "name and village"
PERHAPS_BODY = "the same 17 digits"
PERHAPS_STEM = "the first 15 digits, the rest lost in a float, and name"
PERHAPS_SUFFIX = "name, and village but for what it is called (村, 社区)"
PERHAPS_NAME = "name; the row gives no village"
ALIKE_BIRTH = "a name alike, village and year of birth"
ALIKE_VILLAGE = "a name alike, and village"

_SUFFIX = re.compile("(村民委员会|居民委员会|村委会|居委会|社区|村|居)$")


@dataclass(frozen=True)
class Link:
    """Whom a row may mean.

    Attributes:
        persons: Numbers of the register's persons who fit, none, one or several.
        by: What fits.
        sure: Whether this names one person; else somebody must look.
        likeness: How like the row's name is that of each person, 0-1; empty where names were not held to be only alike.
    """

    persons: tuple[str, ...] = ()
    by: str = ""
    sure: bool = False
    likeness: tuple[float, ...] = ()

    @property
    def scores(self) -> dict[str, float]:
        """By person, the likeness of the names (1: not in doubt) over the number of persons who may be meant."""
        likeness = self.likeness or (1.0,) * len(self.persons)
        return {person: each / len(self.persons) for person, each in zip(self.persons, likeness, strict=True)}


@dataclass
class Linker:
    """Looks persons of the register up.

    Args:
        roll: A row a person: person_id, name, village, valid, as ``RegisterExtract.roll``.
        likeness: From which likeness on a name that is nobody's is worth a look; the setting's when left out.

    Raises:
        OversightError: A likeness that is not above 0 and at most 1.
    """

    roll: pd.DataFrame
    likeness: float | None = None
    names: dict[str, str] = field(init=False)
    _valid: dict[str, bool] = field(init=False)
    _bodies: dict[str, list[str]] = field(init=False)
    _stems: dict[tuple[str, str], list[str]] = field(init=False)
    _villages: dict[tuple[str, str], list[str]] = field(init=False)
    _bare: dict[tuple[str, str], list[str]] = field(init=False)
    _by_name: dict[str, list[str]] = field(init=False)
    _in_village: dict[str, dict[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        self._least = least_likeness(self.likeness)
        self.names, self._valid, self._in_village = {}, {}, defaultdict(dict)
        self._bodies, self._stems = defaultdict(list), defaultdict(list)
        self._villages, self._bare, self._by_name = defaultdict(list), defaultdict(list), defaultdict(list)
        columns = self.roll[["person_id", "name", "village", "valid"]]
        for number, name, village, valid in columns.itertuples(index=False, name=None):
            self.names[number], self._valid[number] = name, valid
            self._bodies[number[:BODY]].append(number)
            self._stems[number[:KEPT], name].append(number)
            self._villages[name, village].append(number)
            self._bare[name, bare(village)].append(number)
            self._by_name[name].append(number)
            self._in_village[bare(village)][number] = name

    def by_number(self, number: identity.Identity, name: str) -> Link:
        """Find by number; one that differs only in a wrong check character counts where the name agrees."""
        if number.number in self.names:
            return Link((number.number,), BY_NUMBER, sure=True)
        near = self._bodies.get(number.number[:BODY], [])
        if near and len(number.number) > BODY:
            same = len(near) == 1 and self.names[near[0]] == name != ""
            sure = same and number.valid != self._valid[near[0]]
            return Link(tuple(near), BY_BODY if sure else PERHAPS_BODY, sure)
        stem = self._stems.get((number.number[:KEPT], name), []) if name else []
        lost = [p for p in stem if identity.DIGITS_LOST in (number.reason, identity.parse(p).reason)]
        return Link(tuple(lost), PERHAPS_STEM) if lost else Link()

    def by_name(self, name: str, village: str, born: tuple[int, ...] = ()) -> Link:
        """Find by name and village, and by birth where the row gives it; several who fit are all returned.

        A stranger of the same name in the same village cannot be told from the person: a hit by name says less
        than one by number. Where nobody is called so, persons of the village whose names are alike are returned, never
        as sure.
        """
        if not name:
            return Link()
        if village:
            fit = self._villages.get((name, village), [])
            whole = bool(fit)
            fit = fit or self._bare.get((name, bare(village)), [])
        else:
            whole, fit = False, self._by_name.get(name, [])
        if born:
            fit = [person for person in fit if born_fits(person, born)]
        if not fit:
            return self._alike(name, village, born[:1])
        by = (BY_BIRTH if born else BY_VILLAGE) if whole else (PERHAPS_SUFFIX if village else PERHAPS_NAME)
        return Link(tuple(fit), by, sure=whole and len(fit) == 1)

    def _alike(self, name: str, village: str, year: tuple[int, ...]) -> Link:
        """Return persons of the village, born in the year where one is given, whose names are alike."""
        near = alike(name, self._in_village.get(bare(village), {}), self._least) if village else {}
        if year:
            near = {person: likeness for person, likeness in near.items() if born_fits(person, year)}
        by = ALIKE_BIRTH if year else ALIKE_VILLAGE
        return Link(tuple(near), by, likeness=tuple(near.values())) if near else Link()


@lru_cache(maxsize=100_000)  # a register repeats a few villages in every row
def bare(village: str) -> str:
    """Take off what kind of village it is: 青新社区 and 青新村 become 青新."""
    return _SUFFIX.sub("", village) or village


def born_fits(person: str, born: tuple[int, ...]) -> bool:
    """Say whether a birth as a list gives it (year, or with month, or with day) is that of a person's number."""
    birth = identity.parse(person).birth
    return birth is not None and (birth.year, birth.month, birth.day)[: len(born)] == born


def read_birth(text: str) -> tuple[int, ...] | None:
    """Read a birth as year, year and month, or day; None when the text is none of these.

    Example:
        >>> read_birth("1970年1月"), read_birth("19700102"), read_birth("五十岁")
        ((1970, 1), (1970, 1, 2), None)
    """
    parts = re.findall(r"\d+", plain(text))
    if len(parts) == 1 and len(parts[0]) in (6, 8):
        parts = [part for part in (parts[0][:4], parts[0][4:6], parts[0][6:]) if part]
    if not 1 <= len(parts) <= 3 or len(parts[0]) != 4:
        return None
    return tuple(map(int, parts))
