"""dibao-lite by Tax-Calculator's decorator: scalar functions compiled row by row; households summed in numpy.

The decorator knows rows, not families, and returns a DataFrame a function, as in Tax-Calculator itself.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
from taxcalc.decorators import iterate_jit

from tests.benchmarks.lite_data import Data, Outcome

NAME, PACKAGE = "Tax-Calculator's decorator", "taxcalc"
PARAMETERS = ("rate_cost", "cap", "floor", "r_severe", "r_ill", "r_age", "elder", "minor", "urban", "rural", "annual",
              "multiple", "edge", "single")  # fmt: skip


@iterate_jit(parameters=list(PARAMETERS), nopython=True)
def of_person(
    wage_income,
    transfer_income,
    basic_pension,
    employed,
    medical_self_paid,
    disability_grade,
    disability_kind,
    serious_illness,
    age,
    rate_cost,
    cap,
    floor,
    r_severe,
    r_ill,
    r_age,
    elder,
    minor,
    countable,
    medical,
    gross,
    vulnerable,
    rate,
):
    """Compute what a person's rules give."""
    cost = min(rate_cost * wage_income, cap) if employed else 0.0
    countable = wage_income - cost + transfer_income
    medical = max(medical_self_paid - floor, 0.0)
    gross = wage_income + basic_pension + transfer_income
    severe = disability_grade in (1, 2) or (disability_grade == 3 and disability_kind >= 5)
    vulnerable = 1.0 if severe or serious_illness else 0.0
    if severe:
        rate = r_severe
    elif serious_illness:
        rate = r_ill
    elif age >= elder or age < minor:
        rate = r_age
    else:
        rate = 0.0
    return (countable, medical, gross, vulnerable, rate)


@iterate_jit(parameters=list(PARAMETERS), nopython=True)
def of_home(
    income,
    medical,
    gross,
    singly,
    rate,
    members,
    area,
    financial_assets,
    vehicles,
    dwellings,
    urban,
    rural,
    annual,
    multiple,
    edge,
    single,
    benefit,
    eligible,
    gap,
):
    """Compute what a household's rules give."""
    standard = 12.0 * (urban if area == 0 else rural)
    a_head = max(income - min(medical, annual), 0.0) / members
    within = financial_assets / members <= multiple * standard and vehicles == 0 and dwellings <= 1
    benefit = 0.0
    eligible = 0.0
    if within and a_head < standard:
        benefit = (standard - a_head) * members + standard * rate
        eligible = members
    elif within and a_head <= edge * standard:
        benefit = single * standard * singly
        eligible = singly
    gap = max((standard - (gross + benefit) / members) / standard, 0.0) * members
    return (benefit, eligible, gap)


def prepare(data: Data, p: dict[str, float]) -> Callable[[], Outcome]:
    """Return the work."""
    homes, owner = len(data.offsets) - 1, data.owner
    values = (p["income.work_cost.rate"], 12 * p["income.work_cost.monthly_cap"], p["rigid.medical_floor"],
              p["uplift.rates.severe_disability"], p["uplift.rates.serious_illness"], p["uplift.rates.elder"],
              p["uplift.elder_age"], p["tekun.minor_age"], p["dibao.standard.urban"], p["dibao.standard.rural"],
              p["rigid.annual_cap"], p["assets.edge.financial_multiple"], p["edge.multiple"],
              p["dibao.single_entry.share"])  # fmt: skip
    policy = SimpleNamespace(**{name: np.array([value]) for name, value in zip(PARAMETERS, values, strict=True)})
    results = ("countable", "medical", "gross", "vulnerable", "rate")
    persons = SimpleNamespace(**data.person, **{name: np.zeros(data.persons) for name in results})
    members = np.diff(data.offsets).astype(float)
    summed = {"income": "countable", "medical": "medical", "gross": "gross", "singly": "vulnerable", "rate": "rate"}

    def work() -> Outcome:
        each: Any = of_person(policy, persons)
        totals = {name: np.bincount(owner, each[of].to_numpy(), homes) for name, of in summed.items()}
        empty = {name: np.zeros(homes) for name in ("benefit", "eligible", "gap")}
        found: Any = of_home(policy, SimpleNamespace(**data.household, **totals, **empty, members=members))
        share = (found["benefit"].to_numpy() / members)[owner]
        sums = [float(found[name].sum()) for name in ("benefit", "eligible", "gap")]
        return Outcome(sums[0], sums[1], sums[2] / data.persons, share)

    return work
