"""Random households that try to break a rule: every branch, every boundary age, amounts exactly on a line.

Nothing here resembles real people; frequencies are chosen so that rare branches (orphans, empty units, a
prisoner on the register) occur in every few hundred households.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tests.oracle.numpy_rules import evaluate

Array = npt.NDArray[Any]

AGES = (0, 1, 15, 16, 17, 18, 19, 35, 45, 59, 60, 61, 64, 65, 69, 70, 71, 79, 80, 100, 130)
OFF_LINE = (0.0, 0.0, 0.01, -0.01, 1e-9, -1e-9, 1e-4, -1e-4)  # yuan beside a line; the tiny ones are on it
SIZES, SIZE_WEIGHTS = np.arange(1, 9), (0.3, 0.22, 0.2, 0.12, 0.08, 0.04, 0.03, 0.01)

HOUSEHOLD_CATEGORIES = {
    "area": {"urban": 0.5, "rural": 0.5},
    "shock": {"none": 0.7, "fire": 0.05, "accident": 0.05, "illness": 0.05, "disaster": 0.05,
              "epidemic": 0.05, "other": 0.05},
}  # fmt: skip
PARENT = {
    "present": 0.5, "dead": 0.15, "missing_declared": 0.05, "severely_disabled": 0.05, "seriously_ill": 0.05,
    "custody": 0.05, "detox": 0.05, "restricted": 0.05, "lost_contact": 0.05,
}  # fmt: skip
PERSON_CATEGORIES = {
    "sex": {"male": 0.48, "female": 0.48, "unknown": 0.04},
    "absence": {"none": 0.88, "prison": 0.03, "detox": 0.03, "missing": 0.03, "clergy": 0.03},
    "disability_kind": {"none": 0.58, "visual": 0.06, "hearing": 0.06, "speech": 0.06, "physical": 0.06,
                        "intellectual": 0.06, "psychiatric": 0.06, "multiple": 0.06},
    "supporter": {"capable": 0.6, "unable": 0.2, "none": 0.2},
    "father": PARENT,
    "mother": PARENT,
    "current_scheme": {"none": 0.4, "edge": 0.1, "dibao": 0.2, "dibao_single": 0.1, "tekun": 0.1,
                       "orphan": 0.05, "unsupported_child": 0.05},
}  # fmt: skip
PERSON_SHARES = {
    "unemployment_insured": 0.3,
    "serious_illness": 0.15,
    "in_institution": 0.2,
    "only_parent": 0.3,
}
PERSON_AMOUNTS = ("property_income", "transfer_income", "basic_pension", "exempt_income", "medical_self_paid")


def random_population(
    n_households: int, seed: int, values: Mapping[str, Any] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Draw households with every optional column, rows in no order.

    Args:
        n_households: Number of households, one to eight persons each.
        seed: Seed of the draw.
        values: Parameter values; with them, half of the households are moved to a line or a fen beside one.

    Returns:
        The households and the persons.
    """
    rng = np.random.default_rng(seed)
    ids = np.array([f"h{number:07d}" for number in range(n_households)], dtype=object)
    size = rng.choice(SIZES, n_households, p=SIZE_WEIGHTS)
    households = draw_households(rng, ids)
    persons = draw_persons(rng, np.repeat(ids, size))
    if values is not None:
        move_persons_to_lines(rng, households, persons, values)
        move_households_to_lines(rng, households, persons, values)
    households = households.iloc[rng.permutation(len(households))].reset_index(drop=True)
    return households, persons.iloc[rng.permutation(len(persons))].reset_index(drop=True)


def draw_households(rng: np.random.Generator, ids: Array) -> pd.DataFrame:
    """Draw one row a household."""
    n = len(ids)
    columns: dict[str, Any] = {"household_id": ids}
    columns |= {name: draw(rng, n, shares) for name, shares in HOUSEHOLD_CATEGORIES.items()}
    columns["other_income"] = amounts(rng, n, 20_000) - np.where(rng.random(n) < 0.1, 15_000.0, 0.0)
    columns["financial_assets"] = amounts(rng, n, 120_000)
    columns["dwellings"] = rng.choice([0, 1, 2, 3], n, p=[0.3, 0.5, 0.15, 0.05])
    columns["vehicles"] = rng.choice([0, 1, 2], n, p=[0.8, 0.15, 0.05])
    columns["business_capital"] = amounts(rng, n, 300_000, zero=0.8)
    columns["education_expense"] = amounts(rng, n, 20_000, zero=0.7)
    columns["rehabilitation_expense"] = amounts(rng, n, 10_000, zero=0.7)
    columns["local"] = rng.random(n) < 0.9
    columns["months_above_standard"] = rng.choice([0, 1, 2, 3, 5, 6, 11, 12, 13, 30], n)
    columns["previous_benefit"] = amounts(rng, n, 3_000)
    columns["relief_received"] = amounts(rng, n, 12_000, zero=0.7)
    columns["weight"] = rng.choice([1.0, 0.5, 37.25], n)
    return pd.DataFrame(columns)


def draw_persons(rng: np.random.Generator, household_id: Array) -> pd.DataFrame:
    """Draw one row a person; kind and grade of disability agree, nobody is employed and unemployed."""
    n = len(household_id)
    columns: dict[str, Any] = {
        "person_id": [f"p{number:07d}" for number in range(n)],
        "household_id": household_id,
        "age": np.where(rng.random(n) < 0.5, rng.choice(AGES, n), rng.integers(0, 100, n)),
    }
    columns |= {name: draw(rng, n, shares) for name, shares in PERSON_CATEGORIES.items()}
    columns |= {name: rng.random(n) < share for name, share in PERSON_SHARES.items()}
    columns |= {name: amounts(rng, n, 15_000) for name in PERSON_AMOUNTS}
    columns["wage_income"] = amounts(rng, n, 40_000)
    columns["business_income"] = amounts(rng, n, 20_000, zero=0.8) * rng.choice([1, 1, -1], n)
    columns["farm_income"] = amounts(rng, n, 9_000, zero=0.6) * rng.choice([1, 1, -1], n)
    columns["employed"] = rng.random(n) < 0.4
    columns["registered_unemployed"] = ~columns["employed"] & (rng.random(n) < 0.4)
    columns["months_without_income"] = rng.choice([0, 1, 2, 3, 4, 12], n)
    disabled = columns["disability_kind"] != "none"
    columns["disability_grade"] = np.where(disabled, rng.integers(1, 5, n), 0)
    columns["self_care_failed"] = rng.integers(0, 7, n)
    return pd.DataFrame(columns)


def draw(rng: np.random.Generator, n: int, shares: Mapping[str, float]) -> Array:
    """Draw category names with the given shares."""
    return np.array(list(shares), dtype=object)[rng.choice(len(shares), n, p=list(shares.values()))]


def amounts(rng: np.random.Generator, n: int, high: float, zero: float = 0.5) -> Array:
    """Draw amounts: some zero, some whole hundreds, some with fen, some with a full mantissa."""
    value = rng.random(n) * high
    value = np.select([rng.random(n) < 0.4, rng.random(n) < 0.7], [value // 100 * 100, value.round(2)], value)
    return np.where(rng.random(n) < zero, 0.0, value)


def chosen(rng: np.random.Generator, n: int, share: float) -> Array:
    """Draw the rows to move."""
    return np.flatnonzero(rng.random(n) < share)


def move_persons_to_lines(
    rng: np.random.Generator, households: pd.DataFrame, persons: pd.DataFrame, values: Mapping[str, Any]
) -> None:
    """Set transfers of some persons so that their own income stands on the dibao standard."""
    of_households, of_persons = evaluate(households, persons, values)
    row = pd.Index(households["household_id"]).get_indexer(persons["household_id"])
    standard = of_households["dibao_standard"][row]
    needed = 12 * (standard + rng.choice(OFF_LINE, len(persons))) - (
        of_persons["countable_income"] - persons["transfer_income"].to_numpy()
    )
    at = chosen(rng, len(persons), 0.1)
    at = at[needed[at] >= 0]
    persons.loc[at, "transfer_income"] = needed[at]


def move_households_to_lines(
    rng: np.random.Generator, households: pd.DataFrame, persons: pd.DataFrame, values: Mapping[str, Any]
) -> None:
    """Set other income and financial assets of some households so that they stand on a line."""
    result, of_persons = evaluate(households, persons, values)
    n = len(households)
    standard, unit, family = result["dibao_standard"], result["unit_size"], result["family_size"]
    line = rng.choice(income_lines(values), n) * standard
    disposable = values["income.local_disposable_annual"]
    if disposable is not None:
        line = np.where(rng.random(n) < 0.1, disposable / 12, line)
    rigid = result["rigid_expenditure"] * (rng.random(n) < 0.5)
    row = pd.Index(households["household_id"]).get_indexer(persons["household_id"])
    counted = of_persons["countable_income"] * of_persons["in_unit"]
    own = np.bincount(row, weights=counted, minlength=n)
    at = chosen(rng, n, 0.4)
    target = 12 * unit * (line + rng.choice(OFF_LINE, n)) + rigid - own
    households.loc[at, "other_income"] = target[at]
    multiples = [values[f"assets.{tier}.financial_multiple"] for tier in ("dibao", "edge")]
    limit = rng.choice([multiple for multiple in multiples if multiple is not None] or [1.0], n)
    assets = np.maximum(0.0, family * limit * 12 * standard + rng.choice(OFF_LINE, n))
    at = chosen(rng, n, 0.3)
    households.loc[at, "financial_assets"] = assets[at]


def income_lines(values: Mapping[str, Any]) -> Sequence[float]:
    """List every income line of the rules as a multiple of the dibao standard."""
    grades = [grade for area in ("urban", "rural") for grade in values[f"dibao.grades.{area}"] or ()]
    lines = [1.0, 1.0, values["edge.multiple"], values["relief.line_multiple"]]
    return [*lines, *(grade["up_to_ratio"] for grade in grades)]
