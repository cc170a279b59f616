"""Fill what a survey did not ask from people who were asked, and show for how many (捐赠者插补)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from aidkit.data.survey.errors import SurveyError
from aidkit.errors import counted, listed, message
from aidkit.population import Population
from aidkit.schema import COLUMNS

if TYPE_CHECKING:
    from sklearn.tree import DecisionTreeRegressor

BY = ("age", "sex", "area", "income")  # what donors and receivers are alike in
LEAF = 20  # donors at least in a group one draws from, so that nobody's answer is copied by itself


def impute(
    population: Population, donors: Population, columns: Sequence[str], *, by: Sequence[str] = BY, seed: int = 1
) -> tuple[Population, pd.DataFrame]:
    """Give persons what they were not asked by drawing from donors who resemble them.

    A regression tree (CART) splits the donors by age, sex, area and income per head into groups as alike as can be in
    the columns; each person takes all the columns together from one donor of the own group, drawn by weight. Answers
    that belong together so stay together (kind and grade of a disability).

    Args:
        population: Whom to fill; the columns must be absent, for an answer given is never replaced.
        donors: Who was asked: another survey's population, or an invented one, which is then said.
        columns: Columns of the persons' table, drawn together.
        by: What resembles: of ``age``, ``sex``, ``area`` and ``income``.
        seed: The same seed draws the same.

    Returns:
        The population with the columns, its source saying that they are imputed; and a row a column: column, imputed,
        of, share, donors, groups, method.

    Raises:
        SurveyError: A column is there already, is no column of persons, or the donors lack it; or scikit-learn is not
            installed.

    Example:
        >>> filled, shares = impute(survey.population, donors, ["disability_kind", "disability_grade"])  # doctest: +SKIP

    Source:
        Breiman, Friedman, Olshen and Stone (1984), Classification and Regression Trees; drawing from the leaf: Reiter
        (2005), Using CART to generate partially synthetic public use microdata, Journal of Official Statistics 21(3).
    """
    _check(population, donors, columns, by)
    given, asked = _likeness(donors, by), _likeness(population, by)
    weight = _weights(donors)
    tree = _tree().fit(given, _targets(donors, columns), sample_weight=weight)
    from_leaf, to_leaf = tree.apply(given), tree.apply(asked)
    drawn = _draw(from_leaf, to_leaf, weight, np.random.default_rng(seed))
    taken = donors.persons.iloc[drawn][list(columns)].set_axis(population.persons.index, axis=0)
    persons = population.persons.assign(**{name: taken[name] for name in columns})
    said = f"imputed, not asked: {', '.join(columns)}, drawn from {donors.source}"
    filled = Population(
        population.households, persons, synthetic=population.synthetic, source=f"{population.source}; {said}"
    )
    return filled, _shares(columns, len(persons), len(donors.persons), len(np.unique(from_leaf)))


def _check(population: Population, donors: Population, columns: Sequence[str], by: Sequence[str]) -> None:
    unknown = [name for name in columns if name not in COLUMNS["person"] or COLUMNS["person"][name].kind == "key"]
    there = [name for name in columns if name in population.persons]
    lacking = [name for name in columns if name not in donors.persons]
    faults = [
        f"{listed(unknown)}: no column of persons that could be imputed." if unknown else "",
        f"{listed(there)}: the population has it; an answer given is not replaced." if there else "",
        f"{listed(lacking)}: the donors do not have it either." if lacking else "",
        "" if columns else "No column is named.",
        "" if by and set(by) <= set(BY) else f"by={list(by)}: choose of {', '.join(BY)}.",
    ]
    if any(faults):
        raise SurveyError(message("Nothing is imputed.", *faults))
    if len(donors.persons) < LEAF:
        what = f"{counted(len(donors.persons), 'donor')}: too few to draw from."
        raise SurveyError(message(what, f"At least {LEAF} keep anybody's answer from being copied by itself."))


def _tree() -> DecisionTreeRegressor:
    try:
        from sklearn.tree import DecisionTreeRegressor
    except ImportError:
        what = "Imputing needs scikit-learn, which is not installed."
        raise SurveyError(message(what, 'Install it: pip install "aidkit[survey]".')) from None
    return DecisionTreeRegressor(min_samples_leaf=LEAF, random_state=0)


def _likeness(population: Population, by: Sequence[str]) -> NDArray[np.float64]:
    """Return (persons, len(by)) numbers; income is all of the household's, per member and year."""
    home = population.household_of
    members = np.bincount(home, minlength=len(population.households))
    own = sum(
        population.column("person", column.name)
        for column in COLUMNS["person"].values()
        if column.name.endswith("_income")
    )
    income = population.column("household", "other_income") + np.bincount(home, own, len(population.households))
    made = {
        "age": population.column("person", "age"),
        "sex": population.column("person", "sex"),
        "area": population.column("household", "area")[home],
        "income": (income / members)[home],
    }
    alike: NDArray[np.float64] = np.column_stack([np.asarray(made[name], dtype=np.float64) for name in by])
    return alike


def _weights(population: Population) -> NDArray[np.float64]:
    of_person: NDArray[np.float64] = np.asarray(population.weight, dtype=np.float64)[population.household_of]
    return of_person


def _targets(population: Population, columns: Sequence[str]) -> NDArray[np.float64]:
    """Return the columns as numbers of like spread: categories one by one, amounts by their rank."""
    parts: list[NDArray[np.float64]] = []
    for name in columns:
        values = population.column("person", name)
        if COLUMNS["person"][name].kind == "category":
            parts += [(values == code).astype(float) for code in np.unique(values)]
        else:
            parts.append(np.asarray(pd.Series(values).rank(pct=True), dtype=np.float64))
    return np.column_stack(parts)


def _draw(
    from_leaf: NDArray[np.int64], to_leaf: NDArray[np.int64], weight: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.int64]:
    """Return the row of a donor for every receiver, drawn by weight within the leaf both fell into."""
    drawn = np.empty(len(to_leaf), dtype=np.int64)
    for leaf in np.unique(to_leaf):
        donors, receivers = np.flatnonzero(from_leaf == leaf), np.flatnonzero(to_leaf == leaf)
        share = weight[donors] / weight[donors].sum()
        drawn[receivers] = rng.choice(donors, size=len(receivers), p=share)
    return drawn


def _shares(columns: Sequence[str], persons: int, donors: int, groups: int) -> pd.DataFrame:
    row = {
        "imputed": persons,
        "of": persons,
        "share": 1.0,
        "donors": donors,
        "groups": groups,
        "method": "CART donor draw",
    }
    return pd.DataFrame([{"column": name, **row} for name in columns])
