"""What alerts are worth (precision, recall, lead), against a plain second count on random panels."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from aidkit.oversight.monitoring.levels import Observed
from aidkit.oversight.monitoring.quality import quality


def plain_worth(due, present, weight, alerts, horizon):
    months, households = due.shape
    begins = [
        (t, h)
        for t in range(1, months)
        for h in range(households)
        if due[t, h] and not due[t - 1, h] and present[t - 1, h]
    ]
    free = {(t, h) for t in range(1, months) for h in range(households) if alerts[t, h] and not due[t - 1, h]}
    judged = [(t, h) for t, h in sorted(free) if t + horizon < months]
    right = [(t, h) for t, h in judged if any((s, h) in begins for s in range(t, t + horizon + 1))]
    whole = [(t, h) for t, h in begins if t - horizon >= 1]
    leads = [
        (weight[t, h], max((t - s for s in range(t - horizon, t + 1) if (s, h) in free), default=None))
        for t, h in whole
    ]
    warned = [(w, lead) for w, lead in leads if lead is not None]
    total, onset = sum(weight[c] for c in judged), sum(w for w, _ in leads)
    hit = sum(w for w, _ in warned)
    return [
        total,
        len(judged),
        sum(weight[c] for c in right) / total if total else np.nan,
        onset,
        len(whole),
        hit / onset if onset else np.nan,
        sum(w for w, lead in warned if lead >= 1) / onset if onset else np.nan,
        sum(w * lead for w, lead in warned) / hit if hit else np.nan,
    ]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("horizon", [0, 1, 3, 6])
def test_worth_equals_a_plain_count(seed, horizon):
    random = np.random.default_rng([seed, horizon])
    shape = (8, 15)
    present = random.random(shape) < 0.9
    due = (random.random(shape) < 0.3) & present
    weight = np.where(present, random.integers(1, 9, shape), 0.0)
    alerts = (random.random(shape) < 0.2) & present
    alerts[0] = False
    seen = Observed(None, None, pd.Index(range(15)), np.array([""] * 15), (), (), present, weight, due, weight)
    found = list(vars(quality(seen, alerts, horizon)).values())
    assert found == pytest.approx(plain_worth(due, present, weight, alerts, horizon), nan_ok=True)
