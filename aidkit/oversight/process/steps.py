"""One month of the process, step by step, for all persons at once: need, discovery, decision, payment, its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from aidkit.oversight.process.clock import Array, Clock, taken_up
from aidkit.oversight.values import Values

NEVER = 1_000_000  # a month no run reaches
IDLE, FILED, GRANTED = range(3)
CHANNELS = ("self_application", "hotline", "visit", "match")
DRAWS = ("change", "death", *CHANNELS, "match_exit", "audit")
DAYS_A_MONTH = 365.25 / 12


@dataclass
class Persons:
    """What is known of every person at the end of a month; months count from the first.

    Attributes:
        reach, listed: (n,) whether a visiting round reaches the person; whether any list compared can show the need.
        pace: (n,) share of time limits the case takes.
        town: (n,) town office.
        alive, in_need: (n,).
        since, ended, died: (n,) month in which need last began, first month after it, month of death.
        status: (n,) idle, filed or granted.
        found, noticed, decided: (n,) days of the open or last case.
        pay_from, stop_from: (n,) first month paid, first month no longer paid.
        free: (towns,) day from which each town office can take up another case.
    """

    reach: Array
    listed: Array
    pace: Array
    town: Array
    alive: Array
    in_need: Array
    since: Array
    ended: Array
    died: Array
    status: Array
    found: Array
    noticed: Array
    decided: Array
    pay_from: Array
    stop_from: Array
    free: Array

    @staticmethod
    def at_start(draws: Array, values: Values, towns: int) -> Persons:
        """Return persons nobody of whom is covered; as many are in need as in the long run.

        Args:
            draws: (n, 5) numbers 0-1: need, reach, pace, town, listed.
            values: Settings of the process.
            towns: Town offices.
        """
        size, rates = len(draws), values["shock_rate"] + values["recovery_rate"]
        months, days = np.full(size, NEVER), np.zeros(size, "datetime64[D]")
        return Persons(
            reach=draws[:, 1] < values["visit_reach"],
            listed=draws[:, 4] < values["match_reach"],
            pace=values["pace_low"] + (values["pace_high"] - values["pace_low"]) * draws[:, 2],
            town=np.floor(draws[:, 3] * towns).astype(int),
            alive=np.ones(size, bool),
            in_need=draws[:, 0] < (values["shock_rate"] / rates if rates else 0.0),
            since=np.zeros(size, int),
            ended=months.copy(),
            died=months.copy(),
            status=np.full(size, IDLE),
            found=days.copy(),
            noticed=days.copy(),
            decided=days.copy(),
            pay_from=months.copy(),
            stop_from=months.copy(),
            free=np.full(towns, -np.inf),
        )

    def paid(self, month: int) -> Array:
        """Return who is paid in a month, (n,) yes or no."""
        return np.asarray((self.status == GRANTED) & (self.pay_from <= month) & (month < self.stop_from))


def end_payments(p: Persons, month: int) -> None:
    """Take those whose payment has run out off the register."""
    p.status[(p.status == GRANTED) & (p.stop_from <= month)] = IDLE


def change_need(p: Persons, month: int, u: dict[str, Array], values: Values) -> None:
    """Let persons die, fall under the line and rise above it; none of this depends on what offices do.

    Who is dead in a month died before that month's payment.
    """
    dies = p.alive & (u["death"] < values["death_rate"])
    p.died[dies], p.alive[dies] = month, False
    p.status[dies & (p.status == FILED)] = IDLE
    falls = p.alive & ~p.in_need & (u["change"] < values["shock_rate"])
    rises = p.in_need & ((u["change"] < values["recovery_rate"]) | dies)
    if month == 0:  # who is in need at the start stays so for a month at least
        falls, rises = falls & False, rises & dies
    p.in_need = (p.in_need | falls) & ~rises
    p.since[falls], p.ended[rises] = month, month
    p.stop_from[falls & (p.status == GRANTED)] = NEVER  # in need again before payment ended: it goes on


def discover(p: Persons, month: int, u: dict[str, Array], values: Values, clock: Clock) -> tuple[Array, Array, Array]:
    """Let the channels find persons in need who are not on file, and their offices take up the cases.

    Each channel has a chance of its own; a draw below it says that the channel finds the person, and how far below,
    when in the month. The earliest channel counts.

    Returns:
        Rows of the persons found, channel of each, and share of the month at which it found them.
    """
    looked_for = np.flatnonzero(p.in_need & (p.status == IDLE))
    chances = _chances(p.reach[looked_for], p.listed[looked_for], month, values)
    with np.errstate(divide="ignore", invalid="ignore"):
        when = np.stack([np.where(u[c][looked_for] < q, u[c][looked_for] / q, np.inf) for c, q in chances.items()])
    when[CHANNELS.index("match")][np.isfinite(when[CHANNELS.index("match")])] = 0.0  # run on the first of the month
    first = np.isfinite(when).any(axis=0)
    rows, when = looked_for[first], when[:, first]
    channel, within = when.argmin(axis=0), when.min(axis=0)
    p.status[rows], p.found[rows] = FILED, clock.day(month, within)
    spacing = DAYS_A_MONTH / values["capacity"] if values["capacity"] else 0.0
    begun = np.ceil(taken_up(p.found[rows].astype(int), p.town[rows], p.free, spacing)) if spacing else p.found[rows]
    p.noticed[rows] = clock.noticed(begun.astype("datetime64[D]"), p.pace[rows], values)
    p.decided[rows] = clock.decided(p.noticed[rows], p.pace[rows], values)
    return rows, channel, within


def _chances(reach: Array, listed: Array, month: int, values: Values) -> dict[str, Array]:
    """Return each channel's chance to find a person this month."""
    one = np.ones(len(reach))
    visited = 1 - (1 - values["visit_detection"]) ** values["visits_a_month"]
    return {
        "self_application": one * values["self_application"],
        "hotline": one * values["hotline"],
        "visit": reach * visited,
        "match": listed * (values["match_detection"] if matched(month, values) else 0.0),
    }


def matched(month: int, values: Values) -> bool:
    """Whether data are matched in a month: every so many months, the first time when the interval is over."""
    every = int(values["match_every"])
    return every > 0 and (month + 1) % every == 0


def decide(p: Persons, month: int, values: Values, clock: Clock) -> tuple[int, int]:
    """Decide the cases whose day has come: granted where need still lasts, else refused; return how many of each."""
    due = (p.status == FILED) & (p.decided < clock.bounds(month)[1])
    granted = due & p.in_need
    p.status[due] = IDLE
    p.status[granted] = GRANTED
    p.pay_from[granted] = clock.paid_from(p.decided[granted], values["cut_off_day"])
    p.stop_from[granted] = NEVER
    return int(granted.sum()), int((due & ~granted).sum())


def check(p: Persons, month: int, u: dict[str, Array], values: Values) -> None:
    """Find payments whose ground is gone, by re-check, match, audit or a death's deadline, and set their end."""
    every = int(values["recheck_months"])
    found = (month - p.pay_from + 1) % every == 0 if every else np.zeros(len(p.alive), bool)
    found |= u["audit"] < values["audit_rate"] / 12
    if matched(month, values):
        found |= u["match_exit"] < values["match_exit_detection"]
    found |= ~p.alive & (month - p.died >= values["death_check_months"] - 1)
    gradual = np.where(p.alive, p.ended + int(values["gradual_exit_months"]), 0)
    ending = p.paid(month) & ~p.in_need & found
    p.stop_from[ending] = np.minimum(p.stop_from, np.maximum(month + 1, gradual))[ending]


def states(p: Persons, month: int, values: Values, clock: Clock) -> dict[str, Any]:
    """Return who is where at the end of a month: by state, (n,) yes or no; everybody is in one of them."""
    paid, filed, granted = p.paid(month), p.status == FILED, p.status == GRANTED
    in_town = filed & (p.noticed >= clock.bounds(month)[1])
    leaving = paid & p.alive & ~p.in_need
    gradual = leaving & (month < p.ended + values["gradual_exit_months"])
    waiting = granted & ~paid
    return {
        "not_in_need": p.alive & ~p.in_need & (p.status == IDLE),
        "undiscovered": p.alive & p.in_need & (p.status == IDLE),
        "in_town": in_town,
        "in_county": filed & ~in_town,
        "awaiting_pay": waiting,
        "paid_in_need": paid & p.in_need,
        "gradual_exit": gradual,
        "paid_wrongly": leaving & ~gradual,
        "paid_after_death": paid & ~p.alive,
        "dead": ~p.alive & (p.status == IDLE),
    }
