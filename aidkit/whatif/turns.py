"""Turns of a family's money along its earnings: notches, where it jumps, and kinks, where only its slope changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from aidkit.engine.traced import Cause
from aidkit.whatif.earnings_line import HALF_FEN, STRAIGHT, EarningsLine

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Turns:
    """Places where two pieces of a family meet, family by family, ascending.

    Attributes:
        piece: (turns,) the piece that ends there; the next one begins there.
        household: (turns,) engine position of the family.
        at: (turns,) wage, yuan a month.
        changes: (turns, programmes) jump of each programme, yuan a month.
        rate_before: (turns,) marginal rate below.
        rate_after: (turns,) marginal rate above.
        causes: (turns,) the condition that turns, as written in the rule.
    """

    piece: Array
    household: Array
    at: Array
    changes: Array
    rate_before: Array
    rate_after: Array
    causes: tuple[Cause, ...]

    @property
    def change(self) -> Array:
        """(turns,) jump of the family's net income, yuan a month."""
        return np.asarray(self.changes.sum(axis=1))

    @property
    def is_notch(self) -> Array:
        """(turns,) whether net income jumps by a fen or more."""
        return np.asarray(np.abs(self.change) >= HALF_FEN)

    @property
    def is_kink(self) -> Array:
        """(turns,) whether net income goes on, at another slope."""
        return np.asarray(~self.is_notch & (np.abs(self.rate_after - self.rate_before) >= STRAIGHT))

    @property
    def leading(self) -> Array:
        """(turns,) the programme that jumps furthest in the direction in which net income does."""
        return np.asarray(np.argmax(self.changes * np.sign(self.change)[:, None], axis=1))

    def chosen(self, which: Array) -> Turns:
        """Return some of the turns."""
        places = np.flatnonzero(which)
        return Turns(
            piece=self.piece[places],
            household=self.household[places],
            at=self.at[places],
            changes=self.changes[places],
            rate_before=self.rate_before[places],
            rate_after=self.rate_after[places],
            causes=tuple(self.causes[place] for place in places),
        )


def turns_of(line: EarningsLine, up_to: float) -> Turns:
    """Find the turns at or below a wage."""
    piece = np.flatnonzero((line.household[1:] == line.household[:-1]) & (line.end[:-1] <= up_to))
    jumps = line.values[piece + 1] - line.values_at_end[piece]
    jumps[np.abs(jumps) < HALF_FEN] = 0.0  # what the rules' tolerance of a line leaves over
    return Turns(
        piece=piece,
        household=line.household[piece],
        at=line.end[piece],
        changes=jumps[:, 1:],  # own income, the first column, never jumps: the wage moves evenly
        rate_before=line.marginal_rate[piece],
        rate_after=line.marginal_rate[piece + 1],
        causes=tuple(line.causes[cause] for cause in line.cause[piece]),
    )


def recovered_at(line: EarningsLine, turns: Turns) -> Array:
    """Return (turns,) the wage at which net income is again what it was before a loss.

    It is the turn itself where nothing was lost, and NaN where the income of before is not reached again.
    """
    before = (line.values_at_end[turns.piece]).sum(axis=1)
    found = np.where(turns.change < 0, np.nan, turns.at)
    last = len(line.household) - 1
    ahead = turns.piece + 1
    waiting = np.isnan(found)
    while waiting.any():
        here = np.minimum(ahead, last)
        waiting &= (ahead <= last) & (line.household[here] == turns.household)
        missing = before - line.net[here]
        with np.errstate(divide="ignore", invalid="ignore"):
            distance = np.where(missing <= HALF_FEN, 0.0, missing / line.net_slope[here])
        within = waiting & (distance >= 0) & (line.start[here] + distance <= line.end[here])
        found = np.where(within, line.start[here] + distance, found)
        waiting &= ~within
        ahead = ahead + 1
    return found
