"""Families followed along their main earner's wage: the straight pieces of their money, and the turns between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from aidkit.engine.traced import Cause
from aidkit.engine.walk import Line, Pieces, follow
from aidkit.policy import Policy
from aidkit.population import Layout, Population
from aidkit.whatif.cash import MONTHLY, PROGRAMMES, cash_graph
from aidkit.whatif.idle_reform import refuse_idle_reform

Array = np.ndarray[Any, Any]

OWN = "own_income"
HALF_FEN = 0.005  # yuan a month: what cannot be paid is no step, and turns closer than this are one
STRAIGHT = 1e-9  # yuan of benefit a yuan earned: slopes closer than this are equal


@dataclass(frozen=True)
class EarningsLine:
    """Straight pieces of families' money over the main earner's wage, family by family, ascending.

    Attributes:
        names: Columns of ``values`` and ``slopes``: own income, then programmes.
        household: (pieces,) engine position of the family.
        start: (pieces,) wage at which the piece begins, yuan a month.
        end: (pieces,) wage at which it ends.
        values: (pieces, names) yuan a month at the start.
        slopes: (pieces, names) change for one yuan of wage.
        cause: (pieces,) index into ``causes`` of what turns at the end; −1 at the end of the line.
        causes: Conditions of the rules.
    """

    names: tuple[str, ...]
    household: Array
    start: Array
    end: Array
    values: Array
    slopes: Array
    cause: Array
    causes: tuple[Cause, ...]

    @property
    def net(self) -> Array:
        """(pieces,) own income and all programmes at the start, yuan a month."""
        return np.asarray(self.values.sum(axis=1))

    @property
    def net_slope(self) -> Array:
        """(pieces,) what the family keeps of one more yuan of wage."""
        return np.asarray(self.slopes.sum(axis=1))

    @property
    def assistance(self) -> Array:
        """(pieces,) all programmes at the start or the end, whichever is more, yuan a month."""
        first, last = (values[:, 1:].sum(axis=1) for values in (self.values, self.values_at_end))
        return np.asarray(np.maximum(first, last))

    @property
    def marginal_rate(self) -> Array:
        """(pieces,) share of one more yuan of wage that withdrawn benefits take."""
        return 1.0 - self.net_slope

    @property
    def values_at_end(self) -> Array:
        """(pieces, names) yuan a month just before the end."""
        return np.asarray(self.values + self.slopes * (self.end - self.start)[:, None])

    def piece_at(self, household: Array, wage: Array) -> Array:
        """Return (n,) the piece of each family that holds a wage; at a turn, the piece that begins there."""
        first, after = np.searchsorted(self.household, household), np.searchsorted(self.household, household + 1)
        found = first.copy()
        for step in range(1, int((after - first).max(initial=0))):
            reached = (first + step < after) & (self.start[np.minimum(first + step, len(self.start) - 1)] <= wage)
            found = np.where(reached, first + step, found)
        return found

    def family(self, household: int, up_to: float) -> EarningsLine:
        """Return one family's pieces, the last cut off at a wage."""
        rows = _rows(self, (self.household == household) & (self.start < up_to))
        return replace(rows, end=np.minimum(rows.end, up_to))

    def net_at(self, household: Array, wage: Array) -> Array:
        """Return (n,) each family's net income at a wage, yuan a month."""
        piece = self.piece_at(household, wage)
        return np.asarray(self.net[piece] + self.net_slope[piece] * (wage - self.start[piece]))


def follow_earnings(
    population: Population, policy: Policy, earner: Array, up_to: float, *, relief: bool
) -> EarningsLine:
    """Follow families from a wage of zero up, everything else as it is.

    Along the whole line the main earner counts as employed and not as registered unemployed.

    Args:
        population: The population.
        policy: The policy.
        earner: (households,) engine position of the main earner, −1 for families that are not followed.
        up_to: Highest wage, yuan a month.
        relief: Whether yearly relief is part of the family's money, a twelfth a month.

    Returns:
        The pieces, straight in every column, each as long as can be.
    """
    programmes = PROGRAMMES if relief else MONTHLY
    figures = {OWN: OWN, **{name: programme.figure for name, programme in programmes.items()}}
    graph = cash_graph(policy)
    refuse_idle_reform(policy, graph.plan(figures.values()))
    layout, change = _out_of_work(population.layout, earner)
    followed = earner >= 0
    line = Line(parameters={}, columns={"wage_income": change})
    high = np.where(followed, up_to, 0.0)
    pieces = follow(graph, layout, policy, line, figures.values(), np.zeros(len(high)), high)
    months = np.array([1.0, *(programme.months for programme in programmes.values())])
    columns = [pieces.figures.index(figure) for figure in figures.values()]
    return _longest(_monthly(pieces, tuple(figures), columns, months, followed[pieces.household]))


def _out_of_work(layout: Layout, earner: Array) -> tuple[Layout, Array]:
    """Return the layout with the main earners' wages at zero, and what one yuan a month adds to the yearly wage."""
    chosen = earner[earner >= 0]
    person = dict(layout.columns["person"])
    for name, value in (("wage_income", 0.0), ("employed", True), ("registered_unemployed", False)):
        person[name] = person[name].copy()
        person[name][chosen] = value
    change = np.zeros(len(layout.person_rows))
    change[chosen] = 12.0
    return replace(layout, columns={"household": layout.columns["household"], "person": person}), change


def _monthly(pieces: Pieces, names: tuple[str, ...], columns: list[int], months: Array, kept: Array) -> EarningsLine:
    return EarningsLine(
        names=names,
        household=pieces.household[kept],
        start=pieces.start[kept],
        end=pieces.end[kept],
        values=pieces.values[kept][:, columns] / months,
        slopes=pieces.slopes[kept][:, columns] / months,
        cause=pieces.cause[kept],
        causes=pieces.causes,
    )


def _longest(line: EarningsLine) -> EarningsLine:
    """Join pieces at conditions that turn without consequence, and pieces too short for a wage in fen to fall into."""
    return _joined(_without_slivers(line))


def _without_slivers(line: EarningsLine) -> EarningsLine:
    """Leave out pieces shorter than half a fen; the next piece begins where the one left out began."""
    last = np.append(line.household[1:] != line.household[:-1], True)
    sliver = (line.end - line.start < HALF_FEN) & ~last
    kept = ~sliver
    place = np.arange(len(kept))
    begun = np.maximum.accumulate(np.where(np.roll(sliver, 1), 0, place))  # where a run of slivers before a piece began
    start = line.start[begun]
    moved = (line.start - start)[:, None]
    return replace(_rows(line, kept), start=start[kept], values=(line.values - line.slopes * moved)[kept])


def _joined(line: EarningsLine) -> EarningsLine:
    """Join neighbouring pieces of a family that lie on one straight line."""
    same_family = line.household[1:] == line.household[:-1]
    step = np.abs(line.values[1:] - line.values_at_end[:-1]).max(axis=1, initial=0.0)
    bend = np.abs(line.slopes[1:] - line.slopes[:-1]).max(axis=1, initial=0.0)
    straight = same_family & (step < HALF_FEN) & (bend < STRAIGHT)
    first, last = np.append(True, ~straight), np.append(~straight, True)
    return replace(_rows(line, first), end=line.end[last], cause=line.cause[last])


def _rows(line: EarningsLine, chosen: Array) -> EarningsLine:
    names = ("household", "start", "end", "values", "slopes", "cause")
    return replace(line, **{name: getattr(line, name)[chosen] for name in names})
