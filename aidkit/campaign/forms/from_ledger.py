"""What the ledger gives to the forms, as of a day: the lists entry by entry, and problems by village and class."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from aidkit.campaign.ledger.ledger import Ledger
    from aidkit.campaign.ledger.taxonomy import Taxonomy

PLACE_ITSELF = "市级"  # a system that no town but the whole place adopted
AREAS = ("dibao", "tekun", "relief", "epidemic", "funds", "conduct", "children")  # in the order of the ledger report
OPEN, RECOVERED = "open", "recovered"


def tables_from_ledger(ledger: Ledger, on: str | date | None = None) -> dict[str, pd.DataFrame]:
    """Return what fills the forms that are lists of the ledger, and its monthly report.

    Args:
        ledger: The ledger.
        on: The day; that of the last event when left out.

    Returns:
        By id of the form: ``problems``, ``systems``, ``results``, ``clues``, ``ledger-report``; columns as those forms
        have them. Words of the taxonomy are written in Chinese; what no event says is missing.

    Raises:
        CampaignError: The ledger cannot be read, or the day is none.
    """
    words = ledger.taxonomy
    problems = ledger.on(on)
    return {
        "problems": _problems(problems, words),
        "systems": _systems(ledger.systems(on), words),
        "results": _results(ledger.results(on), words),
        "clues": _clues(ledger.clues(on), words),
        "ledger-report": _report(problems, ledger.clues(on), words),
    }


def _problems(table: pd.DataFrame, words: Taxonomy) -> pd.DataFrame:
    named = {"item": "problem", "kind": "code", "problem": "finding", "struck_off_on": "struck_off"}
    kept = ["item", "town", "village", "source", "kind", "problem", "found_on", "owner", "measure", "due", "fixed_on",
            "evidence", "struck_off_on"]  # fmt: skip
    return table[kept].rename(columns=named).assign(
        source=spoken(table["source"], words.sources), code=spoken(table["kind"], words.problems),
        owner=spoken(table["owner"], words.owners),
    )  # fmt: skip


def _systems(table: pd.DataFrame, words: Taxonomy) -> pd.DataFrame:
    named = {"document": "number", "adopted_on": "issued_on", "basis": "problem"}
    found = table[["town", "kind", "title", "document", "adopted_on", "basis"]].rename(columns=named)
    return found.assign(kind=spoken(table["kind"], words.systems), town=table["town"].fillna(PLACE_ITSELF))


def _results(table: pd.DataFrame, words: Taxonomy) -> pd.DataFrame:
    """Return a row a town, outcome and unit: problems mended so, persons helped, yuan, as far as anybody said."""
    import pandas as pd

    rows: list[dict[str, Any]] = []
    for (town, outcome), part in table.groupby(["town", "outcome"], sort=True):
        what = {"town": town, "result": words.outcomes[str(outcome)].zh}
        rows.append({**what, "amount": len(part), "measure": "件"})
        for column, unit in (("persons", "人"), ("amount", "元")):
            if part[column].notna().any():
                rows.append({**what, "amount": part[column].sum(), "measure": unit})
    return pd.DataFrame(rows, columns=["town", "result", "amount", "measure"])


def _clues(table: pd.DataFrame, words: Taxonomy) -> pd.DataFrame:
    named = {"item": "clue", "clue": "finding", "handed_to": "owner", "report_due": "due", "concluded_on": "closed_on"}
    kept = ["item", "town", "kind", "received_on", "source", "clue", "handed_to", "report_due", "concluded_on"]
    return table[kept].rename(columns=named).assign(
        kind=spoken(table["kind"], words.kinds), source=spoken(table["source"], words.sources),
        owner=spoken(table["handed_to"], words.owners),
    )  # fmt: skip


def _report(problems: pd.DataFrame, clues: pd.DataFrame, words: Taxonomy) -> pd.DataFrame:
    import pandas as pd

    rows = []
    area = problems["kind"].map(lambda kind: words.problems[kind].area)
    mended = problems["state"] != OPEN
    for town in dict.fromkeys([*problems["town"], *clues["town"]]):
        own, heard = problems["town"] == town, clues["town"] == town
        row: dict[str, Any] = {"town": town}
        for number, name in enumerate(AREAS, 1):
            row[f"found_{number}"] = int((own & (area == name)).sum())
            row[f"fixed_{number}"] = int((own & (area == name) & mended).sum())
        back = problems.loc[own & (problems["outcome"] == RECOVERED), "amount"]
        row |= {
            "found": int(own.sum()), "fixed": int((own & mended).sum()),
            "struck_off": int((own & problems["struck_off_on"].notna()).sum()), "clues": int(heard.sum()),
            "clues_closed": int((heard & clues["concluded_on"].notna()).sum()),
            "recovered_yuan": back.sum() if back.notna().any() else None,
        }  # fmt: skip
        rows.append(row)
    return pd.DataFrame(rows)


def spoken(column: pd.Series[Any], words: Mapping[str, Any]) -> pd.Series[Any]:
    """Return ids as the Chinese words of a vocabulary; what is none of them, such as a town, stays as it is."""
    return column.map(lambda key: words[key].zh if key in words else key)
