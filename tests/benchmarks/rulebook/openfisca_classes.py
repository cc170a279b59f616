"""The rulebook in openfisca-core: one class a rule, its formula the translated rule; and in its fork, policyengine-core."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import numpy as np

from aidkit.rules.definition import Aggregate
from tests.benchmarks.peers.openfisca_rules import PERIOD, entities, simulation_of, variable
from tests.benchmarks.rulebook.book import Array, Book
from tests.benchmarks.rulebook.dialects import Dialect

NAME, PACKAGE = "openfisca-core", "openfisca-core"


def prepare(book: Book) -> Callable[[], dict[str, Array]]:
    """Return the work."""
    return prepared("openfisca_core", book)


def prepared(library: str, book: Book) -> Callable[[], dict[str, Array]]:
    """Return the work in one of the two libraries."""
    part = {
        name: importlib.import_module(f"{library}.{name}")
        for name in ("entities", "periods", "simulations", "variables", "taxbenefitsystems")
    }
    config = importlib.import_module(f"{library}.variables.config")
    config.VALUE_TYPES[float]["dtype"] = np.float64
    person, household = entities(part["entities"])
    system = part["taxbenefitsystems"].TaxBenefitSystem([household, person])
    base, month = part["variables"].Variable, getattr(part["periods"], "MONTH", "month")
    kinds = {"f": float, "b": bool, "i": int}
    for name, values in book.columns.items():
        entity = person if book.of_person(name) else household
        system.add_variable(variable(base, name, month, entity, kinds[values.dtype.kind]))
    formulas = {**_formulas(book), **_sums(book)}
    for name, formula in formulas.items():
        entity = person if book.of_person(name) else household
        kind = kinds[book.empty(name)[:0].dtype.kind]
        system.add_variable(variable(base, name, month, entity, kind, formula))
    simulation = simulation_of(part["simulations"].SimulationBuilder(), system, book.owner, book.homes)
    for name, values in book.columns.items():
        simulation.set_input(name, PERIOD, values)

    def work() -> dict[str, Array]:
        for name in formulas:
            simulation.delete_arrays(name)
        with np.errstate(divide="ignore", invalid="ignore"):  # both sides of a choice are computed
            asked = [name for name in book.plan.outputs if name in formulas]
            return book.answer({name: simulation.calculate(name, PERIOD) for name in asked})

    return work


def _formulas(book: Book) -> dict[str, Callable[..., Any]]:
    def formula(reads: tuple[str, ...], function: Callable[..., Any], of_person: bool) -> Callable[..., Any]:
        def compute(who: Any, period: Any) -> Any:
            members = [name for name in reads if of_person and not book.of_person(name)]
            own = {name: who(name, period) for name in reads if name not in members}
            return function(**own, **{name: who.household(name, period) for name in members})

        return compute

    return {
        name: formula(one.reads, one.function(xp=np), book.of_person(name))
        for name, one in book.formulas(Dialect()).items()
    }


def _sums(book: Book) -> dict[str, Callable[..., Any]]:
    def formula(node: Aggregate) -> Callable[..., Any]:
        def compute(home: Any, period: Any) -> Any:
            values = home.members(node.of or node.where, period)
            if node.of and node.where:
                values = values * home.members(node.where, period)
            return home.any(values) if node.how == "any" else home.sum(values)

        return compute

    return {name: formula(node) for name, node in book.nodes().items() if isinstance(node, Aggregate)}
