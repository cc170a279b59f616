"""What a family keeps of what it earns: notches, kinks, marginal and participation rates, from the rules' own thresholds."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from math import inf, isfinite
from numbers import Real
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np
import pandas as pd

from aidkit.errors import MeasureError, PolicyError, PopulationError, counted, message, suggestion
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.whatif.cliff_summary import near_table, notes_on, summary_table
from aidkit.whatif.cliff_tables import family_table, kink_table, notch_table, piece_table
from aidkit.whatif.earners import OLDEST, YOUNGEST, main_earners
from aidkit.whatif.earnings_line import EarningsLine, follow_earnings
from aidkit.whatif.findings import Findings
from aidkit.whatif.turns import turns_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Array = np.ndarray[Any, Any]

FAR = 1_000_000.0  # yuan a month: beyond every threshold; the length of a line costs nothing
NEAR = 200.0  # yuan a month: how near to a notch the printed table looks
EARNER = f"the counted member of {YOUNGEST} to {OLDEST} with the highest wage, else the first who can work"


@dataclass(frozen=True, eq=False)
class Cliffs(Findings):
    """Families' net income over the earnings of their main earner; made by ``cliffs``.

    Everything is yuan a month. Net income is all own income of the counted members, whether or not it counts in the
    test, and the cash due in a month in which the price subsidy is paid; with ``relief`` also a twelfth of the year's
    temporary assistance and medical relief. Wages are net of taxes and contributions, as in the population; cost of
    work is not taken off. Months above the standard stay as registered, so a gradual exit is seen in its present month.

    Attributes:
        summary: How many families lose at a notch, keep less than half of one more yuan, or of what work brings.
        nearby: ``near(200)`` as a plain table.
        families: One row a family followed: ``household_id``; ``person_id`` of the main earner; ``weight``; ``earnings``
            and ``net`` of today; ``net_without_work``; ``marginal_rate`` on one more yuan; ``participation_rate``, the
            share of the earnings ``work_at`` (today's, else the minimum wage) that working costs in benefits;
            ``assisted``, whether it receives anything at some wage; ``notches`` and ``largest_loss``; the ``nearest_notch``, its ``distance`` from today's earnings,
            ``change_there`` and ``scheme_there``.
        notches: One row a jump of net income: ``household_id``; ``at``, the earnings; ``change`` of net income;
            ``scheme``, the programme that changes most; ``recovered_at``, the earnings that make a loss good (NaN: none
            do); ``rule`` and ``condition`` that turns; and the change of each programme.
        kinks: One row a place where only the marginal rate changes: ``at``, ``rate_before``, ``rate_after``, ``rule``,
            ``condition``.
        population: The population.
        policy: The policy.
        relief: Whether yearly relief is part of net income.
        line: The straight pieces, in engine order.
        earner: (households,) engine position of the main earner, −1 for a family without one.
        up_to: Highest earnings for which notches, kinks and pieces are listed.
    """

    summary: pd.DataFrame
    nearby: pd.DataFrame
    families: pd.DataFrame
    notches: pd.DataFrame
    kinks: pd.DataFrame
    population: Population
    policy: Policy
    relief: bool
    line: EarningsLine
    earner: Array
    up_to: float

    headings: ClassVar[dict[str, str]] = {
        "summary": "What earning more does · 多挣的结果",
        "nearby": f"Families within {NEAR:,.0f} yuan a month of a notch · 距断崖 {NEAR:,.0f} 元以内的家庭",
    }

    @property
    def pieces(self) -> pd.DataFrame:
        """One row a straight piece: its ends, net income at its start, marginal rate, own income and programmes."""
        return piece_table(self.population, self.line, self.up_to)

    @property
    def without(self) -> tuple[Any, ...]:
        """Ids of the families not followed, for want of a main earner, in input order."""
        rows = self.population.layout.household_rows[self.earner < 0]
        return tuple(np.asarray(self.population.households.index)[np.sort(rows)])

    def near(self, yuan: float) -> pd.DataFrame:
        """Count the families whose earnings of today are within some yuan a month of a notch, by programme.

        Args:
            yuan: Distance, yuan a month, at least 0.

        Returns:
            By ``change`` (loss or gain as earnings rise) and ``scheme`` (``any``: whatever the programme): weighted
            ``families``, those ``before_it`` and ``beyond_it``, and the mean change of net income in yuan a month.

        Raises:
            MeasureError: The distance is no number of at least 0.
        """
        return near_table(self.families, self.notches, _distance("near", yuan, or_zero=True))

    def plot(self, household_id: Hashable, *, lang: Literal["zh", "en", "both"] = "both") -> Figure:
        """Draw a family's net income over its earnings, every notch named, and the marginal rate beneath.

        Args:
            household_id: The family.
            lang: Language of the texts.

        Raises:
            PopulationError: There is no such family, or it has no main earner.
        """
        from aidkit.charts.cliffs import family_budget

        return family_budget(self, household_id, lang=lang)

    def household(self, household_id: Hashable) -> int:
        """Return a family's engine position.

        Raises:
            PopulationError: There is no such family, or it has no main earner.
        """
        ids = self.population.households.index
        row = ids.get_indexer(pd.Index([household_id]))[0]
        if row < 0:
            what = f"{household_id!r} is not a household of this population."
            raise PopulationError(message(what, suggestion(str(household_id), [str(name) for name in ids])))
        position = int(np.flatnonzero(self.population.layout.household_rows == row)[0])
        if self.earner[position] < 0:
            what = f"Household {household_id!r} has no main earner, so there is no line to follow."
            raise PopulationError(message(what, f"A main earner is {EARNER}; families without one are in .without."))
        return position

    def _printed(self) -> list[tuple[str, pd.DataFrame, list[str]]]:
        return [printed for printed in super()._printed() if printed[0] in self.headings]


def cliffs(
    population: Population,
    policy: Policy,
    *,
    persons: Collection[Hashable] | None = None,
    up_to: float | None = None,
    relief: bool = False,
) -> Cliffs:
    """Follow every family along the earnings of its main earner and find where assistance takes them away again.

    The main earner is the counted member of 18 to 59 years with the highest wage, else the first who can work. The
    wage moves from zero up, the person counting as employed, everything else as it is. Notches and kinks are where the
    conditions of the rules turn, found exactly, not by steps.

    Args:
        population: The population.
        policy: The policy.
        persons: Person ids to take as main earners instead; only their families are then followed.
        up_to: Highest earnings to list turns for, yuan a month; None for all.
        relief: Whether a twelfth of the year's temporary assistance and medical relief is part of net income.

    Returns:
        Families, notches, kinks and pieces as tables; prints as a summary, draws one family, writes a workbook.

    Raises:
        PolicyError: What was given is no policy.
        PopulationError: Nobody can be followed, or ``persons`` does not name one counted member a family.
        MeasureError: ``up_to`` is no number above 0.
        OutputError: A reform changes nothing that families' money depends on.

    Example:
        >>> found = cliffs(population, load_policy("jinjiang"))
        >>> found.notches[["household_id", "at", "change", "scheme"]]
    """
    if not isinstance(policy, Policy):
        raise PolicyError(message(f"{policy!r} is not a policy.", "Make one with aidkit.load_policy(place)."))
    shown = inf if up_to is None else _distance("up_to", up_to)
    earner = main_earners(population, policy, persons)
    if (earner < 0).all():
        what = f"None of {counted(len(earner), 'family', 'families')} has a main earner: {EARNER}."
        raise PopulationError(message(what, "Name persons= whose earnings are to move."))
    far = max(FAR, 2 * float(population.column("person", "wage_income").max()) / 12)
    line = follow_earnings(population, policy, earner, far, relief=relief)
    turns = turns_of(line, shown)
    families = family_table(population, line, turns, earner, policy["minimum_wage"])
    notches = notch_table(population, line, turns)
    place = policy.place
    return Cliffs(
        title=f"Earnings and assistance in {place.en} {place.zh}, {policy.date}, {policy.name} — {population.source}",
        notes=notes_on(population, int((earner < 0).sum()), relief=relief),
        summary=summary_table(families),
        nearby=near_table(families, notches, NEAR).reset_index(),
        families=families,
        notches=notches,
        kinks=kink_table(population, turns),
        population=population,
        policy=policy,
        relief=relief,
        line=line,
        earner=earner,
        up_to=min(shown, far),
    )


def _distance(name: str, value: float, *, or_zero: bool = False) -> float:
    is_number = isinstance(value, Real) and not isinstance(value, bool)
    if not is_number or not isfinite(value) or value < 0 or (value == 0 and not or_zero):
        least = "of at least 0" if or_zero else "above 0"
        what = f"{name}: {value!r} is no number of yuan a month."
        raise MeasureError(message(what, f"Give a number {least}, e.g. 200."))
    return float(value)
