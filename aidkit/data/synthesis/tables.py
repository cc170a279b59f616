"""Turn a draft into the two tables of a population, column by column as the schema has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from aidkit.data.synthesis.draft import Draft
from aidkit.schema import COLUMNS, Column, category_names

if TYPE_CHECKING:
    import pandas as pd

DIGITS = 6  # S000001; more where more families are drawn, so that ids sort as they are numbered


def tables(draft: Draft, place: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return households and persons with every schema column the draft holds.

    Families are numbered S000001 …, members S000001-1 …; nobody has a name or an identity number.
    """
    import pandas as pd

    n = draft.families
    width = max(DIGITS, len(str(n)))
    ids = np.array([f"S{number:0{width}d}" for number in range(1, n + 1)], dtype=object)
    first = np.searchsorted(draft.owner, np.arange(n))
    member = np.arange(draft.people) - draft.of(first) + 1
    owners = draft.of(ids)
    person_ids = [f"{owner}-{number}" for owner, number in zip(owners, member.tolist(), strict=True)]
    households = {"household_id": ids, "place": place, "local": True}
    households |= _columns(draft.households, COLUMNS["household"])
    persons = {"person_id": person_ids, "household_id": owners, **_columns(draft.persons, COLUMNS["person"])}
    order = [name for name in COLUMNS["household"] if name in households]
    return pd.DataFrame(households)[order], pd.DataFrame(persons)


def _columns(drawn: dict[str, Any], columns: dict[str, Column]) -> dict[str, Any]:
    """The drawn columns the schema knows, in its order; what only the drawing needed stays behind."""
    return {name: _as_written(drawn[name], column) for name, column in columns.items() if name in drawn}


def _as_written(values: Any, column: Column) -> Any:
    """A column as a table holds it: names for codes, dates to the second, whole numbers whole."""
    import pandas as pd

    if column.categories is not None:
        return pd.Categorical.from_codes(values, pd.Index(category_names(column.categories)))
    if column.kind == "date":
        return values.astype("datetime64[s]")
    return values.astype(column.dtype) if column.kind in ("count", "integer", "bool") else values
