"""Draw savings, dwellings, vehicles and businesses; the richer own more of each (家庭财产)."""

from __future__ import annotations

import numpy as np

from aidkit.data.synthesis.assumptions import Assumptions
from aidkit.data.synthesis.draft import Draft
from aidkit.data.synthesis.incomes import area_medians, income_per_head
from aidkit.data.synthesis.margins import Anchors
from aidkit.data.synthesis.sampling import Floats, Ints, Random, lognormal
from aidkit.data.synthesis.work import Job

LOOSE = 0.35  # how far savings and cars outlive a bad year, or lag behind a good one: noise on log income
DESTITUTE = 0.05  # what tekun cases keep of the savings others of their income have
HUNDREDS, THOUSANDS = -2, -3


def draw_assets(draft: Draft, anchors: Anchors, assumed: Assumptions, random: Random) -> None:
    """Add financial assets, dwellings, vehicles and business capital.

    Tekun cases have next to no savings, one dwelling at most and no car.
    """
    n, bare = draft.families, draft.has(draft.person("helpless"))
    rank = _wealth_rank(draft, random)
    saved = _savings(draft, anchors, assumed) * np.where(bare, DESTITUTE, 1.0)
    assets = lognormal(random, saved, assumed.number("assets.savings_spread"), n)
    draft.households["financial_assets"] = np.round(assets, HUNDREDS)
    dwellings = _dwellings(rank, assumed, random)
    draft.households["dwellings"] = np.where(bare, np.minimum(dwellings, 1), dwellings)
    cars = assumed.named("assets.vehicles")
    one = random.random(n) < cars["poorest"] + (cars["richest"] - cars["poorest"]) * rank
    two = random.random(n) < cars["second"] * rank
    draft.households["vehicles"] = np.where(bare | ~one, 0, 1 + two)
    draft.households["business_capital"] = _capital(draft, assumed, random)


def _savings(draft: Draft, anchors: Anchors, assumed: Assumptions) -> Floats:
    """Median savings at each family's income: a multiple of it that itself rises with income per head."""
    income = np.maximum(income_per_head(draft), 1.0)
    thrift = (income / area_medians(draft, anchors)) ** assumed.number("assets.savings_slope")
    return np.asarray(assumed.number("assets.savings") * thrift * income * draft.size)


def _wealth_rank(draft: Draft, random: Random) -> Floats:
    """(households,) rank 0-1 by income, loosened."""
    wealth = np.log(np.maximum(income_per_head(draft), 1.0)) + LOOSE * random.standard_normal(draft.families)
    rank = np.empty(draft.families)
    rank[np.argsort(wealth, kind="stable")] = (np.arange(draft.families) + 0.5) / draft.families
    return rank


def _dwellings(rank: Floats, assumed: Assumptions, random: Random) -> Ints:
    """None for some of the poor, two or three for some of the rich, one for all others."""
    homes, draw = assumed.named("assets.dwellings"), random.random(len(rank))
    two = homes["two_poorest"] + (homes["two_richest"] - homes["two_poorest"]) * rank
    none = 2 * homes["none"] * (1 - rank)
    return np.select([draw < two * homes["three"], draw < two, draw > 1 - none], [3, 2, 0], 1)


def _capital(draft: Draft, assumed: Assumptions, random: Random) -> Floats:
    """Registered capital: families that run a business, and a few registrations nobody closed."""
    n = draft.families
    registered = draft.has(draft.person("job") == Job.BUSINESS)
    registered &= random.random(n) < assumed.number("assets.registered")
    registered |= random.random(n) < assumed.number("assets.dormant")
    capital = lognormal(random, assumed.number("assets.capital"), 0.9, n)
    return np.where(registered, np.round(capital, THOUSANDS), 0.0)
