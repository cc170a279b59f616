"""What screening and ledger together give to the progress form and the summary form, by town and group."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from aidkit.campaign.forms.from_ledger import OPEN, tables_from_ledger
from aidkit.campaign.forms.from_petitions import petitions_table
from aidkit.campaign.screening.findings import ON_FILE, Finding

if TYPE_CHECKING:
    import pandas as pd

    from aidkit.campaign.ledger.ledger import Ledger
    from aidkit.campaign.screening.result import Screening

KEYS = ["town", "group"]
ENROLLED: Mapping[str, tuple[str, ...]] = MappingProxyType(  # column of the progress form → outcomes of the ledger
    {
        "enrolled_dibao": ("enrolled_dibao", "enrolled_single"),
        "enrolled_tekun": ("enrolled_tekun",),
        "enrolled_children": ("enrolled_child",),
        "given_relief": ("relief_granted",),
    }
)
CHILDREN: Mapping[str, str] = MappingProxyType(
    {"orphans": "orphan_not_covered", "unsupported_children": "unsupported_child_not_covered"}
)


def campaign_tables(
    screening: Screening | None = None, ledger: Ledger | None = None, on: str | date | None = None
) -> dict[str, pd.DataFrame]:
    """Return what fills the forms of a campaign as of a day, from its screening and its ledger.

    Args:
        screening: What ``screen`` gave: who is listed, missed, to be filed, and the low-income list.
        ledger: Problems, clues and systems: what was found and mended, and what came of it.
        on: The day of the ledger; that of its last event when left out.

    Returns:
        By id of the form, as ``write_forms`` takes it: ``progress`` and ``relief-summary``; with a screening
        ``petitions``; with a ledger ``problems``, ``systems``, ``results``, ``clues`` and ``ledger-report``. Who was checked, and how many families and
        yuan a month were enrolled, neither of them says: those columns stay empty.

    Raises:
        CampaignError: The ledger cannot be read, or the day is none.
    """
    found = {"progress": _progress(screening, ledger, on), "relief-summary": _summary(screening, ledger, on)}
    found |= {"petitions": petitions_table(screening)} if screening is not None else {}
    return found | (tables_from_ledger(ledger, on) if ledger is not None else {})


def _progress(screening: Screening | None, ledger: Ledger | None, on: str | date | None) -> pd.DataFrame:
    """Return a row a town and group, or other source of a problem."""
    parts = []
    names: dict[str, str] = {}
    if screening is not None:
        names = {group.id: f"{group.id} {group.zh}" for group in screening.campaign.groups.values()}
        parts.append(_listed(screening))
    if ledger is not None:
        names |= {key: word.zh for key, word in ledger.taxonomy.sources.items() if key not in names}
        parts.append(_mended(ledger.on(on)))
    table = _joined(parts, KEYS)
    return table.assign(group=table["group"].map(lambda key: names.get(key, key)))


def _listed(screening: Screening) -> pd.DataFrame:
    rows = screening.persons
    marks = rows[KEYS].assign(
        missed=rows["finding"] == Finding.MISSED.name.lower(),
        relief_missed=rows["finding"] == Finding.RELIEF_MISSED.name.lower(),
        filed=rows["finding"].isin([finding.name.lower() for finding in ON_FILE]),
    )
    columns = ["missed", "relief_missed", "filed"]
    counted = marks.groupby(KEYS, as_index=False)[columns].sum()
    return screening.by_town()[[*KEYS, "listed"]].merge(counted, on=KEYS, how="left").fillna(dict.fromkeys(columns, 0))


def _mended(problems: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    rows = []
    for (town, source), part in problems.groupby(["town", "source"], sort=False):
        open_ = int((part["state"] == OPEN).sum())
        row: dict[str, Any] = {
            "town": town,
            "group": source,
            "problems": len(part),
            "fixed": len(part) - open_,
            "open": open_,
        }
        rows.append({**row, **{column: _persons(part, outcomes) for column, outcomes in ENROLLED.items()}})
    return pd.DataFrame(rows, columns=[*KEYS, "problems", "fixed", "open", *ENROLLED])


def _summary(screening: Screening | None, ledger: Ledger | None, on: str | date | None) -> pd.DataFrame:
    """Return a row a town: whom the ledger says was helped, and the families of the low-income list."""
    parts = []
    if ledger is not None:
        parts.append(_helped(ledger.on(on)))
    if screening is not None:
        low = screening.low_income
        low = low[low["meets"].astype(bool)]
        counted = low.groupby("town", as_index=False).agg(
            low_income_households=("household_id", "nunique"), low_income_persons=("members", "sum")
        )
        once = screening.persons.drop_duplicates("person_id")
        on_file = once["finding"].isin([finding.name.lower() for finding in ON_FILE])
        parts.append(counted.merge(once[on_file].groupby("town").size().rename("filed").reset_index(), how="outer"))
    return _joined(parts, ["town"])


def _helped(problems: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    rows = []
    for town, part in problems.groupby("town", sort=False):
        relief = part[part["outcome"] == "relief_granted"]
        row: dict[str, Any] = {
            "town": town,
            "dibao_persons": _persons(part, ENROLLED["enrolled_dibao"]),
            "single_persons": _persons(part, ("enrolled_single",)),
            "relief_times": len(relief),
            "relief_yuan": relief["amount"].sum() if relief["amount"].notna().any() else None,
        }
        rows.append(
            {
                **row,
                **{
                    column: _persons(part[part["kind"] == kind], ("enrolled_child",))
                    for column, kind in CHILDREN.items()
                },
            }
        )
    columns = ["town", "dibao_persons", "single_persons", "relief_times", "relief_yuan", *CHILDREN]
    return pd.DataFrame(rows, columns=columns)


def _persons(part: pd.DataFrame, outcomes: tuple[str, ...]) -> int | None:
    """Return the persons helped by some outcomes; nought where there was none, missing where nobody said how many."""
    rows = part.loc[part["outcome"].isin(outcomes), "persons"]
    return 0 if rows.empty else int(rows.sum()) if rows.notna().any() else None


def _joined(parts: list[pd.DataFrame], keys: list[str]) -> pd.DataFrame:
    import pandas as pd

    if not parts:
        return pd.DataFrame(columns=keys)
    joined = parts[0] if len(parts) == 1 else parts[0].merge(parts[1], on=keys, how="outer", sort=False)
    return joined.astype({column: object for column in joined if column not in keys})
