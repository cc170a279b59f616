"""Draw the cases to be checked (抽查): first those checked in full, then a share of all by lot, by town and kind."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Integral

import pandas as pd

from aidkit.errors import counted, listed, message
from aidkit.oversight.audit.drawing import draw, floor_of, lot
from aidkit.oversight.audit.sample import BY_LOT, AuditSample
from aidkit.oversight.errors import OversightError
from aidkit.oversight.settings import load_settings

ALWAYS = ("relative", "complaint", "new_last_month")
STRATA = ("town", "kind")
SHOWN_LOT = 12  # characters, too few to look like an identity number


def draw_audit_sample(
    cases: pd.DataFrame,
    rate: float | str,
    *,
    seed: int,
    id: str = "household_id",
    strata: Sequence[str] = STRATA,
    always: Sequence[str] = ALWAYS,
    count_always: bool = True,
) -> AuditSample:
    """Draw an audit sample.

    Cases with any of the ``always`` columns true are checked in full. From the rest, n - those already in the sample
    are drawn by lot, n = ceil(rate x all cases); where the cases checked in full do not count, n are drawn. Every case
    of the rest has the same chance, towns and kinds get their shares, and the same seed gives the same list on any
    machine and in any order of rows.

    Args:
        cases: A row a case: the id, the strata (text) and the ``always`` columns (True or False). Others are kept.
        rate: Share of all cases, 0-1, or the name of a setting of ``params/oversight/audit.yaml``.
        seed: A whole number; publish it with the list.
        id: Column that tells cases apart.
        strata: Columns whose every combination gets its share.
        always: Columns that put a case into the sample; () for none.
        count_always: Whether cases checked in full count towards the share.

    Returns:
        The sample.

    Raises:
        OversightError: A column is missing, an id twice or empty, a value missing or not True/False, or a rate
            outside 0-1.

    Example:
        >>> cases = pd.DataFrame({"household_id": list("ABCDE"), "town": "t", "kind": "dibao", "relative": False})
        >>> len(draw_audit_sample(cases, 0.3, seed=1, always=["relative"]).drawn)
        2

    Source: QH-5.1 to QH-5.4, JJ-2.3.1, HS-2.4, XZ-6; 民发〔2012〕220号 Art. 26. No plan says whether cases checked in full
        count.
    """
    share = _share(rate)
    _check_seed(seed)
    _check(cases, id, strata, always)
    ids = cases[id].astype(str)
    why = _reasons(cases, always)
    rest = cases[why == ""]
    wanted = floor_of(share, len(cases)) - (int((why != "").sum()) if count_always else 0)
    wanted = min(max(wanted, 0), len(rest))
    names = _stratum_names(cases, strata)
    by_stratum = {str(name): list(group) for name, group in ids[rest.index].groupby(names[rest.index])}
    drawn = draw(by_stratum, wanted, seed)
    why = why.mask((why == "") & ids.isin(drawn), BY_LOT)
    whole = cases.assign(why=why, stratum=names, lot=[lot(seed, case)[:SHOWN_LOT] for case in ids])
    whole = whole.assign(**{id: ids}).sort_values(["stratum", "why", "lot", id], ignore_index=True)
    return AuditSample(whole, id, tuple(strata), tuple(always), share, str(rate), seed, count_always)


def _share(rate: float | str) -> float:
    share = load_settings("audit")[rate].value if isinstance(rate, str) else rate
    if not 0 <= share <= 1:
        raise OversightError(message(f"rate={share} is no share.", "Give a share from 0 to 1, for example 0.3."))
    return float(share)


def _check_seed(seed: object) -> None:
    if isinstance(seed, bool) or not isinstance(seed, Integral):
        raise OversightError(message(f"seed={seed!r} is no whole number.", "Give one, for example the day: 20220315."))


def _stratum_names(cases: pd.DataFrame, strata: Sequence[str]) -> pd.Series[str]:
    names = pd.Series("", index=cases.index, dtype=str)
    for column in strata:
        names = names + " / " + cases[column].astype(str)
    return names.str.removeprefix(" / ") if strata else names + "all"


def _reasons(cases: pd.DataFrame, always: Sequence[str]) -> pd.Series[str]:
    """Say by which column, the first that holds, a case is checked in full."""
    why = pd.Series("", index=cases.index, dtype=str)
    for column in reversed(always):
        why = why.mask(cases[column].astype(bool), column)
    return why


def _check(cases: pd.DataFrame, id: str, strata: Sequence[str], always: Sequence[str]) -> None:
    missing = [column for column in (id, *strata, *always) if column not in cases]
    if missing:
        raise OversightError(
            message(
                f"The cases have no column {listed(missing)}.",
                f"Columns found: {listed(cases.columns, shown=30)}.",
                "Add it, or name others: id=…, strata=[…], always=[…].",
            )
        )
    faults = []
    for column in (id, *strata):
        empty = cases.index[cases[column].isna() | (cases[column].astype(str).str.strip() == "")]
        faults += _fault(column, "nothing stands", empty)
    for column in always:
        odd = cases.index[~cases[column].map(lambda value: value in (True, False))]
        faults += _fault(column, "neither True nor False stands", odd)
    faults += _fault(id, "the same id stands again", cases.index[cases[id].astype(str).duplicated()])
    if faults:
        raise OversightError(message("The cases cannot be drawn from.", *faults, "Correct these rows."))


def _fault(column: str, what: str, rows: pd.Index) -> list[str]:
    return [f"  column {column}: {what} in {counted(len(rows), 'row')}: {listed(rows)}."] if len(rows) else []
