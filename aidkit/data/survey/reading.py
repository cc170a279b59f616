"""Household surveys read through a mapping: analysis variables, weight, design, and what was done to get them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.types import is_numeric_dtype

from aidkit.data.survey.codes import as_codes
from aidkit.data.survey.errors import SurveyError
from aidkit.data.survey.mapping import Item, SurveyMapping, read_mapping
from aidkit.data.survey.provinces import of_province
from aidkit.data.survey.rows import Rows, read_rows
from aidkit.data.survey.values import values_of
from aidkit.errors import MeasureError, PopulationError, counted, listed, message
from aidkit.masking import nobody_named
from aidkit.measures.design import Design
from aidkit.population import Population
from aidkit.schema import COLUMNS, Level

NOTES = ["about", "kind", "rows", "of", "text"]
_LEVELS: tuple[Level, Level] = ("household", "person")


@dataclass(frozen=True, eq=False)
class Survey:
    """A survey as its mapping reads it; n persons in the file's order.

    Attributes:
        mapping: The mapping it was read through.
        persons: Analysis variables, one row a person; ids in the index and in person_id and household_id.
        weight: (n,) persons each row stands for.
        design: Strata and clusters of the rows; None where the survey tells none, or only one cluster is left.
        population: The same persons for aidkit's rules; None where the mapping gives no age or no area.
        notes: One row for everything recoded, filled, left out, assumed or lacking: about, kind, rows, of, text.
        unanswered: One row a person, a column for each item somebody did not answer: whether the mapping's ``blank``
            stands there. What `impute` takes as ``missing``, to draw those answers instead.
    """

    mapping: SurveyMapping
    persons: pd.DataFrame
    weight: NDArray[np.float64]
    design: Design | None
    population: Population | None
    notes: pd.DataFrame
    unanswered: pd.DataFrame

    def describe(self) -> str:
        """Say in a few lines what was read and what was done to it."""
        homes = counted(self.persons["household_id"].nunique(), "household")
        people = counted(len(self.persons), "person")
        head = f"{self.mapping.zh} {self.mapping.en}: {homes}, {people}, standing for {self.weight.sum():,.0f} persons."
        lines = [f"{n.about}: {n.kind}, {n.rows:,} of {n.of:,} — {n.text}" for n in self.notes.itertuples()]
        return "\n".join([head, f"Source: {self.mapping.source}", *filter(None, [self.mapping.note]), *lines])

    def __repr__(self) -> str:
        return f"Survey({self.mapping.id}, {len(self.persons):,} persons)"


@nobody_named()
def read_survey(mapping: str | Path, path: str | Path, *, province: str | int | None = None) -> Survey:
    """Read a survey's files through its mapping.

    Args:
        mapping: Name of a mapping that ships with aidkit, or the path of one's own.
        path: The folder with the survey's files; the file itself where there is only one.
        province: Keep the families of one province, by its code in the survey; all where left out.

    Returns:
        The survey; its notes say what was recoded, filled, left out, and what it lacks.

    Raises:
        SurveyError: The mapping cannot be used, a file or column is not there, or the data are not as the mapping
            says; all faults of the data are listed.

    Example:
        >>> read_survey("pnad_covid_2020", "surveys/pnad")  # doctest: +SKIP
        Survey(pnad_covid_2020, 2,500 persons)
    """
    plan = read_mapping(mapping)
    plan = plan if province is not None else replace(plan, province=None)  # its column is read where it is asked for
    folder = Path(path)
    if folder.is_file() and plan.several_files:
        raise SurveyError(message(f"{folder}: one file.", f"{plan.id} is made of several; give the folder with all."))
    rows = read_rows(plan, folder)
    elsewhere = np.zeros(len(rows.person), bool) if province is None else ~of_province(plan.province, province, rows)
    made, faults = _made(plan, rows)
    if faults:
        what = f"{plan.id}: the data are not as the mapping says; {counted(len(faults), 'fault')}:"
        raise SurveyError(message(what, *(f"- {' '.join(fault.splitlines())}" for fault in faults)))
    return _survey(plan, rows, made, elsewhere)


def _made(plan: SurveyMapping, rows: Rows) -> tuple[dict[tuple[str, str], NDArray[Any]], list[str]]:
    """Return what each item makes, by part and name, and all faults."""
    done: dict[str, NDArray[Any]] = {}
    made: dict[tuple[str, str], NDArray[Any]] = {}
    faults: list[str] = []
    parts = (("weight", (plan.weight,)), ("variables", plan.variables), ("columns", plan.columns))
    for part, item in ((part, item) for part, items in parts for item in items):
        if not set(item.less) <= set(done):
            continue  # a variable it needs has a fault of its own
        try:
            values = values_of(item, rows, done)
            if part == "weight":
                _refuse_negative(item, values, rows)
        except SurveyError as fault:
            faults.append(str(fault))
            continue
        made[part, item.name] = values
        if part == "variables":
            done[item.name] = values
    return made, faults


def _refuse_negative(item: Item, weight: NDArray[np.float64], rows: Rows) -> None:
    bad = weight < 0
    if bad.any():
        what = f"{rows.files[item.table]}, {listed(item.columns)} → weight: {counted(int(bad.sum()), 'row')} below 0: {rows.shown(bad)}."
        raise SurveyError(
            message(what, "A weight is the number of persons a row stands for; name codes under missing.")
        )


def _survey(
    plan: SurveyMapping, rows: Rows, made: dict[tuple[str, str], NDArray[Any]], elsewhere: NDArray[np.bool_]
) -> Survey:
    rows.left_out &= ~elsewhere
    stay = ~rows.left_out & ~elsewhere
    if not stay.any():
        raise SurveyError(message(f"{plan.id}: every household is left out.", "See blank: leave_out in the mapping."))
    if rows.left_out.any():
        weight = made["weight", "weight"]
        share = np.nansum(weight[rows.left_out]) / np.nansum(weight[~elsewhere])
        homes = counted(len(np.unique(rows.household[rows.left_out])), "household")
        rows.note("survey", "left out", int(rows.left_out.sum()), f"{homes} in all, {share:.1%} of the weight")
    design = _design(plan, rows, stay)
    population = _population(plan, rows, made, stay)
    for column, reason in plan.lacks.items():
        rows.note(column, "lacking", len(rows.person), reason)
    persons = pd.DataFrame(
        {
            "person_id": rows.person[stay],
            "household_id": rows.household[stay],
            **{item.name: made["variables", item.name][stay] for item in plan.variables},
        }
    ).set_axis(rows.person[stay], axis=0)
    notes = pd.DataFrame(rows.notes, columns=NOTES)
    unanswered = pd.DataFrame({name: blank[stay] for name, blank in rows.unanswered.items()}, index=persons.index)
    return Survey(plan, persons, made["weight", "weight"][stay], design, population, notes, unanswered)


def _design(plan: SurveyMapping, rows: Rows, stay: NDArray[np.bool_]) -> Design | None:
    if plan.design is None:
        text = "no strata and clusters in the mapping: sampling errors cannot be estimated"
        rows.note("design", "lacking", len(rows.person), text)
        return None
    table, *columns = plan.design
    codes = []
    for column in columns:
        raw = rows.tables[table][column]
        blank = (as_codes(raw) == "").to_numpy(bool)
        if blank.any():
            what = f"{rows.files[table]}, {column} → design: {counted(int(blank.sum()), 'row')} without a code: {rows.shown(blank)}."
            raise SurveyError(message(what, "Every row belongs to a stratum and a cluster; or leave design out."))
        codes.append((raw if is_numeric_dtype(raw) else as_codes(raw)).to_numpy()[stay])  # 2 stands before 10
    try:
        design = Design(*codes)
    except MeasureError as fault:  # a single cluster is left: the survey reads, its errors cannot be estimated
        rows.note("design", "lacking", len(rows.person), str(fault).splitlines()[0])
        return None
    if design.merged:
        rows.note("design", "assumed", len(rows.person), design.note)
    return design


def _population(
    plan: SurveyMapping, rows: Rows, made: dict[tuple[str, str], NDArray[Any]], stay: NDArray[np.bool_]
) -> Population | None:
    """Return the persons for aidkit's rules where the mapping gives age and area."""
    if not {"age", "area"} <= {item.name for item in plan.columns}:
        return None
    if plan.currency != "yuan":
        text = f"amounts are {plan.currency}; rules in yuan mean nothing for them before they are converted"
        rows.note("population", "assumed", len(rows.person), text)
    first = ~pd.Series(rows.household[stay]).duplicated().to_numpy()
    ids = {"household_id": rows.household[stay], "person_id": rows.person[stay]}

    def table(level: Level) -> pd.DataFrame:
        keys = ["household_id"] if level == "household" else ["person_id", "household_id"]
        mapped = [item for item in plan.columns if item.name in COLUMNS[level]]
        given = {key: pd.Series(ids[key]) for key in keys} | {item.name: _column(item, made, stay) for item in mapped}
        return pd.DataFrame(given)[first if level == "household" else slice(None)]

    try:
        return Population(table("household"), table("person"), source=f"{plan.zh} {plan.en}")
    except PopulationError as fault:
        raise SurveyError(message(f"{plan.id}: its columns make no population.", str(fault))) from None


def _column(item: Item, made: dict[tuple[str, str], NDArray[Any]], stay: NDArray[np.bool_]) -> pd.Series:
    return pd.Series(made["columns", item.name][stay]).infer_objects()
