"""Result columns of a stored population, written back as Parquet beside the ids they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidkit.data.parquet import read_columns
from aidkit.engine.not_a_number import NotANumberError
from aidkit.engine.run import check_reform_is_used, graph_of, run_passes, simulate
from aidkit.policy import Policy
from aidkit.scale.parts import LEVELS, Part
from aidkit.scale.reading import is_id, load, needed_by, population_of
from aidkit.schema import Level, category_names

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    from aidkit.engine.graph import Plan

IDS: dict[Level, list[str]] = {"household": ["household_id"], "person": ["person_id", "household_id"]}


def write_columns(part: Part, policies: Mapping[str, Policy], outputs: tuple[str, ...] | None, out: Path) -> None:
    """Compute a part's result columns and write them under the part's own name.

    Args:
        part: The part.
        policies: By place, the policy; under ``""`` where one holds for everybody.
        outputs: Result columns; None for all.
        out: Folder; gets ``households`` and ``persons`` as the population's own has them.
    """
    own = policies.get("", policies.get(part.place))
    tables = None if own is None else _as_it_lies(part, own, outputs)
    if tables is None:
        tables = _row_by_row(part, policies.get("", policies), outputs)
    for level, table in tables.items():
        _write(table, out / f"{level}s" / part.name)


def _as_it_lies(part: Part, policy: Policy, outputs: tuple[str, ...] | None) -> dict[Level, pa.Table] | None:
    """Return both tables of a part whose rows lie in the engine's order; None where the rows must be looked at."""
    plan = graph_of(policy).plan(outputs)
    check_reform_is_used(policy, plan)
    loaded, ids = load(part, needed_by(plan)), {level: _ids(part, level) for level in LEVELS}
    if not loaded.as_it_lies or any(table is None for table in ids.values()):
        return None
    try:
        arrays = run_passes(loaded.layout, {"": plan}, {"": policy}, threads=1)
    except NotANumberError:
        return None  # whose household is named where rows have ids
    return {level: _with_columns(table, level, plan, arrays) for level, table in ids.items()}


def _ids(part: Part, level: Level) -> pa.Table | None:
    """Return the ids of a file; None where each row has not one of its own."""
    import pyarrow.compute as pc

    table = read_columns(part.file(level), IDS[level])
    own = IDS[level][0]
    if not set(IDS[level]) <= set(table.column_names) or not is_id(table[own].type):
        return None
    if pc.count_distinct(table[own]).as_py() < len(table):
        return None
    return table.select(IDS[level])


def _with_columns(table: pa.Table, level: Level, plan: Plan, arrays: Mapping[str, np.ndarray[Any, Any]]) -> pa.Table:
    import pyarrow as pa

    for name in (name for name in plan.outputs if plan.nodes[name].level == level):
        values, kinds = pa.array(arrays[name]), plan.nodes[name].categories
        named = values if kinds is None else pa.DictionaryArray.from_arrays(values, pa.array(category_names(kinds)))
        table = table.append_column(name, named)
    return table


def _row_by_row(part: Part, policy: Any, outputs: tuple[str, ...] | None) -> dict[Level, pa.Table]:
    import pyarrow as pa

    result = simulate(population_of(part), policy, outputs, threads=1)
    found = zip(LEVELS, (result.households, result.persons), strict=True)
    return {level: pa.Table.from_pandas(table, preserve_index=False) for level, table in found}


def _write(table: pa.Table, path: Path) -> None:
    """Write in one step: a worker that dies half way leaves no half file."""
    import pyarrow.parquet as pq

    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    pq.write_table(table, partial, compression="zstd")
    partial.replace(path)
