"""Draw what families pay for school and rehabilitation (教育支出、残疾康复支出)."""

from __future__ import annotations

import numpy as np

from aidkit.data.synthesis.assumptions import Assumptions
from aidkit.data.synthesis.draft import Draft
from aidkit.data.synthesis.sampling import Random, lognormal

SCHOOLS = {"kindergarten": (3, 7), "compulsory": (7, 16), "senior": (16, 19), "college": (19, 23)}
IN_KINDERGARTEN = 0.8  # share of ages 3 to 6
SCHOOL_SPREAD, BILL_SPREAD = 0.35, 0.7
ADULT = 18
HUNDREDS = -2


def draw_expenses(draft: Draft, assumed: Assumptions, random: Random) -> None:
    """Add ``education_expense`` and ``rehabilitation_expense``, yuan a year."""
    age, n = draft.person("age"), draft.people
    school, prices = np.zeros(n), assumed.named("expenses.school")
    small = (age < SCHOOLS["compulsory"][0]) & (random.random(n) < IN_KINDERGARTEN)
    attends = draft.person("student") | small
    for name, (first, after) in SCHOOLS.items():
        pupil = (age >= first) & (age < after) & attends & draft.present
        school += lognormal(random, prices[name], SCHOOL_SPREAD, n) * pupil
    adults, minors = (
        assumed.number("expenses.rehabilitation"),
        assumed.number("expenses.rehabilitation_minors"),
    )
    chance = np.where(age < ADULT, minors, adults)
    pays = (draft.person("disability_grade") > 0) & (random.random(n) < chance)
    bill = lognormal(random, assumed.number("expenses.rehabilitation_bill"), BILL_SPREAD, n) * pays
    draft.households["education_expense"] = np.round(draft.total(school), HUNDREDS)
    draft.households["rehabilitation_expense"] = np.round(draft.total(bill), HUNDREDS)
