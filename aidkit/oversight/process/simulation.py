"""Coverage over time: from a shock to the first payment, and from the end of need to the last (保障过程模拟).

Persons are invented and independent; every chance and clock is a setting of ``params/oversight/process.yaml``. A
person's draws depend on the seed, the person's number and the month, never on the scenario, so that two scenarios
differ by what was changed alone. Not modelled: amounts, families, errors of verification, appeals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from aidkit.oversight.process.clock import Array, Clock
from aidkit.oversight.process.result import ProcessRun, process_run
from aidkit.oversight.process.steps import (
    CHANNELS,
    DRAWS,
    FILED,
    NEVER,
    Persons,
    change_need,
    check,
    decide,
    discover,
    end_payments,
    states,
)
from aidkit.oversight.values import Values, chosen, whole

_PERSONS_STREAM = NEVER  # the stream of what stays with a person; months have the streams 0, 1, 2, …
_PRICES_STREAM = NEVER + 1  # of the months in which prices start the subsidy, for all persons alike


@dataclass
class Record:
    """What a run writes down.

    Attributes:
        months: One row a month: persons by state at its end, cases filed, granted and refused in it.
        towns: One row a month: cases open in each town office at its end.
        persons: By name, months of each person counted after the warm-up.
        waits: By channel, months from need to discovery of those it found.
        cases: For each case filed after the warm-up: its town, days in the town's hands, days in the county's.
    """

    months: list[dict[str, Any]] = field(default_factory=list)
    towns: list[Array] = field(default_factory=list)
    persons: dict[str, Array] = field(default_factory=dict)
    waits: dict[str, list[float]] = field(default_factory=lambda: {channel: [] for channel in CHANNELS})
    cases: list[Array] = field(default_factory=list)


def simulate_process(
    changes: Mapping[str, float] | None = None,
    *,
    persons: int = 10_000,
    months: int = 84,
    warm_up: int = 24,
    towns: int = 13,
    start: str = "2021-01",
    holidays: Sequence[str] = (),
    seed: int = 1,
) -> ProcessRun:
    """Simulate how persons in need are found, decided on, paid and taken off again, month by month.

    At the start nobody is covered and as many are in need as in the long run; the months of the warm-up fill the
    register and are left out of all averages.

    Args:
        changes: Settings of ``process.yaml`` that differ, e.g. ``{"visits_a_month": 52 / 12, "delegated": 1}``.
        persons: Persons to follow.
        months: Months in all.
        warm_up: Months left out at the start, fewer than ``months``.
        towns: Town offices; persons are spread evenly over them. Qionghai has 13 units that decide (QH-1).
        start: First month, ``YYYY-MM``.
        holidays: Dates that are no working days although a Monday to Friday.
        seed: Seed of all draws.

    Returns:
        Months uncovered a person in need, months wrongly paid, backlog by office.

    Raises:
        PolicyError: A setting is unknown.
        OversightError: A value cannot be used.

    Example:
        >>> weekly = simulate_process({"visits_a_month": 52 / 12}, persons=1_000, months=36, warm_up=12)
        >>> int(weekly.monthly["persons"].nunique())            # nobody is lost
        1

    Source: clauses HS-1, HZ-3, HZ-4, HZ-5, QH-1, QH-5.3, QH-6.1; 民发〔2021〕57号 Art. 15, 19–22, 31; Little (1961).
    """
    values = chosen("process", changes)
    size, towns = whole("persons", persons, 1, "Persons to follow"), whole("towns", towns, 1, "Town offices")
    warm_up = whole("warm_up", warm_up, 0, "Months left out at the start")
    months = whole("months", months, warm_up + 1, "Months in all, more than the warm-up")
    seed = whole("seed", seed, 0, "Seed of all draws")
    clock = Clock.of(start, months, holidays)
    p = Persons.at_start(_stream(seed, _PERSONS_STREAM, size, 5), values, towns)
    record = Record()
    subsidised = _stream(seed, _PRICES_STREAM, months, 1)[:, 0] < values["price_subsidy"]
    for month in range(months):
        draws = dict(zip(DRAWS, _stream(seed, month, size, len(DRAWS)).T, strict=True))
        _month(p, month, draws, values, clock, record, subsidised=bool(subsidised[month]), counts=month >= warm_up)
    return process_run(record, p.town, values, warm_up, seed)


def _stream(seed: int, number: int, persons: int, width: int) -> Array:
    """Return (persons, width) numbers 0-1; a person's row does not depend on how many others there are."""
    return np.random.default_rng([seed, number]).random((persons, width))


def _month(
    p: Persons,
    month: int,
    u: dict[str, Array],
    values: Values,
    clock: Clock,
    record: Record,
    *,
    subsidised: bool,
    counts: bool,
) -> None:
    end_payments(p, month)
    change_need(p, month, u, values)
    rows, channel, within = discover(p, month, u, values, clock)
    if counts:
        days = (p.noticed[rows] - p.found[rows]).astype(int), (p.decided[rows] - p.noticed[rows]).astype(int)
        record.cases.append(np.stack([p.town[rows], *days]))
        for number, name in enumerate(CHANNELS):
            record.waits[name] += (month - p.since[rows] + within)[channel == number].tolist()
    granted, refused = decide(p, month, values, clock)
    found = states(p, month, values, clock)
    record.months.append(
        {
            "month": str(clock.month(month)),
            **{name: int(there.sum()) for name, there in found.items()},
            "persons": int(sum(there.astype(int) for there in found.values()).sum()),
            "filed": len(rows),
            "granted": granted,
            "refused": refused,
            "price_subsidy": subsidised,
        }
    )
    record.towns.append(np.bincount(p.town[found["in_town"]], minlength=len(p.free)))
    if counts:
        _count(record, p, found, subsidised=subsidised)
    check(p, month, u, values)


def _count(record: Record, p: Persons, found: dict[str, Array], *, subsidised: bool) -> None:
    """Add a month to what is counted of each person."""
    paid = found["paid_in_need"] | found["gradual_exit"] | found["paid_wrongly"] | found["paid_after_death"]
    uncovered = p.in_need & ~found["paid_in_need"]
    counted = {
        "months_in_need": p.in_need,
        "months_uncovered": uncovered,
        "subsidies_missed": uncovered & subsidised,
        "months_paid": paid,
        "months_gradual_exit": found["gradual_exit"],
        "months_wrong": found["paid_wrongly"] | found["paid_after_death"],
        "months_filed": p.status == FILED,
    }
    for name, there in counted.items():
        record.persons[name] = record.persons.get(name, np.zeros(len(there), int)) + there
