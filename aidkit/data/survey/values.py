"""What a mapping's item makes of a survey's columns: one value a person, every step noted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from aidkit.data.survey.checks import LEAVE_OUT
from aidkit.data.survey.codes import as_codes, plain
from aidkit.data.survey.errors import SurveyError
from aidkit.data.survey.mapping import Item
from aidkit.data.survey.rows import Rows
from aidkit.errors import counted, listed, message

_HOW = {"total": "sum", "mean": "mean", "largest": "max"}
MOST = 1e15  # no amount, no weight and no age comes near it
_SAME = 1e-9  # relative; answers repeated in every member's row differ by nothing more


def values_of(item: Item, rows: Rows, done: Mapping[str, NDArray[Any]]) -> NDArray[Any]:
    """Make one value for every person.

    In this order: answers (missing codes, recode, blank), added up, x factor + plus, joined in the household, less
    other variables, / per. Dividing comes last and once, so that families with equal incomes per head tie exactly.

    Args:
        item: What is to be made.
        rows: Persons and what was read about them; notes are added to it, households without an answer marked.
        done: (n,) values of the variables above it.

    Returns:
        (n,) numbers, or text.

    Raises:
        SurveyError: A cell is blank, a code unknown, a cell no number, a divisor not above 0, members contradict
            each other, or the result is beyond ``MOST``.
    """
    if not item.columns:
        rows.note(item.name, "constant", len(rows.person), f"{plain(item.value)} {item.unit}".strip())
        return np.full(len(rows.person), item.value if item.text else float(item.value))
    answers = [_answers(item, column, rows) for column in item.columns]
    if item.text:
        return _shared(item, answers[0], rows) if item.household else answers[0].to_numpy(object)
    with np.errstate(all="ignore"):  # what grows beyond all bounds is refused below
        value = pd.concat(answers, axis=1).astype(float).sum(axis=1, skipna=False) * item.factor + item.plus
        made = _joined(item, value, rows)
        for other in item.less:
            made = made - done[other]
        made = made / _divisor(item, rows) if item.per else made
    _refuse_too_large(item, made, rows)
    return made


def _refuse_too_large(item: Item, made: NDArray[np.float64], rows: Rows) -> None:
    bad = np.abs(made) > MOST
    if bad.any():
        where = f"{rows.files[item.table]}, {' + '.join(item.columns)} → {item.name}"
        what = f"{where}: {counted(int(bad.sum()), 'row')} beyond {MOST:,.0f}: {rows.shown(bad)}."
        raise SurveyError(message(what, "Name codes that are no answer under missing; look at times and plus."))


def _answers(item: Item, column: str, rows: Rows) -> pd.Series:
    """Return a column's answers, NaN only where the household is left out for want of one."""
    where, raw = f"{rows.files[item.table]}, {column} → {item.name}", rows.tables[item.table][column]
    codes = as_codes(raw)
    coded = codes.isin([plain(code) for code in item.missing])
    blank = coded | (codes == "")
    if coded.any():
        rows.note(item.name, "no answer", int(coded.sum()), f"{column}: codes {_counts(codes[coded])}")
    if item.recode:
        values = _recoded(item, column, codes.where(~blank), where, rows)
    else:
        values = codes.where(~blank) if item.text else _numbers(raw.where(~blank), blank, where, rows)
    return _filled(item, column, values, blank.to_numpy(bool), where, rows)


def _recoded(item: Item, column: str, codes: pd.Series, where: str, rows: Rows) -> pd.Series:
    known = {plain(code): value for code, value in item.recode.items()}
    unknown = codes.notna() & ~codes.isin(list(known))
    if unknown.any():
        what = f"{where}: {counted(int(unknown.sum()), 'row')} with codes the mapping does not know: {_counts(codes[unknown])}."
        raise SurveyError(
            message(what, f"Known: {', '.join(known)}. Add them to recode, or to missing if they are no answer.")
        )
    seen = codes.dropna().value_counts()
    said = [f"{code} → {plain(value)} ({seen.get(code, 0):,})" for code, value in known.items()]
    rows.note(item.name, "recoded", int(codes.notna().sum()), f"{column}: {listed(said, shown=30)}")
    return codes.map(known).astype(object)


def _numbers(raw: pd.Series, blank: pd.Series, where: str, rows: Rows) -> pd.Series:
    numbers = _as_numbers(raw)
    bad = ~np.isfinite(numbers.to_numpy()) & ~blank.to_numpy(bool)
    if bad.any():
        what = f"{where}: {counted(int(bad.sum()), 'value')} not a number: {listed(raw[bad].unique())} ({rows.shown(bad)})."
        raise SurveyError(message(what, "Name codes that are no answer under missing, or recode them."))
    return numbers


def _as_numbers(raw: pd.Series) -> pd.Series:
    """Return a column as numbers: NaN where a cell is none, infinite where it has more digits than any double."""
    try:
        return pd.to_numeric(raw, errors="coerce").astype(float)
    except OverflowError:
        return pd.Series([_as_number(cell) for cell in raw], index=raw.index, dtype=float)


def _as_number(cell: object) -> float:
    try:
        return float(cell)  # type: ignore[arg-type]
    except OverflowError:
        return np.inf
    except (TypeError, ValueError):
        return np.nan


def _filled(item: Item, column: str, values: pd.Series, blank: NDArray[np.bool_], where: str, rows: Rows) -> pd.Series:
    if not blank.any():
        return values
    if item.blank is None:
        what = f"{where}: {counted(int(blank.sum()), 'row')} without an answer: {rows.shown(blank)}."
        raise SurveyError(
            message(what, "Say in the mapping what that means: blank: a value, or blank: leave_out for the household.")
        )
    if item.blank == LEAVE_OUT:
        rows.left_out |= np.isin(rows.household, rows.household[blank])
        rows.note(item.name, "left out", int(blank.sum()), f"{column}: no answer, the household is left out")
        return values
    rows.note(item.name, "filled", int(blank.sum()), f"{column}: no answer means {plain(item.blank)}")
    rows.unanswered[item.name] = rows.unanswered.get(item.name, False) | blank
    return values.mask(blank, item.blank)


def _divisor(item: Item, rows: Rows) -> NDArray[np.float64]:
    where = f"{rows.files[item.table]}, {item.per} → {item.name}"
    divisor = _as_numbers(rows.tables[item.table][item.per]).to_numpy(float)
    bad = ~(divisor > 0)
    odd = "not above 0"
    if not bad.any():
        bad, odd = divisor > MOST, f"beyond {MOST:,.0f}"
    if bad.any():
        what = f"{where}: {counted(int(bad.sum()), 'row')} {odd}: {rows.shown(bad)}."
        raise SurveyError(message(what, "What an amount is divided by, such as the household's size, is above 0."))
    return divisor


def _joined(item: Item, value: pd.Series, rows: Rows) -> NDArray[np.float64]:
    """Return each person's own value, or what the mapping says the members' make together."""
    if item.household == "same":
        return _shared(item, value, rows).astype(float)
    if not item.household:
        return value.to_numpy(float)
    joined = value.groupby(rows.household).aggregate(_HOW[item.household])
    return np.asarray(joined.reindex(rows.household), dtype=float)


def _shared(item: Item, values: pd.Series, rows: Rows) -> NDArray[Any]:
    """Return the household's answer, which every member's row must repeat."""
    first = values.groupby(rows.household).transform("first").to_numpy()
    given = values.to_numpy()
    near = np.isclose(given, first, rtol=_SAME, atol=0) if not item.text else given == first
    differ = ~near & ~rows.left_out
    if differ.any():
        homes = pd.unique(rows.household[differ])
        where = f"{rows.files[item.table]}, {' + '.join(item.columns)} → {item.name}"
        what = f"{where}: {counted(len(homes), 'household')} whose members differ: {listed(homes)}."
        numbers = "Say how to join them with household: total, mean or largest."
        raise SurveyError(
            message(what, "Words cannot be joined; name a column of the household." if item.text else numbers)
        )
    return np.asarray(first)


def _counts(codes: pd.Series) -> str:
    return listed(f"{code} ({number:,})" for code, number in codes.value_counts().items())
