"""dibao-lite in openfisca-core: one class a variable; policyengine-core, its fork, runs the same classes.

Amounts are made float64, for equal results; the library's own float32 differs from the seventh digit on.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import numpy as np

from tests.benchmarks.lite_data import Data, Outcome

NAME, PACKAGE = "openfisca-core", "openfisca-core"
PERIOD = "2024-01"


def prepare(data: Data, p: dict[str, float]) -> Callable[[], Outcome]:
    """Return the work."""
    return prepared("openfisca_core", data, p)


def prepared(library: str, data: Data, p: dict[str, float]) -> Callable[[], Outcome]:
    """Return the work in one of the two libraries."""
    part = {
        name: importlib.import_module(f"{library}.{name}")
        for name in ("entities", "periods", "simulations", "variables", "taxbenefitsystems")
    }
    config = importlib.import_module(f"{library}.variables.config")
    config.VALUE_TYPES[float]["dtype"] = np.float64
    person, household = entities(part["entities"])
    system = part["taxbenefitsystems"].TaxBenefitSystem([household, person])
    variables = _variables(
        part["variables"].Variable,
        part["periods"].MONTH if hasattr(part["periods"], "MONTH") else "month",
        person,
        household,
        p,
    )
    for variable in [*_inputs(part["variables"].Variable, part["periods"], person, household, data), *variables]:
        system.add_variable(variable)
    simulation = simulation_of(part["simulations"].SimulationBuilder(), system, data.owner, len(data.offsets) - 1)
    for name, values in {**data.person, **data.household}.items():
        simulation.set_input(name, PERIOD, values)
    computed = [variable.__name__ for variable in variables]

    def work() -> Outcome:
        for name in computed:
            simulation.delete_arrays(name)
        benefit, eligible, gap, share = (
            simulation.calculate(name, PERIOD) for name in ("benefit", "eligible", "gap", "share")
        )
        return Outcome(benefit.sum(), eligible.sum(), gap.sum() / data.persons, share)

    return work


def entities(module: Any) -> tuple[Any, Any]:
    """Return persons and households as the library declares them."""
    person = module.Entity("person", "persons", "A person", "")
    household = module.GroupEntity(
        "household", "households", "A household", "", roles=[{"key": "member", "plural": "members", "label": "Members"}]
    )
    return person, household


def simulation_of(builder: Any, system: Any, owner: np.ndarray, homes: int) -> Any:
    """Return a simulation of persons whose households are given by row."""
    builder.create_entities(system)
    builder.declare_person_entity("person", np.arange(len(owner)))
    group = builder.declare_entity("household", np.arange(homes))
    builder.join_with_persons(group, owner, np.array(["member"] * len(owner)))
    return builder.build(system)


def variable(base: Any, name: str, month: Any, entity: Any, kind: type, formula: Any = None) -> Any:
    """Return a variable, a class of its own; without a formula it is an input."""
    body = {"value_type": kind, "entity": entity, "definition_period": month, "label": name}
    return type(name, (base,), body if formula is None else {**body, "formula": formula})


def _inputs(base: Any, periods: Any, person: Any, household: Any, data: Data) -> list[Any]:
    month = getattr(periods, "MONTH", "month")
    kinds = {"f": float, "b": bool, "i": int}
    return [
        variable(base, name, month, entity, kinds[values.dtype.kind])
        for entity, columns in ((person, data.person), (household, data.household))
        for name, values in columns.items()
    ]


def _variables(base: Any, month: Any, person: Any, household: Any, p: dict[str, float]) -> list[Any]:
    def countable(who: Any, t: Any) -> Any:
        wage = who("wage_income", t)
        cost = np.minimum(p["income.work_cost.rate"] * wage, 12 * p["income.work_cost.monthly_cap"])
        return wage - np.where(who("employed", t), cost, 0.0) + who("transfer_income", t)

    def medical(who: Any, t: Any) -> Any:
        return np.maximum(who("medical_self_paid", t) - p["rigid.medical_floor"], 0.0)

    def gross(who: Any, t: Any) -> Any:
        return who("wage_income", t) + who("basic_pension", t) + who("transfer_income", t)

    def severe(who: Any, t: Any) -> Any:
        grade, kind = who("disability_grade", t), who("disability_kind", t)
        return (grade == 1) | (grade == 2) | ((grade == 3) & (kind >= 5))

    def vulnerable(who: Any, t: Any) -> Any:
        return who("severe", t) | who("serious_illness", t)

    def rate(who: Any, t: Any) -> Any:
        age = who("age", t)
        of_age = (age >= p["uplift.elder_age"]) | (age < p["tekun.minor_age"])
        ill = np.where(
            who("serious_illness", t), p["uplift.rates.serious_illness"], np.where(of_age, p["uplift.rates.elder"], 0.0)
        )
        return np.where(who("severe", t), p["uplift.rates.severe_disability"], ill)

    def standard(home: Any, t: Any) -> Any:
        return 12 * np.where(home("area", t) == 0, p["dibao.standard.urban"], p["dibao.standard.rural"])

    def members(home: Any, t: Any) -> Any:
        return home.nb_persons()

    def a_head(home: Any, t: Any) -> Any:
        rigid = np.minimum(home.sum(home.members("medical", t)), p["rigid.annual_cap"])
        return np.maximum(home.sum(home.members("countable", t)) - rigid, 0.0) / home("members", t)

    def within(home: Any, t: Any) -> Any:
        deposits = home("financial_assets", t) / home("members", t)
        fits = deposits <= p["assets.edge.financial_multiple"] * home("standard", t)
        return fits & (home("vehicles", t) == 0) & (home("dwellings", t) <= 1)

    def dibao(home: Any, t: Any) -> Any:
        return (home("a_head", t) < home("standard", t)) & home("within", t)

    def low(home: Any, t: Any) -> Any:
        return (home("a_head", t) <= p["edge.multiple"] * home("standard", t)) & home("within", t) & ~home("dibao", t)

    def singly(home: Any, t: Any) -> Any:
        return home.sum(home.members("vulnerable", t))

    def benefit(home: Any, t: Any) -> Any:
        line, n = home("standard", t), home("members", t)
        full = (line - home("a_head", t)) * n + line * home.sum(home.members("rate", t))
        single = p["dibao.single_entry.share"] * line * home("singly", t)
        return np.where(home("dibao", t), full, np.where(home("low", t), single, 0.0))

    def eligible(home: Any, t: Any) -> Any:
        return np.where(home("dibao", t), home("members", t), np.where(home("low", t), home("singly", t), 0.0))

    def gap(home: Any, t: Any) -> Any:
        line, n = home("standard", t), home("members", t)
        after = (home.sum(home.members("gross", t)) + home("benefit", t)) / n
        return np.maximum((line - after) / line, 0.0) * n

    def share(who: Any, t: Any) -> Any:
        return who.household("benefit", t) / who.household("members", t)

    of_person = {
        countable: float,
        medical: float,
        gross: float,
        severe: bool,
        vulnerable: bool,
        rate: float,
        share: float,
    }
    of_home = {standard: float, members: int, a_head: float, within: bool, dibao: bool, low: bool, singly: float,
               benefit: float, eligible: float, gap: float}  # fmt: skip
    return [
        variable(base, f.__name__, month, entity, kind, f)
        for entity, functions in ((person, of_person), (household, of_home))
        for f, kind in functions.items()
    ]
