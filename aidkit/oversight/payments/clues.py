"""What else a month's payments show: paid after death, two schemes at once, an account of somebody else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import pandas as pd

from aidkit.data import identity
from aidkit.data.register.faults import Cell
from aidkit.data.register.shapes import PERSON
from aidkit.oversight import listing
from aidkit.oversight.listing import Listing
from aidkit.oversight.payments.comparing import BODY
from aidkit.oversight.payments.schemes import ZH, scheme_zh

ADULT = 18
_MONTH = re.compile(r"20\d{2}-\d{2}")
_DOTS = re.compile("[·•・.]")  # inside names of several parts, however they are typed
_CASH = frozenset(ZH) - {"edge"}
_TOP_UP = {"dibao", "unsupported_child"}
_LAWFUL = "may be lawful: the child's allowance tops dibao up (补差)"
_SIDES = (("系统导出", "times_due"), ("发放花名册", "times_paid"))
_TWO = (
    "id", "name", "town", "month", "listed_in", "schemes", "schemes_zh", "due_fen", "paid_fen", "export_rows",
    "roster_rows", "reading",
)  # fmt: skip


def paid_after_death(
    both: pd.DataFrame, deaths: Mapping[str, date | None], lines: pd.DataFrame, found: Listing
) -> pd.DataFrame:
    """Return payments of a month after the month of death; the month of death itself is still due.

    Args:
        both: The comparison of the two files.
        deaths: Day of death by number; None where the list gives none.
        lines: Lines of the roster.
        found: Lists payees without a day of death, and payees whose number is all but one of the dead.
    """
    paid = both[both["times_paid"] > 0]
    bodies = {number[:BODY]: number for number in deaths}
    died: dict[int, date] = {}
    first = lines.drop_duplicates("key")
    places = {
        key: Cell(file, row, PERSON) for key, file, row in zip(first["key"], first["file"], first["row"], strict=True)
    }
    for at, key, month in paid[["key", "month"]].itertuples(name=None):
        cell = places[key]
        if key not in deaths:
            if (near := bodies.get(key[:BODY])) is not None:
                said = f"{near} is on the list of the dead; which check character is right is not decided"
                found.note(cell, key, listing.NEARLY_DEAD, said)
        elif (day := deaths[key]) is None:
            said = "on the list of the dead without a day: whether paid after it is not decided"
            found.note(cell, key, listing.NO_DAY, said)
        elif _MONTH.fullmatch(month) and f"{day:%Y-%m}" < month:
            died[at] = day
    return paid.loc[list(died)].assign(died=list(died.values()))


def two_schemes(both: pd.DataFrame) -> pd.DataFrame:
    """Return persons under more than one cash scheme in one month, in the export, the roster or both.

    Args:
        both: The comparison of the two files.

    Returns:
        id, name, town, month, listed_in, schemes, schemes_zh, due_fen, paid_fen, export_rows, roster_rows, reading. The
        reading says where both may be lawful: the allowance of an unsupported child tops dibao up.
    """
    cash = both[both["scheme"].isin(_CASH)]
    several = cash[cash.duplicated(["key", "month"], keep=False)]
    found = []
    for _, rows in several.groupby(["key", "month"], sort=False):
        sides = [zh for zh, times in _SIDES if (rows[times] > 0).sum() > 1]
        if not sides:
            continue
        schemes = sorted(rows["scheme"])
        found.append(
            rows.iloc[0][["id", "name", "town", "month"]].to_dict()
            | {"listed_in": "、".join(sides)}
            | {"schemes": "、".join(schemes), "schemes_zh": "、".join(map(scheme_zh, schemes))}
            | {column: rows[column].sum(min_count=1) for column in ("due_fen", "paid_fen")}
            | {column: "、".join(filter(None, rows[column])) for column in ("export_rows", "roster_rows")}
            | {"reading": _LAWFUL if set(schemes) == _TOP_UP else ""}
        )
    return pd.DataFrame(found, columns=list(_TWO)).astype({"due_fen": "Int64", "paid_fen": "Int64"})


def holder_differs(paid: pd.DataFrame, both: pd.DataFrame, found: Listing) -> pd.DataFrame:
    """Return payments into an account of another name.

    Args:
        paid: Lines of the roster.
        both: The comparison, whose name and town are taken where the roster has none.
        found: Lists rows without a holder.

    Returns:
        id, name, holder, minor, town, scheme, scheme_zh, month, paid_fen, roster_rows. A minor's allowance may
        lawfully go to the guardian's account.
    """
    named = dict(zip(both["key"], both["name"], strict=True))
    towns = dict(zip(both["key"], both["town"], strict=True))
    payee = paid["name"].where(paid["name"] != "", paid["key"].map(named))
    town = paid["town"].where(paid["town"] != "", paid["key"].map(towns))
    for file, row in paid.loc[paid["holder"] == "", ["file", "row"]].itertuples(index=False, name=None):
        found.note(Cell(file, row, "开户姓名"), "", listing.NO_NAME, "not compared with the payee's name")
    differs = (paid["holder"] != "") & (payee != "") & (payee.map(_bare) != paid["holder"].map(_bare))
    rows = paid[differs]
    return pd.DataFrame(
        {
            "id": rows["id"],
            "name": payee[differs],
            "holder": rows["holder"],
            "minor": [_minor(number, month) for number, month in zip(rows["id"], rows["month"], strict=True)],
            "town": town[differs],
            "scheme": rows["scheme"],
            "scheme_zh": rows["scheme"].map(scheme_zh),
            "month": rows["month"],
            "paid_fen": rows["fen"],
            "roster_rows": rows["where"],
        }
    )


def _bare(name: str) -> str:
    return _DOTS.sub("", name)


def _minor(number: str, month: str) -> bool:
    """Say whether a person was under eighteen when the month began."""
    birth = identity.parse(number).birth
    if birth is None or not _MONTH.fullmatch(month):
        return False
    year, month_number = map(int, month.split("-"))
    return year - birth.year - ((month_number, 1) < (birth.month, birth.day)) < ADULT
