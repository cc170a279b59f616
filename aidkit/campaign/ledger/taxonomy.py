"""Kinds of problems, systems, outcomes, sources and owners as data: ``params/campaigns/taxonomy.yaml``.

Source: XZ-1 to XZ-6 (kinds of problems), JJ-2.3.4 (systems), JJ-2.2 (owners), JJ-2.3.2 (priorities).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidkit.errors import ParameterFileError, message
from aidkit.parameter_yaml import load_yaml, shape_faults
from aidkit.shipped import shipped

if TYPE_CHECKING:
    import pandas as pd

    from aidkit.campaign.plan.campaign import Campaign

NAME = "campaigns/taxonomy.yaml"
GROUPS = ("areas", "problems", "systems", "outcomes", "sources", "owners", "priorities")


@dataclass(frozen=True)
class Word:
    """One word of a vocabulary: its id, both titles, the clause that names it.

    Attributes:
        area: Area of a problem.
        also: Other Chinese words a file may write for it.
    """

    id: str
    en: str
    zh: str
    clause: str
    area: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taxonomy:
    """The words of the ledger by vocabulary and id, and the days of reports.

    Attributes:
        areas, problems, systems, outcomes, sources, owners, priorities: Words by id, in the order of the file.
        report_days: Days of the month by which towns report clues.
    """

    areas: Mapping[str, Word]
    problems: Mapping[str, Word]
    systems: Mapping[str, Word]
    outcomes: Mapping[str, Word]
    sources: Mapping[str, Word]
    owners: Mapping[str, Word]
    priorities: Mapping[str, Word]
    report_days: tuple[int, ...]

    @cached_property
    def kinds(self) -> Mapping[str, Word]:
        """What a problem, a clue or a system may be of."""
        return {**self.problems, **self.systems}

    def table(self) -> pd.DataFrame:
        """Return every word as a row: vocabulary, id, area, zh, en, clause."""
        import pandas as pd

        rows = [(group, w.id, w.area, w.zh, w.en, w.clause) for group in GROUPS for w in getattr(self, group).values()]
        return pd.DataFrame(rows, columns=["vocabulary", "id", "area", "zh", "en", "clause"])


def load_taxonomy(campaign: Campaign | str = "") -> Taxonomy:
    """Read the words of the ledger.

    Args:
        campaign: A campaign or its id, whose departments then are owners too, and its target groups sources.

    Returns:
        The words by vocabulary and id.

    Raises:
        ParameterFileError: The file is not there, or breaks its schema; every fault is named.
        CampaignError: There is no such campaign.

    Example:
        >>> load_taxonomy().problems["missed_coverage"].zh
        '漏保'
    """
    words = _read(shipped("params"))
    if not campaign:
        return words
    from aidkit.campaign.plan.loading import load_campaign

    plan = load_campaign(campaign) if isinstance(campaign, str) else campaign
    spelled = {name: (word.zh,) for name, word in words.owners.items()}
    offices = {
        name: Word(name, one.en, one.zh, plan.document.clause, also=spelled.get(name, ()))
        for name, one in plan.departments.items()
    }
    groups = {name: Word(name, one.en, one.zh, one.clause) for name, one in plan.groups.items()}
    return replace(words, owners={**words.owners, **offices}, sources={**words.sources, **groups})


@cache
def _read(params: Path) -> Taxonomy:
    return taxonomy_in(params)


def taxonomy_in(params: Path) -> Taxonomy:
    """Read the words of the ledger from a folder of parameters of one's own.

    Raises:
        ParameterFileError: The file is not there, or breaks its schema; every fault is named.
    """
    path, shown = params / NAME, f"params/{NAME}"
    content = load_yaml(path, shown, "taxonomy")
    faults = [f"  {'.'.join(keys)}: {said}" for keys, said in shape_faults(content, path.with_suffix(""), shown)]
    if not faults:
        faults = _meaning_faults(content)
    if faults:
        raise ParameterFileError(message(f"{shown} breaks its schema.", *faults))
    words = {group: {name: Word(id=name, **said) for name, said in content[group].items()} for group in GROUPS}
    return Taxonomy(
        **words,
        report_days=tuple(sorted(content["numbers"]["report_days"]["value"])),
    )


def _meaning_faults(content: Mapping[str, Any]) -> list[str]:
    """Say which problems lie in an area that is not listed, and which words mean two things in a file of events."""
    unknown = {name: said["area"] for name, said in content["problems"].items() if said["area"] not in content["areas"]}
    faults = [f"  problems.{name}.area: {area!r} is not one of areas." for name, area in unknown.items()]
    for groups in (("problems", "systems"), ("outcomes",), ("sources",), ("owners",)):
        seen: dict[str, str] = {}
        for group in groups:
            for name, said in content[group].items():
                first = seen.setdefault(said["zh"], f"{group}.{name}")
                if first != f"{group}.{name}":
                    faults.append(f"  {group}.{name}.zh: {said['zh']} is already {first}.")
    return faults
