"""What a month's payment roster gives to the payment statistics form (QH-6.3), by town."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.campaign.errors import CampaignError
from aidkit.errors import counted, listed, message
from aidkit.masking import mask
from aidkit.schema import Area

if TYPE_CHECKING:
    from aidkit.oversight.payments.result import Reconciliation
    from aidkit.population import Population

DIBAO = ("dibao", "dibao_single")
RELIEF = ["town", "relief_times", "relief_yuan"]


def payments_table(
    reconciled: Reconciliation,
    population: Population,
    relief: pd.DataFrame | None = None,
    *,
    leave_out_strangers: bool = False,
) -> pd.DataFrame:
    """Return what fills the form ``payments`` for the month of a reconciled roster.

    A roster says who was paid what on which scheme; town, urban or rural, family and institution come from the register.
    Payments to orphans and children are no part of this form. A roster pays tekun one sum, so that its part for care
    stays empty.

    Args:
        reconciled: What ``reconcile`` gave; its paid side counts.
        population: The register the persons stand in.
        relief: Temporary assistance of the month by town: columns ``town``, ``relief_times``, ``relief_yuan``. Without it
            these columns and the total of all payments stay empty.
        leave_out_strangers: Leave out payments to persons who are not in the register, instead of refusing: nobody knows
            their town.

    Returns:
        A row a town, columns as the form has them.

    Raises:
        CampaignError: Persons on the roster are not in the register, or ``relief`` lacks a column.

    Source: QH-6.2, QH-6.3.
    """
    rows = _known_rows(reconciled, population, leave_out_strangers)
    towns = {str(town): _row(str(town), part) for town, part in rows.groupby("town", sort=True)}
    if relief is not None:
        missing = [column for column in RELIEF if column not in relief]
        if missing:
            raise CampaignError(message(f"relief has no column {listed(missing)}.", f"Columns: {', '.join(RELIEF)}."))
        for given in relief[RELIEF].to_dict("records"):
            row = towns.setdefault(str(given["town"]), _row(str(given["town"]), rows.head(0)))
            row |= {"relief_times": given["relief_times"], "relief_yuan": given["relief_yuan"]}
        for row in towns.values():
            row.setdefault("relief_times", 0)
            parts = ("urban_yuan", "rural_yuan", "home_yuan", "institution_yuan")
            row["total_yuan"] = round(sum(row[part] for part in parts) + row.setdefault("relief_yuan", 0.0), 2)
    return pd.DataFrame(towns.values())


def _known_rows(reconciled: Reconciliation, population: Population, leave_out: bool) -> pd.DataFrame:
    """Return the payments made, each with what the register says of the person."""
    paid = reconciled.payments[reconciled.payments["paid_fen"].notna()]
    where = population.persons.index.get_indexer(pd.Index(paid["id"]))
    if (where < 0).any() and not leave_out:
        strangers = paid.loc[where < 0, "id"].astype(str).map(mask)
        raise CampaignError(
            message(
                f"{counted(len(strangers), 'person')} on {reconciled.roster} not in the register: {listed(strangers)}.",
                "Put the roster or the register right (aidkit reconcile lists both), or leave them out: leave_out_strangers=True.",
            )
        )
    paid, where = paid[where >= 0], where[where >= 0]
    household = population.household_of[where]
    area = population.column("household", "area")[household]
    return paid.assign(
        town=population.column("household", "town")[household],
        urban=np.asarray(area) == Area.URBAN,
        household=household,
        institution=np.asarray(population.column("person", "in_institution"))[where].astype(bool),
        yuan=paid["paid_fen"].astype(float) / 100,
    )


def _row(town: str, rows: pd.DataFrame) -> dict[str, Any]:
    row: dict[str, Any] = {"town": town}
    dibao, tekun = rows[rows["scheme"].isin(DIBAO)], rows[rows["scheme"] == "tekun"]
    for name, part in (("urban", dibao[dibao["urban"].astype(bool)]), ("rural", dibao[~dibao["urban"].astype(bool)])):
        row |= {f"{name}_households": part["household"].nunique(), f"{name}_persons": len(part)}
        row[f"{name}_yuan"] = round(float(part["yuan"].sum()), 2)
    inside = tekun["institution"].astype(bool)
    for name, part in (("home", tekun[~inside]), ("institution", tekun[inside])):
        row |= {f"{name}_persons": len(part), f"{name}_yuan": round(float(part["yuan"].sum()), 2)}
    return row
