"""Fill what a survey did not ask, or somebody did not answer, from people who did; show for how many (捐赠者插补)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from aidkit.data.survey.errors import SurveyError
from aidkit.errors import counted, listed, message
from aidkit.population import Population
from aidkit.schema import COLUMNS

if TYPE_CHECKING:
    from sklearn.tree import DecisionTreeRegressor

BY = ("age", "sex", "area", "income")  # what donors and receivers are alike in
LEAF = 20  # donors at least in a group one draws from, so that nobody's answer is copied by itself


def impute(
    population: Population,
    donors: Population | None,
    columns: Sequence[str],
    *,
    missing: ArrayLike | None = None,
    by: Sequence[str] = BY,
    seed: int = 1,
) -> tuple[Population, pd.DataFrame]:
    """Give persons what they were not asked, or did not answer, by drawing from donors who resemble them.

    A regression tree (CART) splits the donors by age, sex, area and income per head into groups as alike as can be in
    the columns; each person takes all the columns together from one donor of the own group, drawn by weight. Answers
    that belong together so stay together (kind and grade of a disability). An answer that was given is never replaced.

    Args:
        population: Whom to fill.
        donors: Who was asked: another survey's population, or an invented one, which is then said; None for those of
            the population itself who answered.
        columns: Columns of the persons' table, drawn together. Nobody has them, or ``missing`` says who has not.
        missing: (persons,) whether a person's answer is missing, such as ``survey.unanswered["medical_self_paid"]``;
            where left out, nobody was asked.
        by: What resembles: of ``age``, ``sex``, ``area`` and ``income``.
        seed: The same seed draws the same.

    Returns:
        The population with the columns, its source saying what is imputed and for how many; and a row a column:
        column, imputed, of, share (of the persons), donors, groups, method.

    Raises:
        SurveyError: A column is there already and nobody's answer is missing, is no column of persons, or the donors
            lack it; too few donors; or scikit-learn is not installed.

    Example:
        >>> filled, shares = impute(survey.population, donors, ["disability_kind", "disability_grade"])  # doctest: +SKIP

    Source:
        Breiman, Friedman, Olshen and Stone (1984), Classification and Regression Trees; drawing from the leaf: Reiter
        (2005), Using CART to generate partially synthetic public use microdata, Journal of Official Statistics 21(3).
    """
    asking = _asking(population, missing)
    giver, gives = (population, ~asking) if donors is None else (donors, np.ones(len(donors.persons), bool))
    _check(population, giver, columns, by, nobody_asked=missing is None)
    _check_number(int(gives.sum()))
    given, asked = _likeness(giver, by, columns)[gives], _likeness(population, by, columns)[asking]
    weight = _weights(giver)[gives]
    tree = _tree().fit(given, _targets(giver, columns, gives), sample_weight=weight)
    from_leaf = tree.apply(given)
    to_leaf = tree.apply(asked) if len(asked) else np.empty(0, np.int64)
    drawn = np.flatnonzero(gives)[_draw(from_leaf, to_leaf, weight, np.random.default_rng(seed))]
    persons = _with_drawn(population, giver.persons[list(columns)].iloc[drawn], asking)
    source = f"{population.source}; {_said(columns, asking, missing is None, donors)}"
    filled = Population(population.households, persons, synthetic=population.synthetic, source=source)
    return filled, _shares(columns, asking, int(gives.sum()), len(np.unique(from_leaf)))


def _asking(population: Population, missing: ArrayLike | None) -> NDArray[np.bool_]:
    """Return (persons,) who is to be filled."""
    size = len(population.persons)
    if missing is None:
        return np.ones(size, bool)
    asking = np.asarray(missing)
    if asking.shape != (size,) or asking.dtype != np.bool_:
        what = f"missing is {asking.dtype} of shape {asking.shape}; the population has {counted(size, 'person')}."
        raise SurveyError(message(what, "Give one true or false a person, in their order."))
    return asking


def _with_drawn(population: Population, drawn: pd.DataFrame, asking: NDArray[np.bool_]) -> pd.DataFrame:
    """Return the persons with the rows drawn for those who are asking, and everybody else's own."""
    persons = population.persons.copy()
    for name, taken in drawn.items():
        if asking.all():
            persons[name] = taken.to_numpy()
        else:
            values = persons[name].astype(object)
            values[asking] = taken.to_numpy(object)
            persons[name] = values.infer_objects()
    return persons


def _said(columns: Sequence[str], asking: NDArray[np.bool_], nobody_asked: bool, donors: Population | None) -> str:
    whose = "those who answered" if donors is None else donors.source
    how = "not asked" if nobody_asked else f"where not answered ({asking.sum():,} of {asking.size:,} persons)"
    return f"imputed, {how}: {', '.join(columns)}, drawn from {whose}"


def _check(
    population: Population, donors: Population, columns: Sequence[str], by: Sequence[str], *, nobody_asked: bool
) -> None:
    unknown = [name for name in columns if name not in COLUMNS["person"] or COLUMNS["person"][name].kind == "key"]
    there = [name for name in columns if name in population.persons] if nobody_asked else []
    absent = [] if nobody_asked else [name for name in columns if name not in population.persons]
    lacking = [name for name in columns if name not in donors.persons and name not in absent]
    faults = [
        f"{listed(unknown)}: no column of persons that could be imputed." if unknown else "",
        f"{listed(there)}: the population has it; an answer given is not replaced. Say with missing= whose is missing."
        if there
        else "",
        f"{listed(absent)}: the population does not have it; leave missing= out, so that everybody is filled."
        if absent
        else "",
        f"{listed(lacking)}: the donors do not have it either." if lacking else "",
        "" if columns else "No column is named.",
        "" if by and set(by) <= set(BY) else f"by={list(by)}: choose of {', '.join(BY)}.",
    ]
    if any(faults):
        raise SurveyError(message("Nothing is imputed.", *faults))


def _check_number(donors: int) -> None:
    if donors < LEAF:
        what = f"{counted(donors, 'donor')}: too few to draw from."
        raise SurveyError(message(what, f"At least {LEAF} keep anybody's answer from being copied by itself."))


def _tree() -> DecisionTreeRegressor:
    try:
        from sklearn.tree import DecisionTreeRegressor
    except ImportError:
        what = "Imputing needs scikit-learn, which is not installed."
        raise SurveyError(message(what, 'Install it: pip install "aidkit[survey]".')) from None
    return DecisionTreeRegressor(min_samples_leaf=LEAF, random_state=0)


def _likeness(population: Population, by: Sequence[str], columns: Sequence[str]) -> NDArray[np.float64]:
    """Return (persons, len(by)) numbers; income is all of the household's but what is imputed, per member and year."""
    home = population.household_of
    members = np.bincount(home, minlength=len(population.households))
    own = sum(
        population.column("person", column.name)
        for column in COLUMNS["person"].values()
        if column.name.endswith("_income") and column.name not in columns
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


def _targets(population: Population, columns: Sequence[str], gives: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the donors' answers as numbers of like spread: categories one by one, amounts by their rank."""
    parts: list[NDArray[np.float64]] = []
    for name in columns:
        values = population.column("person", name)[gives]
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


def _shares(columns: Sequence[str], asking: NDArray[np.bool_], donors: int, groups: int) -> pd.DataFrame:
    row = {
        "imputed": int(asking.sum()),
        "of": asking.size,
        "share": float(asking.mean()),
        "donors": donors,
        "groups": groups,
        "method": "CART donor draw",
    }
    return pd.DataFrame([{"column": name, **row} for name in columns])
