"""The rulebook in pandas: a frame of persons and one of households, a column a rule, sums by groupby."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from aidkit.rules.definition import Aggregate
from tests.benchmarks.rulebook.book import Array, Book
from tests.benchmarks.rulebook.dialects import Dialect

NAME, PACKAGE = "pandas, groupby", "pandas"


def prepare(book: Book) -> Callable[[], dict[str, Array]]:
    """Return the work."""
    given = {
        level: pd.DataFrame({name: values for name, values in book.columns.items() if book.of_person(name) == level})
        for level in (True, False)
    }
    formulas = {name: (one, one.function(xp=np)) for name, one in book.formulas(Dialect()).items()}

    def work() -> dict[str, Array]:
        tables = {level: table.copy(deep=False) for level, table in given.items()}
        for name, node in book.nodes().items():
            of_person = book.of_person(name)
            if isinstance(node, Aggregate):
                tables[of_person][name] = _added_up(node, tables[True], book.owner)
                continue
            formula, function = formulas[name]
            each = {}
            for one in formula.reads:
                table = tables[book.of_person(one)]
                each[one] = table[one] if book.of_person(one) == of_person else table[one].take(book.owner).to_numpy()
            with np.errstate(divide="ignore", invalid="ignore"):  # both sides of a choice are computed
                tables[of_person][name] = function(**each)
        found = {name: column for table in tables.values() for name, column in table.items()}
        return book.answer({name: column.to_numpy() for name, column in found.items()})

    return work


def _added_up(node: Aggregate, persons: pd.DataFrame, owner: Array) -> pd.Series:
    if node.how == "count":
        return persons[node.where].groupby(owner).sum()
    values = persons[node.of] if node.where is None else persons[node.of].where(persons[node.where], 0.0)
    return values.groupby(owner).any() if node.how == "any" else values.groupby(owner).sum()
