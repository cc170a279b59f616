"""Invent a population for a place: families nobody is, which together look like the place (合成人口)."""

from __future__ import annotations

import datetime
from numbers import Integral

import numpy as np

from aidkit.data.synthesis.assets import draw_assets
from aidkit.data.synthesis.assumptions import Assumptions, read_assumptions
from aidkit.data.synthesis.draft import Draft
from aidkit.data.synthesis.expenses import draw_expenses
from aidkit.data.synthesis.families import draw_families
from aidkit.data.synthesis.hardship import draw_hardship
from aidkit.data.synthesis.health import draw_health
from aidkit.data.synthesis.history import draw_history
from aidkit.data.synthesis.income_fit import fit_incomes
from aidkit.data.synthesis.income_shape import IncomeShape
from aidkit.data.synthesis.incomes import draw_incomes
from aidkit.data.synthesis.kin import draw_kin
from aidkit.data.synthesis.margins import Anchors, read_anchors
from aidkit.data.synthesis.raking import Raked, rake
from aidkit.data.synthesis.register_state import draw_register
from aidkit.data.synthesis.sampling import Random
from aidkit.data.synthesis.tables import tables
from aidkit.data.synthesis.villages import draw_villages
from aidkit.data.synthesis.work import draw_work
from aidkit.engine.run import simulate
from aidkit.errors import PopulationError, message
from aidkit.policy import Policy, load_policy
from aidkit.population import Population

# Each topic draws from a stream of its own. A new topic goes to the end: then it leaves the others' draws as they are.
TOPICS = ("families", "health", "kin", "work", "incomes", "fit", "assets", "expenses", "hardship", "register",
          "history", "villages")  # fmt: skip


def synthesize(
    place: str, households: int = 5_000, seed: int = 1, date: datetime.date | str | None = None
) -> Population:
    """Invent families of a place: composition, incomes, disability, illness, assets, and what the register says.

    Margins are read from ``data/margins`` (registered persons by age, sex and area, families by size, disability
    cards by kind and severity, incomes, beneficiaries), the country's where the place has none. What no page gives
    is assumed in ``data/margins/assumed_behaviour.yaml``: take-up and error rates are inputs, not findings. The
    same arguments and the same numpy give the same population.

    Never drawn: families registered elsewhere, persons of unknown sex, the dead.

    Args:
        place: Id of the place, one of ``aidkit.places()``.
        households: Families to draw.
        seed: Seed of all draws.
        date: Policy date: the standards and rules families are on cover under; the place's campaign date if left out.

    Returns:
        A population marked synthetic; its ``fit`` holds one row a margin: target, before and after raking,
        relative error, whether it was used or why not, and its source.

    Raises:
        PolicyError: The place or the date is unknown.
        PopulationError: ``households`` is no whole number above 0, or ``seed`` no whole number from 0.

    Example:
        >>> population = synthesize("jinjiang", households=500, seed=1)
        >>> len(population.households), population.synthetic
        (500, True)
    """
    _check_whole("households", households, 1, "How many families to draw is a whole number above 0, e.g. 5_000.")
    _check_whole("seed", seed, 0, "The seed is a whole number from 0 on; the same seed gives the same families.")
    policy = load_policy(place, date)
    anchors, assumed = read_anchors(place), read_assumptions()
    streams = _streams(int(seed))
    draft, shapes = _drawn(int(households), anchors, policy, assumed, streams)
    _plant_register(draft, anchors, policy, assumed, streams)
    draw_villages(draft, streams["villages"])
    raked = rake(draft, shapes, anchors)
    draft.households["weight"] = raked.weights
    return _population(draft, policy, _source(anchors, policy, int(households), int(seed), raked), raked)


def _check_whole(name: str, value: object, least: int, allowed: str) -> None:
    if isinstance(value, bool) or not isinstance(value, Integral) or value < least:
        raise PopulationError(message(f"{name}={value!r} cannot be used.", allowed))


def _streams(seed: int) -> dict[str, Random]:
    children = np.random.SeedSequence(seed).spawn(len(TOPICS))
    return {topic: np.random.default_rng(child) for topic, child in zip(TOPICS, children, strict=True)}


def _drawn(
    count: int, anchors: Anchors, policy: Policy, assumed: Assumptions, streams: dict[str, Random]
) -> tuple[Draft, dict[str, IncomeShape]]:
    """Draw the families and all that does not depend on the register."""
    draft = draw_families(count, anchors, assumed, streams["families"])
    draw_health(draft, anchors, assumed, streams["health"])
    draw_kin(draft, anchors, assumed, streams["kin"])
    draw_work(draft, assumed, streams["work"])
    draw_expenses(draft, assumed, streams["expenses"])
    draw_hardship(draft, assumed, streams["hardship"])
    draw_incomes(draft, anchors, assumed, streams["incomes"])
    shapes = fit_incomes(draft, anchors, policy, assumed, streams["fit"])
    draw_assets(draft, anchors, assumed, streams["assets"])
    return draft, shapes


def _plant_register(
    draft: Draft, anchors: Anchors, policy: Policy, assumed: Assumptions, streams: dict[str, Random]
) -> None:
    """Ask the rules who is entitled, then plant a register that is mostly, not wholly, right."""
    result = simulate(_population(draft, policy, "invented: families before a register is planted", None), policy)
    draw_register(draft, result, policy, anchors, assumed, streams["register"])
    draw_history(draft, result, policy, assumed, streams["history"])


def _population(draft: Draft, policy: Policy, source: str, raked: Raked | None) -> Population:
    households, persons = tables(draft, policy.place.id)
    fit = None if raked is None else raked.fit
    return Population(households=households, persons=persons, synthetic=True, source=source, fit=fit)


def _source(anchors: Anchors, policy: Policy, households: int, seed: int, raked: Raked) -> str:
    used, rows = int(raked.fit["used"].sum()), len(raked.fit)
    return (
        f"invented: {households:,} families of {policy.place.en} ({anchors.zh}) on {policy.date}, seed {seed}, raked to "
        f"{used} of {rows} margins; weights {raked.lowest:.2f} to {raked.highest:.2f} times their mean, effective "
        f"sample size {raked.effective_sample_size:,.0f} families"
    )
