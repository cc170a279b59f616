"""dibao-lite, rule by rule in numpy: the way a researcher without an engine writes it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tests.benchmarks.lite_data import Data, Outcome

NAME, PACKAGE = "numpy, rule by rule", "numpy"


def prepare(data: Data, p: dict[str, float]) -> Callable[[], Outcome]:
    """Return the work."""
    person, home, owner = data.person, data.household, data.owner
    homes = len(data.offsets) - 1
    members = np.diff(data.offsets)

    def per_home(values: np.ndarray) -> np.ndarray:
        return np.bincount(owner, values, homes)

    def work() -> Outcome:
        wage = person["wage_income"]
        cost = np.minimum(p["income.work_cost.rate"] * wage, 12 * p["income.work_cost.monthly_cap"])
        countable = wage - np.where(person["employed"], cost, 0.0) + person["transfer_income"]
        medical = np.maximum(person["medical_self_paid"] - p["rigid.medical_floor"], 0.0)
        gross = wage + person["basic_pension"] + person["transfer_income"]
        grade, kind, age = person["disability_grade"], person["disability_kind"], person["age"]
        severe = (grade == 1) | (grade == 2) | ((grade == 3) & (kind >= 5))
        vulnerable = severe | person["serious_illness"]
        of_age = (age >= p["uplift.elder_age"]) | (age < p["tekun.minor_age"])
        rate = np.where(of_age, p["uplift.rates.elder"], 0.0)
        rate = np.where(person["serious_illness"], p["uplift.rates.serious_illness"], rate)
        rate = np.where(severe, p["uplift.rates.severe_disability"], rate)
        standard = 12 * np.where(home["area"] == 0, p["dibao.standard.urban"], p["dibao.standard.rural"])
        rigid = np.minimum(per_home(medical), p["rigid.annual_cap"])
        a_head = np.maximum(per_home(countable) - rigid, 0.0) / members
        within = home["financial_assets"] / members <= p["assets.edge.financial_multiple"] * standard
        within &= (home["vehicles"] == 0) & (home["dwellings"] <= 1)
        dibao = (a_head < standard) & within
        low = (a_head <= p["edge.multiple"] * standard) & within & ~dibao
        singly = per_home(vulnerable)
        full = (standard - a_head) * members + standard * per_home(rate)
        single = p["dibao.single_entry.share"] * standard * singly
        benefit = np.where(dibao, full, np.where(low, single, 0.0))
        eligible = np.where(dibao, members, np.where(low, singly, 0.0))
        gap = np.maximum((standard - (per_home(gross) + benefit) / members) / standard, 0.0) * members
        return Outcome(benefit.sum(), eligible.sum(), gap.sum() / len(owner), (benefit / members)[owner])

    return work
