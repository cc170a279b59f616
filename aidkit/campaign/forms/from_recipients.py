"""What the system's export gives to the public list (QH-4.2): every recipient once, given names hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from aidkit.campaign.errors import CampaignError
from aidkit.errors import counted, listed, message
from aidkit.masking import mask
from aidkit.oversight.payments.schemes import scheme_zh

if TYPE_CHECKING:
    from aidkit.oversight.payments.result import Reconciliation
    from aidkit.population import Population

SHOWN = ("dibao", "dibao_single", "tekun")  # children are never put on a public list


def public_list(reconciled: Reconciliation, population: Population) -> pd.DataFrame:
    """Return what fills the form ``public-list``: everybody on dibao or tekun by the system's export.

    Orphans and de-facto unsupported children are left out: their privacy is protected (民发〔2019〕62号).

    Args:
        reconciled: What ``reconcile`` gave; its due side counts, since the list is of recipients, not of payments.
        population: The register, which knows each person's town and village.

    Returns:
        A row a person and scheme, by town and village: ``town, village, person, scheme, amount`` (yuan a month).

    Raises:
        CampaignError: Recipients are not in the register, so that nobody knows on which town's list they belong.

    Source: QH-4.2, XZ-7.
    """
    due = reconciled.payments[reconciled.payments["due_fen"].notna() & reconciled.payments["scheme"].isin(SHOWN)]
    where = population.persons.index.get_indexer(pd.Index(due["id"]))
    if (where < 0).any():
        strangers = due.loc[where < 0, "id"].astype(str).map(mask)
        raise CampaignError(
            message(
                f"{counted(len(strangers), 'recipient')} of {reconciled.export} not in the register: {listed(strangers)}.",
                "Every recipient belongs on a list: put the register right first.",
            )
        )
    household = population.household_of[where]
    rows = due.assign(
        town=population.column("household", "town")[household],
        village=population.column("household", "village")[household],
        person=due["name"].map(without_given_name),
        scheme=due["scheme"].map(scheme_zh),
        amount=due["due_fen"].astype(float) / 100,
    )
    columns = ["town", "village", "person", "scheme", "amount"]
    return rows[columns].sort_values(["town", "village"], kind="stable", ignore_index=True)


def without_given_name(name: str) -> str:
    """Return a name with all but its first letter hidden.

    Example:
        >>> without_given_name("欧阳某某")
        '欧＊＊＊'
    """
    return name[:1] + "＊" * len(name[1:])
