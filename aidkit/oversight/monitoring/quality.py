"""How good triggers are: whether alerts come before entitlement, and how many come for nothing (预警效果)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from aidkit.oversight.monitoring.levels import Array, Observed


@dataclass(frozen=True)
class Quality:
    """What a set of triggers is worth; counts and shares are weighted by the households represented.

    Attributes:
        alerts: Alerts for households that were not entitled the month before and whose horizon was seen to its end.
        alerts_seen: The same, rows of the panel.
        precision: Share of these alerts that entitlement followed, in the same month or within the horizon.
        onsets: Households that became entitled, the horizon before it seen in full.
        onsets_seen: The same, rows of the panel.
        recall: Share of these that had an alert in the same month or within the horizon before.
        early: Share of these that had one at least a month before.
        lead_months: Months from the first such alert to entitlement, mean over those that had one.
    """

    alerts: float
    alerts_seen: int
    precision: float
    onsets: float
    onsets_seen: int
    recall: float
    early: float
    lead_months: float


def raised(seen: Observed, levels: Array, least: int = 1) -> Array:
    """Return where a trigger warns: at a level that is higher than the month before, and high enough.

    Args:
        seen: The panel under a policy.
        levels: (..., months, households) level of a trigger.
        least: Lowest level that counts.

    Returns:
        (..., months, households) yes or no; never in a household's first month, which has nothing before it.
    """
    warns = np.zeros(levels.shape, bool)
    warns[..., 1:, :] = (levels[..., 1:, :] > levels[..., :-1, :]) & (levels[..., 1:, :] >= least) & seen.present[:-1]
    return warns


def onsets(seen: Observed) -> Array:
    """Return where a household becomes entitled: not the month before, though it was there, and now."""
    begins = np.zeros_like(seen.due)
    begins[1:] = seen.due[1:] & ~seen.due[:-1] & seen.present[:-1]
    return begins


def quality(seen: Observed, alerts: Array, horizon: int) -> Quality:
    """Hold alerts against later entitlement.

    Args:
        seen: The panel under a policy.
        alerts: (months, households) whether any trigger of the set warns.
        horizon: Months within which entitlement is to follow, 0 or more.
    """
    begins, months = onsets(seen), len(alerts)
    free = np.zeros_like(alerts)
    free[1:] = alerts[1:] & ~seen.due[:-1]  # a family that is entitled already needs no warning
    judged = free.copy()
    judged[max(0, months - horizon) :] = False  # what follows was not seen
    followed = _within(begins, horizon)
    first = np.full(begins.shape, -1)  # months from the earliest alert of the horizon to the month
    for back in range(horizon + 1):
        first[back:] = np.where(free[: months - back], back, first[back:])
    whole = begins.copy()
    whole[: horizon + 1] = False  # what came before was not seen: the first month warns of nothing
    weight, lead = seen.weight[whole], first[whole]
    warned = lead >= 0
    return Quality(
        alerts=float(seen.weight[judged].sum()),
        alerts_seen=int(judged.sum()),
        precision=_share(seen.weight[judged & followed].sum(), seen.weight[judged].sum()),
        onsets=float(weight.sum()),
        onsets_seen=int(whole.sum()),
        recall=_share(weight[warned].sum(), weight.sum()),
        early=_share(weight[lead >= 1].sum(), weight.sum()),
        lead_months=_share((weight * lead)[warned].sum(), weight[warned].sum()),
    )


def _within(begins: Array, horizon: int) -> Array:
    """Return whether something begins in a month or in one of the next so many."""
    found = begins.copy()
    for ahead in range(1, min(horizon, len(begins) - 1) + 1):
        found[:-ahead] |= begins[ahead:]
    return found


def _share(part: float, of: float) -> float:
    return float(part) / float(of) if of else float("nan")
