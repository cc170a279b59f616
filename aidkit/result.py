"""What a run gives back: a table of households, a table of persons, and their summary."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.errors import OutputError, message, suggestion
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.schema import Level, category_names

if TYPE_CHECKING:
    from aidkit.engine.graph import Plan
    from aidkit.summary import Summary


class Result:
    """The outcome of ``simulate``; made by it, not by hand.

    Attributes:
        population: The population the rules were applied to.
        policies: By place, the policy applied; under ``""`` where one policy holds for everybody.
        outputs: Names of the result columns.
    """

    def __init__(
        self,
        population: Population,
        policies: Mapping[str, Policy],
        plan: Plan,
        arrays: Mapping[str, np.ndarray[Any, Any]],
    ) -> None:
        self.population, self.policies, self.outputs = population, dict(policies), plan.outputs
        self._nodes, self._arrays = plan.nodes, arrays

    @property
    def policy(self) -> Policy:
        """The policy, where one holds for everybody; the first of several otherwise."""
        return next(iter(self.policies.values()))

    @cached_property
    def households(self) -> pd.DataFrame:
        """One row a household in input order: ``household_id`` (also the index) and every household rule."""
        return self._table("household", ["household_id"])

    @cached_property
    def persons(self) -> pd.DataFrame:
        """One row a person in input order: ``person_id`` (also the index), ``household_id``, every person rule."""
        return self._table("person", ["person_id", "household_id"])

    def values(self, name: str) -> np.ndarray[Any, Any]:
        """Return one result column in input order, categories as codes.

        Raises:
            OutputError: The column was not asked for.
        """
        if name not in self._arrays:
            raise OutputError(
                message(f"{name!r} is not among the columns of this result.", suggestion(name, self.outputs))
            )
        layout = self.population.layout
        rows = layout.household_rows if self._nodes[name].level == "household" else layout.person_rows
        return _in_input_order(self._arrays[name], rows)

    def summary(self) -> Summary:
        """Return people, families and yuan a year by scheme, cover against the register, and poverty.

        Raises:
            OutputError: The result lacks a column the summary needs.
        """
        from aidkit.summary import summarise

        return summarise(self)

    def _table(self, level: Level, ids: list[str]) -> pd.DataFrame:
        source = self.population.households if level == "household" else self.population.persons
        columns: dict[str, Any] = {name: source[name] for name in ids}
        for name in self.outputs:
            node = self._nodes[name]
            if node.level != level:
                continue
            values: Any = self.values(name)
            if node.categories is not None:
                values = pd.Categorical.from_codes(values, pd.Index(category_names(node.categories)))
            columns[name] = values
        return pd.DataFrame(columns, index=source.index, copy=False)

    def __repr__(self) -> str:
        names = ", ".join(sorted({policy.place.id for policy in self.policies.values()}))
        return f"Result({names}, {self.policy.name}: {len(self.outputs)} columns, {self.population!r})"


def _in_input_order(values: np.ndarray[Any, Any], rows: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    if len(rows) and rows[0] == 0 and rows[-1] == len(rows) - 1 and np.array_equal(rows, np.arange(len(rows))):
        return values
    ordered = np.empty_like(values)
    ordered[rows] = values
    return ordered
