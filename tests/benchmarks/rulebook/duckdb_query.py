"""The rulebook as SQL in DuckDB: a temporary table a stage, its rules in layers of nested queries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import duckdb
import numpy as np
import pandas as pd

from tests.benchmarks.rulebook.book import Array, Book
from tests.benchmarks.rulebook.dialects import Sql
from tests.benchmarks.rulebook.stages import Step, stages

NAME, PACKAGE = "DuckDB, SQL", "duckdb"
INFINITE, _INFINITY = re.compile(r"\binf\b"), "'infinity'::DOUBLE"
ADDED = {"sum": "sum({})", "count": "count_if({})", "any": "bool_or({})"}


def prepare(book: Book) -> Callable[[], dict[str, Array]]:
    """Return the work."""
    base = duckdb.connect()
    own = {of: {n: v for n, v in book.columns.items() if book.of_person(n) == of} for of in (True, False)}
    tables = {
        "persons_0": pd.DataFrame({"row": np.arange(book.persons), "owner": book.owner, **own[True]}),
        "homes_0": pd.DataFrame({"owner": np.arange(book.homes), **own[False]}),
    }
    for name, table in tables.items():
        base.register("given", table)
        base.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
    queries, persons, homes = _queries(book)
    asked = [name for name in book.plan.outputs if name in book.nodes()]
    wanted = [
        (f"SELECT {key}, {', '.join(name for name in asked if book.of_person(name) == of)} FROM {table}", key)
        for of, table, key in ((True, persons, "row"), (False, homes, "owner"))
    ]

    def work() -> dict[str, Array]:
        for query in queries:
            base.execute(query)
        found: dict[str, Array] = {}
        for query, key in wanted:
            columns = base.execute(query).fetchnumpy()
            order = np.argsort(columns.pop(key))
            found |= {name: values[order] for name, values in columns.items()}
        return book.answer(found)

    return work


def _queries(book: Book) -> tuple[list[str], str, str]:
    queries, names = [], {True: "persons_0", False: "homes_0"}
    columns = {of: [name for name in book.columns if book.of_person(name) == of] for of in (True, False)}
    steps = list(stages(book, Sql()))

    def made(of_person: bool, table: str, new: Iterable[str], later: list[Step]) -> None:
        needed = {name for name in book.plan.outputs if book.of_person(name) == of_person}
        needed |= {name for step in later if step.of_person or not of_person for name in step.reads}
        columns[of_person] = [name for name in dict.fromkeys([*columns[of_person], *new]) if name in needed]
        kind, keys = ("persons", ["row", "owner"]) if of_person else ("homes", ["owner"])
        names[of_person] = f"{kind}_{len(queries) + 1}"
        select = f"SELECT {', '.join([*keys, *columns[of_person]])} FROM {table}"
        queries.append(f"CREATE OR REPLACE TEMP TABLE {names[of_person]} AS {select}")

    for k, step in enumerate(steps):
        table = names[step.of_person]
        if step.shared:
            table = f"(SELECT p.*, {', '.join(step.shared)} FROM {table} p JOIN {names[False]} USING (owner))"
        if step.layers:
            new = [*step.shared, *(name for layer in step.layers for name in layer)]
            made(step.of_person, _layered(table, step), new, steps[k:])
        if step.sums:
            sums = [f"{ADDED[how].format(text)} AS {name}" for name, (how, text) in step.sums.items()]
            grouped = f"(SELECT owner, {', '.join(sums)} FROM {names[True]} GROUP BY owner)"
            made(False, f"{names[False]} JOIN {grouped} USING (owner)", step.sums, steps[k + 1 :])
    return queries, names[True], names[False]


def _layered(table: str, step: Step) -> str:
    for layer in step.layers:
        rules = ", ".join(f"{INFINITE.sub(_INFINITY, text)} AS {name}" for name, text in layer.items())
        table = f"(SELECT *, {rules} FROM {table})"
    return table
