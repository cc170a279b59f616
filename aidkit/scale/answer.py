"""What a run gives back when no columns are asked for: totals, shares and bounds, of all places or of one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from aidkit.engine.totals import Sums
from aidkit.errors import OutputError, message, suggestion
from aidkit.scale.distribution import Bounds, gini_bounds, quantile_bounds
from aidkit.scale.figures import FGT
from aidkit.schema import category_names
from aidkit.whatif.figures import FIGURES

if TYPE_CHECKING:
    from enum import IntEnum

    import pandas as pd


@dataclass(frozen=True, eq=False)
class Totals:
    """Totals of a population under one or several scenarios; exact to the fen, whatever it was divided into.

    Attributes:
        sums: The whole numbers behind them.
        scenarios: Names of the scenarios, in the order of the rows of every table.
        categories: By output that is a category, its enumeration.
        households: Households gone through, each counted once.
        persons: Persons gone through, each counted once.
        assumed: Input columns that were absent and took their default.
        synthetic: Whether the population is invented.
    """

    sums: Sums
    scenarios: tuple[str, ...]
    categories: dict[str, type[IntEnum]]
    households: int
    persons: int
    assumed: tuple[str, ...] = ()
    synthetic: bool = False

    def __add__(self, other: Totals) -> Totals:
        """Add up two parts of a population."""
        return Totals(
            self.sums + other.sums,
            self.scenarios,
            self.categories,
            self.households + other.households,
            self.persons + other.persons,
            tuple(sorted({*self.assumed, *other.assumed})),
            self.synthetic or other.synthetic,
        )

    @cached_property
    def figures(self) -> pd.DataFrame:
        """One row a scenario: the key figures as weighted totals; persons, households, yuan a year."""
        return self._table([name for name in FIGURES if name in self._names])

    @cached_property
    def columns(self) -> pd.DataFrame:
        """One row a scenario: the weighted total of every output that is no category; yes counts as one."""
        return self._table([name for name in self._names if name not in self.categories])

    @cached_property
    def poverty(self) -> pd.DataFrame:
        """FGT 0, 1 and 2 at the dibao standard, before and after the cash due: one row a scenario."""
        import pandas as pd

        heads = np.array([self.total("family_size", scenario) for scenario in self.scenarios])
        table = {
            f"fgt{alpha}_{when}": [self.total(name, scenario) for scenario in self.scenarios] / heads
            for when, names in FGT.items()
            for alpha, name in enumerate(names)
        }
        return pd.DataFrame(table, index=pd.Index(self.scenarios, name="scenario"))

    def by_place(self, scenario: str | None = None) -> pd.DataFrame:
        """Return one row a place: the totals of every output that is no category, under one scenario."""
        import pandas as pd

        number = self._number(scenario)
        names = [name for name in self._names if name not in self.categories]
        rows = {place: [self.sums.total(n, number, place=place) for n in names] for place in self.sums.keys}
        return pd.DataFrame.from_dict(rows, orient="index", columns=names).rename_axis("place")

    def total(self, output: str, scenario: str | None = None, *, place: str | None = None) -> float:
        """Return the weighted total of one output.

        Args:
            output: A rule that is no category.
            scenario: Name of the scenario; the first if left out.
            place: Place; all together if left out.

        Returns:
            Yuan to the fen, persons, households, or how many it holds for.

        Raises:
            OutputError: It was not added up, or the scenario is not there.
        """
        self._check(output, [name for name in self._names if name not in self.categories])
        return self.sums.total(output, self._number(scenario), place=place)

    def by_category(self, output: str, scenario: str | None = None) -> pd.Series:
        """Return the persons (or households) of each category of an output.

        Args:
            output: A rule that gives a category, such as ``entitled_scheme``.
            scenario: Name of the scenario; the first if left out.

        Returns:
            Weighted numbers by category.

        Raises:
            OutputError: The output is no category that was added up.
        """
        import pandas as pd

        self._check(output, list(self.categories))
        number, kinds = self._number(scenario), self.categories[output]
        counts = [self.sums.total(output, number, code=int(code)) for code in kinds]
        return pd.Series(counts, index=pd.Index(category_names(kinds), name=output), name="persons")

    def gini(self, income: str = "income_after", scenario: str | None = None) -> Bounds:
        """Return what the Gini index of income per head over persons is at least and at most.

        Args:
            income: ``income_before`` or ``income_after``.
            scenario: Name of the scenario; the first if left out.

        Returns:
            The bounds, as far apart as bins of one yuan leave open.

        Raises:
            OutputError: The distribution of this income was not kept.
        """
        number = self._number(scenario)
        return gini_bounds(*(part[number, self._binned(income)] for part in (self.sums.people, self.sums.amounts)))

    def quantile(self, p: float, income: str = "income_after", scenario: str | None = None) -> Bounds:
        """Return the bounds of the income that the share p of persons reaches at most.

        Args:
            p: Share of the population, 0 to 1.
            income: ``income_before`` or ``income_after``.
            scenario: Name of the scenario; the first if left out.

        Returns:
            Yuan a month, the bounds a yuan apart from 0 to 20,000 yuan, 1 % elsewhere.

        Raises:
            OutputError: The distribution of this income was not kept, or p is no share.
        """
        if not 0.0 <= p <= 1.0:
            raise OutputError(message(f"p={p} is no share of the population.", "Give a number from 0 to 1."))
        return quantile_bounds(self.sums.people[self._number(scenario), self._binned(income)], p)

    def __repr__(self) -> str:
        mark = ", synthetic" if self.synthetic else ""
        return (
            f"Totals({self.households:,} households, {self.persons:,} persons, {len(self.scenarios)} scenarios{mark})"
        )

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(slot.output for slot in self.sums.slots))

    def _table(self, names: list[str]) -> pd.DataFrame:
        import pandas as pd

        rows = [[self.sums.total(name, number) for name in names] for number in range(len(self.scenarios))]
        return pd.DataFrame(rows, columns=names, index=pd.Index(self.scenarios, name="scenario"))

    def _number(self, scenario: str | None) -> int:
        if scenario is None:
            return 0
        self._check(scenario, self.scenarios)
        return self.scenarios.index(scenario)

    def _binned(self, income: str) -> int:
        self._check(income, self.sums.binned)
        return self.sums.binned.index(income)

    def _check(self, name: str, valid: tuple[str, ...] | list[str]) -> None:
        if name not in valid:
            raise OutputError(message(f"{name!r} is not among these totals.", suggestion(name, valid)))
