"""The rulebook in polars: one lazy query over two frames, joined where families and members need each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl

from tests.benchmarks.rulebook.book import Array, Book
from tests.benchmarks.rulebook.dialects import Polars
from tests.benchmarks.rulebook.stages import Step, stages

NAME, PACKAGE = "polars, lazy", "polars"
SCOPE = {"pl": pl, "inf": float("inf")}


def prepare(book: Book) -> Callable[[], dict[str, Array]]:
    """Return the work."""
    own = {of: {n: v for n, v in book.columns.items() if book.of_person(n) == of} for of in (True, False)}
    persons = pl.DataFrame({"owner": book.owner, **own[True]}).lazy()
    homes = pl.DataFrame(own[False]).with_row_index("owner").with_columns(pl.col("owner").cast(pl.Int64)).lazy()
    moving = book.nodes()
    for step in stages(book, Polars()):
        if step.of_person:
            shared = homes.select("owner", *step.shared)
            persons = persons.join(shared, on="owner", how="left", maintain_order="left") if step.shared else persons
            persons = _layers(persons, step)
            if step.sums:
                sums = [_sum(how, text).alias(name) for name, (how, text) in step.sums.items()]
                found = persons.group_by("owner").agg(*sums)
                homes = homes.join(found, on="owner", how="left", maintain_order="left")
        else:
            homes = _layers(homes, step)
    asked = [name for name in book.plan.outputs if name in moving]
    wanted = [
        table.select(name for name in asked if book.of_person(name) == of)
        for of, table in ((True, persons), (False, homes))
    ]

    def work() -> dict[str, Array]:
        tables = pl.collect_all(wanted)
        return book.answer({column.name: column.to_numpy() for table in tables for column in table})

    return work


def _layers(table: pl.LazyFrame, step: Step) -> pl.LazyFrame:
    for layer in step.layers:
        table = table.with_columns(**{name: _expression(text) for name, text in layer.items()})
    return table


def _expression(text: str) -> pl.Expr:
    class Columns(dict[str, Any]):
        def __missing__(self, name: str) -> pl.Expr:
            return pl.col(name)

    made: pl.Expr = eval(text, {"__builtins__": {}}, Columns(SCOPE))  # our own rules, written anew
    return made


def _sum(how: str, text: str) -> pl.Expr:
    values = _expression(text)
    return values.any() if how == "any" else values.sum()
