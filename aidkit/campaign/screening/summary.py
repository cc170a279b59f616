"""A screening in a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidkit.campaign.screening.findings import TITLES, Finding
from aidkit.errors import counted, listed
from aidkit.masking import masked

if TYPE_CHECKING:
    from aidkit.campaign.screening.result import Screening


def summary(screening: Screening) -> str:
    """Say who was listed, what was found, and what is not known."""
    campaign, place = screening.campaign, screening.policy.place
    once = screening.persons.drop_duplicates("person_id")
    lines = [f"{campaign.zh} {campaign.en} · {place.zh} {place.en} · {screening.policy.date}"]
    if screening.population.synthetic:
        lines.append("Invented: nobody in it exists (合成数据，其中没有真人).")
    families = once["household_id"].nunique()
    lines.append(f"排查 listed: {len(once):,} persons of {families:,} families, {len(screening.persons):,} rows of {len(campaign.groups)} groups")  # fmt: skip
    counts = once["finding"].value_counts()
    for finding in Finding:
        number = int(counts.get(finding.name.lower(), 0))
        if number:
            lines.append(f"  {TITLES[finding][0]} {TITLES[finding][1]}: {number:,}")
    missed = screening.missed
    if len(missed):
        lines.append(f"应补 to be enrolled: {len(missed):,} persons, {missed['amount_due'].sum():,.2f} yuan a month")
    first = int((screening.low_income["priority"] < 4).sum())
    lines.append(f"低收入 low-income list: {len(screening.low_income):,} families, {first:,} of the priority groups")
    for row in screening.not_known.itertuples():
        lines.append(f"  {row.group} not known: {row.fact_zh} {row.fact_en}, {row.persons:,} persons; ask {row.ask}")
    faults = screening.lists.faults
    if faults is not None and len(faults):
        shown = listed(
            f"{file} row {row}: {fault}"
            for file, row, fault in faults[["file", "row", "fault"]].itertuples(index=False, name=None)
        )
        lines.append(f"名单 lists: {counted(len(faults), 'oddity', 'oddities')} — {masked(shown)}")
    return "\n".join(lines)
