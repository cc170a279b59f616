"""What is stored for a day: families, members and findings as plain frames, checked before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from aidkit.campaign.database.columns import Column, Table
from aidkit.campaign.database.frames import DTYPES
from aidkit.campaign.database.tables import CONTENTS, FAMILIES, FINDINGS, MEMBERS
from aidkit.campaign.errors import CampaignError
from aidkit.errors import SHOWN, counted, listed, message
from aidkit.masking import mask

if TYPE_CHECKING:
    import pandas as pd

TITLE = {FAMILIES.name: "family", MEMBERS.name: "member", FINDINGS.name: "finding"}


@dataclass(frozen=True)
class Contents:
    """A screening as the database takes it.

    Attributes:
        families: A row a family; columns as ``dictionary`` lists them: family_id, town, village, area, persons,
            per_capita_income, per_capita_income_after_rigid, dibao_standard, low_income_line (all yuan a month and
            head), within_assets, low_income, relief_received (yuan in 12 months), rejected_application.
        members: A row a member: member_id, family_id, age, sex, severe_disability, serious_illness, current_scheme,
            entitled_scheme, coverage.
        findings: A row a finding: finding (its number), family_id, member_id, target_group, basis, scheme_due, result,
            amount_due (yuan a month), relief_due (yuan a year, of the family); may have no rows.
        place: Id of the place.
        policy_date: Day whose rules were applied.
        large_relief: Relief in 12 months, yuan, from which a family is in the second priority group.
        source: Where the people come from.
        invented: Whether nobody in it exists.
        assumed: Columns of the population that were not there, for which the rules took defaults.
    """

    families: pd.DataFrame
    members: pd.DataFrame
    findings: pd.DataFrame
    place: str
    policy_date: date
    large_relief: float
    source: str = ""
    invented: bool = False
    assumed: tuple[str, ...] = ()

    def checked(self) -> Contents:
        """Return the contents with every column typed and every table sorted by its key.

        Raises:
            CampaignError: A column that is missing or unknown, cells that cannot be what their column holds, an id
                that stands twice, a member without a family, a finding about nobody; all faults of all tables.
        """
        faults: list[str] = []
        tables = {table.name: _table(table, getattr(self, table.name), faults) for table in CONTENTS}
        if not faults:
            faults += _links(tables)
        if faults:
            more = len(faults) - SHOWN
            raise CampaignError(
                message(
                    f"What is to be stored has {counted(len(faults), 'fault')}.",
                    *(f"  {fault}" for fault in faults[:SHOWN]),
                    f"  and {more} more." if more > 0 else "",
                    "Nothing was stored.",
                )
            )
        families, members, findings = (tables[table.name] for table in CONTENTS)
        return replace(self, families=families, members=members, findings=findings)

    @property
    def digest(self) -> str:
        """A hash of all that is in it; checked contents that say the same have the same."""
        said = [self.place, self.policy_date, self.large_relief, self.source, self.invented, self.assumed]
        found = hashlib.sha256(repr([str(one) for one in said]).encode())
        for table in CONTENTS:
            frame: pd.DataFrame = getattr(self, table.name)
            found.update(frame.to_csv(index=False, lineterminator="\n").encode())
        return found.hexdigest()


def _table(table: Table, given: pd.DataFrame, faults: list[str]) -> pd.DataFrame:
    """Return a frame with the columns of its table, typed and sorted; what is wrong with it goes to the faults."""
    import pandas as pd

    strange = [str(name) for name in given.columns if name not in table.names]
    missing = [column.name for column in table.columns if not column.optional and column.name not in given]
    if strange or missing:
        faults += [f"{table.name}: no such column {listed(strange)}."] if strange else []
        faults += [f"{table.name}: the column {listed(missing)} is missing."] if missing else []
        return given
    typed: dict[str, Any] = {}
    for column in table.columns:
        values = given[column.name] if column.name in given else pd.Series(pd.NA, index=given.index, dtype=object)
        typed[column.name] = _typed(table, column, values.reset_index(drop=True), faults)
    frame = pd.DataFrame(typed)
    double = frame.loc[frame.duplicated(list(table.key), keep=False), table.key[0]].unique()
    if len(double):
        faults.append(f"{table.name}: {counted(len(double), 'id')} that stands twice: {_ids(double)}.")
    return frame.sort_values(list(table.key), ignore_index=True)


def _typed(table: Table, column: Column, values: pd.Series, faults: list[str]) -> pd.Series:
    """Return a column with its type; cells that cannot have it are a fault and become missing."""
    import pandas as pd

    before = values.isna() | (values.astype(object) == "")
    cleaned = values.astype(object).mask(before)
    if column.kind in ("integer", "amount"):
        cleaned = pd.to_numeric(cleaned, errors="coerce")
        cleaned = cleaned.mask(cleaned.abs() == float("inf"))
        cleaned = cleaned.mask(cleaned % 1 != 0) if column.kind == "integer" else cleaned
        cleaned = cleaned.mask(cleaned < 0)
    elif column.kind == "flag":
        cleaned = cleaned.where(cleaned.isin([True, False]))
    elif column.allowed:
        cleaned = cleaned.where(cleaned.isin(column.allowed))
    empty = before & (not column.optional)
    for rows, what in ((empty, "is empty"), (cleaned.isna() & ~before, f"is not {_meant(column)}")):
        at = (rows.to_numpy().nonzero()[0] + 1).tolist()
        if at:
            faults.append(f"{table.name}.{column.name} {what} in {counted(len(at), 'row')}: {listed(at)}.")
    whole: pd.Series = cleaned.astype(object).where(cleaned.notna(), None)
    return whole.astype(DTYPES[column.kind])  # type: ignore[call-overload, no-any-return]


def _meant(column: Column) -> str:
    """Say what a column holds."""
    if column.allowed:
        return f"one of {', '.join(column.allowed)}"
    return {"integer": "a whole number of 0 or more", "amount": "an amount of 0 or more", "flag": "true or false"}.get(
        column.kind, "text"
    )


def _links(tables: dict[str, pd.DataFrame]) -> Iterator[str]:
    """Say which families have no members, and which members and findings are of nobody."""
    families, members, findings = (tables[table.name] for table in CONTENTS)
    lonely = families.loc[~families["family_id"].isin(members["family_id"]), "family_id"]
    strangers = members.loc[~members["family_id"].isin(families["family_id"]), "member_id"]
    nowhere = findings.loc[~findings["family_id"].isin(families["family_id"]), "finding"]
    known = members.set_index("member_id")["family_id"]
    named = findings[findings["member_id"].notna()]
    elsewhere = named.loc[named["member_id"].map(known).fillna("") != named["family_id"], "finding"]
    for ids, noun, what in (
        (lonely, "family", "without a member"),
        (strangers, "member", "of a family that is not listed"),
        (nowhere, "finding", "about a family that is not listed"),
        (elsewhere, "finding", "about a person who is no member of the family"),
    ):
        if len(ids):
            plural = "families" if noun == "family" else None
            yield f"{counted(len(ids), noun, plural)} {what}: {_ids(ids)}."


def _ids(ids: Any) -> str:
    return listed(mask(str(one)) for one in ids)
