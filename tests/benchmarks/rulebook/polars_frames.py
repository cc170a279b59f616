"""The rulebook in polars: a lazy query a stage over two frames, joined where families and members need each other.

As one query for all stages it takes longer: what a later stage reads again is then computed again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl

from tests.benchmarks.rulebook.book import Array, Book
from tests.benchmarks.rulebook.dialects import Polars
from tests.benchmarks.rulebook.stages import stages

NAME, PACKAGE = "polars, lazy", "polars"
SCOPE = {"pl": pl, "inf": float("inf")}


def prepare(book: Book) -> Callable[[], dict[str, Array]]:
    """Return the work."""
    own = {of: {n: v for n, v in book.columns.items() if book.of_person(n) == of} for of in (True, False)}
    given = pl.DataFrame({"owner": book.owner, **own[True]})
    families = pl.DataFrame(own[False]).with_row_index("owner").with_columns(pl.col("owner").cast(pl.Int64))
    steps = [
        (step, [_layer(layer) for layer in step.layers], [_sum(*sums).alias(name) for name, sums in step.sums.items()])
        for step in stages(book, Polars())
    ]

    def work() -> dict[str, Array]:
        persons, homes = given, families
        for step, layers, sums in steps:
            if not step.of_person:
                homes = _computed(homes.lazy(), layers)
                continue
            shared = homes.lazy().select("owner", *step.shared)
            joined = persons.lazy().join(shared, on="owner", how="left", maintain_order="left")
            persons = _computed(joined if step.shared else persons.lazy(), layers)
            if sums:
                found = persons.lazy().group_by("owner").agg(*sums)
                homes = homes.lazy().join(found, on="owner", how="left", maintain_order="left").collect()
        return book.answer({column.name: column.to_numpy() for table in (persons, homes) for column in table})

    return work


def _computed(table: pl.LazyFrame, layers: list[dict[str, pl.Expr]]) -> pl.DataFrame:
    for layer in layers:
        table = table.with_columns(**layer)
    return table.collect()


def _layer(layer: dict[str, str]) -> dict[str, pl.Expr]:
    return {name: _expression(text) for name, text in layer.items()}


def _expression(text: str) -> pl.Expr:
    class Columns(dict[str, Any]):
        def __missing__(self, name: str) -> pl.Expr:
            return pl.col(name)

    made: pl.Expr = eval(text, {"__builtins__": {}}, Columns(SCOPE))  # our own rules, written anew
    return made


def _sum(how: str, text: str) -> pl.Expr:
    values = _expression(text)
    return values.any() if how == "any" else values.sum()
