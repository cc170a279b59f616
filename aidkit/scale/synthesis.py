"""Invented populations of any size, drawn part by part: the same files whoever draws them, in whatever order.

Each part has a seed of its own, and is raked to its place's margins by itself; its weights are scaled so that all
parts together stand for the place once.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from aidkit.data.synthesis.margins import read_anchors
from aidkit.data.synthetic import synthesize as invent
from aidkit.engine.requests import check_counts
from aidkit.errors import PopulationError, message
from aidkit.layout import BLOCK
from aidkit.policy import load_policy
from aidkit.population import Population
from aidkit.scale.cluster import on_cluster
from aidkit.scale.counties import TABLE, county_names, invented_parameters
from aidkit.scale.parts import appearing_together, mark, write_place
from aidkit.scale.processes import in_processes

FAMILIES = 2 * BLOCK  # a part: some 45,000 persons, whose weights still meet every margin
PROBE = 2_000  # families that tell how many persons a family has
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Draw:
    """One part to draw.

    Attributes:
        place: Place whose margins it meets.
        named: Place it is filed under: the same, or an invented county.
        number: Number of the part within that place.
        families: Families in it.
        share: Share of the place's families that it is.
        seed: Its seed.
        date: Policy date.
        folder: Folder of the population.
    """

    place: str
    named: str
    number: int
    families: int
    share: float
    seed: int
    date: str
    folder: str

    def __call__(self) -> int:
        """Draw the part, write it, and return its persons."""
        drawn = invent(self.place, self.families, self.seed, self.date)
        prefix = f"{self.named}-{self.number:05d}-"
        households = drawn.households.assign(
            household_id=prefix + drawn.households["household_id"].astype(str),
            place=self.named,
            weight=drawn.households["weight"] * self.share,
        )
        persons = drawn.persons.assign(
            household_id=prefix + drawn.persons["household_id"].astype(str),
            person_id=prefix + drawn.persons["person_id"].astype(str),
        )
        write_place(Population(households, persons), Path(self.folder), 0, self.named, FAMILIES, self.number)
        return len(persons)


def synthesize(
    folder: str | Path,
    persons: float,
    *,
    place: str | None = None,
    counties: int | None = None,
    seed: int = 1,
    date: datetime.date | str | None = None,
    processes: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> Path:
    """Invent a population of about so many persons, in parts on disk; nobody in it exists (合成数据).

    Args:
        folder: Where to; made when it is not there.
        persons: Persons, about: families are drawn whole.
        place: Place whose margins the families meet; None for all places, in proportion to their registered persons.
        counties: Spread the families over so many invented counties, whose standards differ from the place's and stand
            in the table ``parameters.csv`` of the folder.
        seed: Seed of everything; the same arguments give the same files.
        date: Policy date; each place's campaign date if left out.
        processes: Parts drawn at a time, each in a process of its own; None for one a core. No file depends on it.
        scheduler: As of ``simulate``: parts drawn by Dask workers instead.
        progress: Called with the parts done and the parts there are.

    Returns:
        The folder, marked as invented.

    Raises:
        PopulationError: The folder holds a population already, or ``persons`` or ``counties`` are no numbers above 0.
        AidkitError: A process that drew parts came to an end, or Dask does not do what ``scheduler`` asks of it.
        PolicyError: The place or the date is unknown, or counties are asked for without a place.

    Example:
        >>> folder = aidkit.scale.synthesize("country", 1e7, place="jinjiang")
    """
    root = Path(folder)
    _check(persons, counties, place)
    check_counts(processes=processes)
    with appearing_together(root) as staged:
        draws = _draws(staged, float(persons), place, counties, seed, date)
        drawn = (
            on_cluster(_draw, draws, scheduler)  # whose workers are started with one thread of linear algebra, too
            if scheduler is not None
            else in_processes(_draw, draws, processes or os.cpu_count() or 1)
        )
        for done, _ in enumerate(drawn, 1):
            if progress is not None:
                progress(done, len(draws))
        if counties is not None:
            assert place is not None
            invented_parameters(load_policy(place, date), counties, seed).to_csv(root / TABLE)
        mark(root, f"invented: about {persons:,.0f} persons of {place or 'all places'}, seed {seed}")
    return root


def _draw(draw: Draw) -> int:
    return draw()


def _check(persons: float, counties: int | None, place: str | None) -> None:
    for name, number in (("persons", persons), ("counties", counties)):
        if number is not None and not number >= 1:
            raise PopulationError(message(f"{name}={number!r} cannot be used.", "Give a number above 0, e.g. 1e6."))
    if counties is not None and place is None:
        raise PopulationError(
            message("Counties are invented after one place.", "Name it, e.g. place='jinjiang', or leave counties out.")
        )


def _draws(
    root: Path, persons: float, place: str | None, counties: int | None, seed: int, date: datetime.date | str | None
) -> list[Draw]:
    """Say which parts there are, and which seed each has."""
    draws: list[Draw] = []
    for origin, share in _shares(place).items():
        policy = load_policy(origin, date)
        probe = invent(origin, PROBE, seed, policy.date)
        families = max(1, round(share * persons * PROBE / len(probe.persons)))
        names = [origin] if counties is None else county_names(counties)
        for name, own in zip(names, _spread(families, len(names)), strict=True):
            for number, size in enumerate(_spread(own, -(-own // FAMILIES)) if own else ()):
                place_seed = _seed_of(seed, len(draws))
                draws.append(Draw(origin, name, number, size, size / own, place_seed, str(policy.date), str(root)))
    return draws


def _shares(place: str | None) -> dict[str, float]:
    if place is not None:
        return {place: 1.0}
    from aidkit.parameter_files import places

    registered = {name: read_anchors(name).number("population.hukou") for name in places()}
    return {name: number / sum(registered.values()) for name, number in registered.items()}


def _spread(number: int, over: int) -> list[int]:
    """Divide a number as evenly as whole numbers can be."""
    return [number // over + (position < number % over) for position in range(over)]


def _seed_of(seed: int, part: int) -> int:
    return int(np.random.SeedSequence([seed, part]).generate_state(1, np.uint64)[0])
