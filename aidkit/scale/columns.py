"""Result columns of a stored population, written back as Parquet beside the ids they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from aidkit.engine.run import simulate
from aidkit.policy import Policy
from aidkit.scale.parts import LEVELS, Part
from aidkit.scale.reading import population_of

if TYPE_CHECKING:
    import pandas as pd


def write_columns(part: Part, policies: Mapping[str, Policy], outputs: tuple[str, ...] | None, out: Path) -> None:
    """Compute a part's result columns and write them under the part's own name.

    Args:
        part: The part.
        policies: By place, the policy; under ``""`` where one holds for everybody.
        outputs: Result columns; None for all.
        out: Folder; gets ``households`` and ``persons`` as the population's own has them.
    """
    population = population_of(part)
    policy = policies.get("", policies)
    result = simulate(population, policy, outputs, threads=1)
    for level, table in zip(LEVELS, (result.households, result.persons), strict=True):
        _write(table, out / f"{level}s" / part.name)


def _write(table: pd.DataFrame, path: Path) -> None:
    """Write in one step: a worker that dies half way leaves no half file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    table.to_parquet(partial, index=False, compression="zstd")
    partial.replace(path)
