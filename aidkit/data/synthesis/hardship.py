"""Draw the emergencies of the last twelve months and the bills they leave (急难情形)."""

from __future__ import annotations

import numpy as np

from aidkit.data.synthesis.assumptions import Assumptions
from aidkit.data.synthesis.draft import Draft
from aidkit.data.synthesis.sampling import Random, lognormal, pick
from aidkit.schema import Shock

WITH_A_BILL = (Shock.ACCIDENT, Shock.ILLNESS)
BILL_SPREAD = 0.7
ADULT = 18


def draw_hardship(draft: Draft, assumed: Assumptions, random: Random) -> None:
    """Add ``shock``; an accident or a sudden illness adds to the own medical payment of an adult of the family."""
    shock = np.zeros(draft.families, np.int64)
    for name, rate in assumed.named("hardship.shocks").items():
        shock[pick(random, shock == Shock.NONE, rate * draft.families)] = Shock[name.upper()]
    draft.households["shock"] = shock
    adult = (draft.person("age") >= ADULT) & draft.present
    struck = draft.first(adult & draft.of(np.isin(shock, WITH_A_BILL)))
    bill = lognormal(random, assumed.number("hardship.shock_bill"), BILL_SPREAD, len(struck))
    draft.persons["medical_self_paid"][struck] += np.round(bill, -2)
