"""dibao-lite in pandas: columns by eval-like expressions, households by groupby."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from tests.benchmarks.lite_data import Data, Outcome

NAME, PACKAGE = "pandas, groupby", "pandas"


def prepare(data: Data, p: dict[str, float]) -> Callable[[], Outcome]:
    """Return the work."""
    persons = pd.DataFrame({"owner": data.owner, **data.person}, copy=False)
    home = pd.DataFrame(data.household, copy=False)

    def work() -> Outcome:
        wage = persons["wage_income"]
        cost = (p["income.work_cost.rate"] * wage).clip(upper=12 * p["income.work_cost.monthly_cap"])
        severe = persons["disability_grade"].isin([1, 2])
        severe |= (persons["disability_grade"] == 3) & (persons["disability_kind"] >= 5)
        of_age = (persons["age"] >= p["uplift.elder_age"]) | (persons["age"] < p["tekun.minor_age"])
        rate = pd.Series(np.where(of_age, p["uplift.rates.elder"], 0.0))
        rate = rate.mask(persons["serious_illness"], p["uplift.rates.serious_illness"])
        per_person = pd.DataFrame(
            {
                "income": wage - cost.where(persons["employed"], 0.0) + persons["transfer_income"],
                "medical": (persons["medical_self_paid"] - p["rigid.medical_floor"]).clip(lower=0.0),
                "gross": wage + persons["basic_pension"] + persons["transfer_income"],
                "singly": (severe | persons["serious_illness"]).astype(float),
                "rate": rate.mask(severe, p["uplift.rates.severe_disability"]),
                "members": 1.0,
            }
        )
        total = per_person.groupby(persons["owner"], sort=False).sum()
        standard = 12 * home["area"].map({0: p["dibao.standard.urban"], 1: p["dibao.standard.rural"]})
        members = total["members"]
        a_head = (total["income"] - total["medical"].clip(upper=p["rigid.annual_cap"])).clip(lower=0.0) / members
        within = home["financial_assets"] / members <= p["assets.edge.financial_multiple"] * standard
        within &= (home["vehicles"] == 0) & (home["dwellings"] <= 1)
        dibao = (a_head < standard) & within
        low = (a_head <= p["edge.multiple"] * standard) & within & ~dibao
        single = (p["dibao.single_entry.share"] * standard * total["singly"]).where(low, 0.0)
        benefit = ((standard - a_head) * members + standard * total["rate"]).where(dibao, single)
        eligible = members.where(dibao, total["singly"].where(low, 0.0))
        gap = ((standard - (total["gross"] + benefit) / members) / standard).clip(lower=0.0) * members
        share = persons["owner"].map(benefit / members)
        return Outcome(benefit.sum(), eligible.sum(), gap.sum() / len(persons), share.to_numpy())

    return work
