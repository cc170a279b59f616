"""The rulebook in ttsim on JAX, its compiled function alone.

ttsim turns scalar functions into arrays itself, but not those that return early, use ``in`` or ``+=``, as these do; it is
handed them translated, which its decorator allows. As it asks, every column is a person's, a household's name ends in
``_hh`` and repeats for each member. Units are declared dimensionless and left unchecked.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import jax
import numpy as np
import ttsim
from ttsim.tt import AggType, PolicyInput, agg_by_group_function, policy_function

from aidkit.rules.definition import Aggregate
from tests.benchmarks.peers.ttsim_rules import BARE, DAY, UNITS, scalars
from tests.benchmarks.rulebook.book import Array, Book, Formula
from tests.benchmarks.rulebook.dialects import Dialect

NAME, PACKAGE = "ttsim on JAX, its compiled function", "ttsim-backend"
KINDS = {"f": "FloatColumn", "b": "BoolColumn", "i": "IntColumn"}  # names: ttsim compares annotations as it writes them
SCALARS = {"f": float, "b": bool, "i": int}


def prepare(book: Book) -> Callable[[], dict[str, Array]]:
    """Return the work."""
    first = np.unique(book.owner, return_index=True)[1]
    columns = {
        _named(book, name): values if book.of_person(name) else values[book.owner]
        for name, values in book.columns.items()
    }
    columns |= {"p_id": np.arange(book.persons), "hh_id": book.owner}
    inputs = {
        name: PolicyInput(
            leaf_name=name, data_type=KINDS[values.dtype.kind], start_date=DAY, end_date=DAY, description="", unit=BARE
        )
        for name, values in columns.items()
    }
    asked = [name for name in book.plan.outputs if name in book.nodes()]
    found = ttsim.main(
        main_targets=[
            ttsim.MainTarget.tt_function, ttsim.MainTarget.processed_data, ttsim.MainTarget.labels.root_nodes
        ],
        policy_date_str=DAY.isoformat(),
        policy_environment={**inputs, **_functions(book), **scalars({})},
        input_data=ttsim.InputData.qname({name: jax.numpy.asarray(values) for name, values in columns.items()}),
        tt_targets=ttsim.TTTargets.qname([_named(book, name) for name in asked]),
        unit_system=UNITS,
        backend="jax",
        include_fail_nodes=False,
        include_warn_nodes=False,
    )  # fmt: skip
    roots, compiled = found["labels"]["root_nodes"], found["tt_function"]
    given = {name: values for name, values in found["processed_data"].items() if name in roots}

    def work() -> dict[str, Array]:
        results = compiled(given)
        own = {name: np.asarray(results[_named(book, name)]) for name in asked}
        return book.answer({name: values if book.of_person(name) else values[first] for name, values in own.items()})

    return work


def _named(book: Book, name: str) -> str:
    return name if book.of_person(name) else f"{name}_hh"


def _functions(book: Book) -> dict[str, Any]:
    formulas, functions = book.formulas(Dialect()), {}
    for name, node in book.nodes().items():
        if isinstance(node, Aggregate):
            functions |= _sum(book, name, node)
        else:
            functions[_named(book, name)] = _function(book, name, formulas[name])
    return functions


def _function(book: Book, name: str, formula: Formula) -> Any:
    computed = formula.function(xp=jax.numpy)
    own = {_named(book, one): one for one in formula.reads}

    def function(**columns: Any) -> Any:
        return computed(**{own[one]: values for one, values in columns.items()})

    reads = {_named(book, one): KINDS[_kind(book, one)] for one in formula.reads}
    return _declared(function, _named(book, name), reads, KINDS[_kind(book, name)])


def _sum(book: Book, name: str, node: Aggregate) -> dict[str, Any]:
    chosen = f"{name}_of_member"
    reads = {one: KINDS[_kind(book, one)] for one in node.arguments}
    kind = _kind(book, node.of or node.arguments[0])

    def members(**columns: Any) -> Any:
        values = [columns[one] for one in node.arguments]
        return values[0] if len(values) == 1 else jax.numpy.where(values[1], values[0], 0.0)

    how = AggType.ANY if node.how == "any" else AggType.SUM

    def added(hh_id: int, **members: Any) -> Any: ...

    added.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(chosen, inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=SCALARS[kind]),
            inspect.Parameter("hh_id", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=int),
        ],
        return_annotation=SCALARS[_kind(book, name)],
    )
    added.__annotations__ = {chosen: SCALARS[kind], "hh_id": int, "return": SCALARS[_kind(book, name)]}
    summed = agg_by_group_function(leaf_name=f"{name}_hh", agg_type=how, unit=BARE, verify_units=False)(added)
    return {chosen: _declared(members, chosen, reads, KINDS[kind]), f"{name}_hh": summed}


def _declared(function: Callable[..., Any], name: str, reads: dict[str, Any], result: Any) -> Any:
    function.__name__ = name
    function.__annotations__ = {**reads, "return": result}
    function.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(one, inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=kind)
            for one, kind in reads.items()
        ],
        return_annotation=result,
    )
    return policy_function(leaf_name=name, vectorization_strategy="not_required", unit=BARE, verify_units=False)(
        function
    )


def _kind(book: Book, name: str) -> str:
    return book.columns[name].dtype.kind if name in book.columns else book.empty(name)[:0].dtype.kind
