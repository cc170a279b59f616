"""The tables of take-up: by scheme, by channel, the errors that remain, and person by person."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from aidkit.measures.sample import ratio
from aidkit.measures.targeting import targeting
from aidkit.result import Result
from aidkit.schema import LABELS_ZH, Scheme, category_names
from aidkit.whatif.poverty_change import poverty_line
from aidkit.whatif.takeup_money import Claims, monthly_cash
from aidkit.whatif.takeup_rates import CHANNELS, CHANNELS_ZH, Rates

Values = np.ndarray[Any, Any]

WAYS = ("none", "register", *CHANNELS)
NOBODY, REGISTER, FIRST_CHANNEL = 0, 1, 2  # codes of WAYS
WAYS_ZH = {"register": "已在册", **CHANNELS_ZH}
ERRORS = (
    ("exclusion_error", "排除误差（贫困未覆盖）", "the poor"),
    ("design_exclusion", "其中：政策未覆盖", "the poor"),
    ("implementation_exclusion", "其中：应保未保", "the poor"),
    ("inclusion_error", "纳入误差（覆盖非贫困）", "those reached"),
    ("leakage_benefits", "资金漏出率", "the money"),
    ("poverty_gap_efficiency", "贫困缺口弥补率", "all gaps"),
    ("fgt0_after", "贫困发生率", "all"),
    ("fgt1_after", "贫困深度", "all"),
    ("fgt2_after", "贫困强度", "all"),
)  # fmt: skip


def schemes(entitled: Values, way: Values, weight: Values, rates: Rates) -> pd.DataFrame:
    """Count by scheme who is entitled, registered, found and covered; arrays are (persons,), ways codes of ``WAYS``."""
    rows = []
    for scheme, of_scheme in rates.items():
        due = entitled == Scheme[scheme.upper()]
        all_due, known, covered = (
            float(weight[due & chosen].sum()) for chosen in (way >= NOBODY, way == REGISTER, way != NOBODY)
        )
        rows.append(
            {
                "scheme": scheme,
                "类别": LABELS_ZH[scheme],
                "entitled_persons": all_due,
                "registered_persons": known,
                "found_persons": covered - known,
                "covered_persons": covered,
                "covered_share": ratio(covered, all_due),
                "expected_share_of_others": 1.0 - float(np.prod([1.0 - rate for rate in of_scheme.values()])),
            }
        )
    return pd.DataFrame(rows)


def channels(entitled: Values, way: Values, weight: Values, rates: Rates) -> pd.DataFrame:
    """Count by scheme and channel who was found there first; arrays as in ``schemes``."""
    rows = [
        {
            "scheme": scheme,
            "类别": LABELS_ZH[scheme],
            "channel": name,
            "渠道": WAYS_ZH[name],
            "rate": of_scheme.get(name, np.nan),
            "persons": float(weight[(entitled == Scheme[scheme.upper()]) & (way == WAYS.index(name))].sum()),
        }
        for scheme, of_scheme in rates.items()
        for name in WAYS_ZH
    ]
    return pd.DataFrame(rows)


def errors(result: Result, claims: Claims, line: ArrayLike | None) -> pd.DataFrame:
    """Hold what is paid against the poor, persons counted; a person is reached where the family is paid."""
    members = result.values("family_size")
    heads = np.maximum(members, 1)  # a family of nobody has weight 0
    found = targeting(
        result.values("income_before"),
        monthly_cash(result, claims) / heads,
        poverty_line(result, line),
        weight=result.population.weight * members,
        eligible=result.values("monthly_cash") > 0,
    )
    rows = [(name, zh, of, "share", getattr(found, name)) for name, zh, of in ERRORS]
    return pd.DataFrame(rows, columns=["measure", "指标", "share_of", "unit", "value"])


def persons(result: Result, entitled: Values, way: Values) -> pd.DataFrame:
    """List every person, in input order, with scheme, cover and channel."""
    ids = result.population.persons[["person_id", "household_id"]]
    return ids.assign(
        entitled_scheme=pd.Categorical.from_codes(entitled, pd.Index(category_names(Scheme))),
        covered=way != NOBODY,
        channel=pd.Categorical.from_codes(way, pd.Index(WAYS)),
    )
