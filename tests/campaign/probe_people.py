"""Small populations and plans for tests of groups and screening, said person by person."""

from __future__ import annotations

from typing import Any

import pandas as pd

import aidkit
from aidkit.schema import COLUMNS

TOWN = "青阳街道"


def people(*families: list[dict[str, Any]], **household: Any) -> aidkit.Population:
    """Return families of persons; a person says what differs from an adult of 40 without income.

    Args:
        families: Members of each, as columns; the persons of the first are a1, a2 …, of the second b1 …
        household: Columns of every household.
    """
    named = {name for family in families for person in family for name in person}
    defaults = {name: COLUMNS["person"][name].default for name in named}
    persons = [
        {"person_id": f"{home}{number}", "household_id": home, **defaults, "age": 40, **person}
        for home, family in zip("abcdefghij", families, strict=False)
        for number, person in enumerate(family, 1)
    ]
    homes = [
        {"household_id": home, "area": "urban", "town": TOWN, **household} for home in "abcdefghij"[: len(families)]
    ]
    return aidkit.Population(households=pd.DataFrame(homes), persons=pd.DataFrame(persons))
