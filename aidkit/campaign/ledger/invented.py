"""An invented campaign as events: nobody and nothing in it exists; it shows the ledger and tests its lists.

Towns are called 示例…镇 (example), every text begins with 虚构 (invented). Days, delays and shares are drawn at random
with a seed and are evidence of nothing; only the order of what happens is that of a plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from aidkit.campaign.ledger.events import Event

if TYPE_CHECKING:
    import numpy as np

TITLE = "虚构示例，其中的乡镇、问题、线索均不存在 INVENTED: no town, problem or clue in this file exists"
TOWNS = tuple(f"示例{number}{kind}" for kind in ("街道", "镇") for number in "一二三四")
START, LAST, END = date(2021, 6, 8), date(2021, 8, 25), date(2021, 9, 20)  # first found, last found, end of the ledger
KINDS: Mapping[str, tuple[float, str, str]] = MappingProxyType(  # share, what mends it, who answers; empty: the town
    {
        "missed_coverage": (0.22, "enrolled_dibao", ""),
        "severe_not_enrolled": (0.16, "enrolled_single", "disabled_federation"),
        "missed_relief": (0.15, "relief_granted", "civil_affairs"),
        "single_instead_of_family": (0.08, "covered_as_family", ""),
        "wrong_coverage": (0.08, "stopped", ""),
        "no_visits": (0.08, "service_arranged", ""),
        "care_not_by_level": (0.05, "benefit_corrected", "civil_affairs"),
        "unsupported_child_not_covered": (0.04, "enrolled_child", "civil_affairs"),
        "rigid_not_deducted": (0.04, "benefit_corrected", ""),
        "clue_not_handled": (0.03, "procedure_mended", "petition_office"),
        "kinship_not_filed": (0.03, "procedure_mended", ""),
        "attitude": (0.02, "procedure_mended", ""),
        "no_town_reserve": (0.02, "procedure_mended", "finance"),
    }
)
HELPED = ("enrolled_dibao", "enrolled_single", "relief_granted", "covered_as_family", "enrolled_child")
SYSTEMS = (
    ("policy_measure", "主动发现和入户排查办法", date(2021, 8, 16)),
    ("hotline_transfer", "社会救助热线事项内部流转办法", date(2021, 8, 20)),
    ("consultation", "困难群众救助协同会商办法", date(2021, 8, 24)),
    ("holiday_duty", "节假日热线值守办法", date(2021, 8, 27)),
)
SOURCES = ("household_visit", "data_match", "petition", "hotline", "city_check")


def invent_events(seed: int = 2021, problems: int = 80, clues: int = 30) -> list[Event]:
    """Invent the events of a campaign of 2021 in the order of their days.

    Args:
        seed: Equal seeds give equal events.
        problems: Problems found by visits and checks; confirmed clues add theirs.
        clues: Clues received.

    Returns:
        Events that may follow one another, from 8 June to 20 September 2021.
    """
    import numpy as np

    story = _Story(np.random.default_rng(seed))
    for number in range(1, clues + 1):
        story.clue(f"XS-{number:03d}")
    for _ in range(problems):
        story.problem(story.day_found(), story.pick(TOWNS), story.pick(SOURCES))
    for number, (kind, title, day) in enumerate(SYSTEMS, 1):
        story.tell(
            f"ZD-{number:03d}",
            "system_adopted",
            day,
            kind=kind,
            detail=f"虚构：{title}",
            evidence=f"虚构文号{number}号",
        )
    return sorted(story.events, key=lambda event: event.day)  # stable: within a day as told


@dataclass
class _Story:
    """Draws what happens to each item, one after the other; nothing is told that falls after the end."""

    rng: np.random.Generator
    events: list[Event] = field(default_factory=list)
    found: int = 0

    def pick(self, choices: Any) -> Any:
        return choices[int(self.rng.integers(len(choices)))]

    def happens(self, chance: float) -> bool:
        return bool(self.rng.random() < chance)

    def after(self, day: date, least: int, most: int) -> date:
        return day + timedelta(days=int(self.rng.integers(least, most + 1)))

    def day_found(self) -> date:
        """Three in five are found by the end of June, when every house is to have been visited."""
        june = self.happens(0.6)
        return self.after(START, 0, 22) if june else self.after(date(2021, 7, 1), 0, (LAST - date(2021, 7, 1)).days)

    def tell(self, item: str, event: str, day: date, **said: Any) -> bool:
        if day <= END:
            self.events.append(Event(item, event, day, **said))
        return day <= END

    def clue(self, item: str) -> None:
        """Receive a clue, report it, look into it; a confirmed one is a problem found."""
        day, town, source = self.after(START, 0, 75), self.pick(TOWNS), self.pick(("petition", "hotline", "discipline"))
        self.tell(item, "clue_received", day, town=town, source=source, detail="虚构：反映某户生活困难未获救助")
        reported = self.after(day, 0, 9)
        self.tell(item, "clue_reported", reported)
        if self.happens(0.15):
            self.tell(item, "clue_handed_over", reported, owner="prefecture", detail="虚构：移交上级")
        concluded = self.after(reported, 1, 14)
        true = self.happens(0.35)
        told = self.tell(item, "clue_confirmed" if true else "clue_refuted", concluded, detail="虚构：经入户核查")
        if true and told:
            self.problem(concluded, town, source, basis=item)

    def problem(self, day: date, town: str, source: str, basis: str = "") -> None:
        """Find a problem, give it an owner, plan, perhaps move the time limit, and mend it."""
        self.found += 1
        item = f"WT-{self.found:03d}"
        shares = [share for share, _, _ in KINDS.values()]
        kind = list(KINDS)[int(self.rng.choice(len(KINDS), p=shares))]
        _, outcome, office = KINDS[kind]
        self.tell(item, "opened", day, town=town, kind=kind, source=source, basis=basis, detail="虚构：排查发现的问题")
        day = self.after(day, 0, 2)
        self.tell(item, "assigned", day, owner=office or town)
        day = self.after(day, 0, 3)
        due = max(min(self.after(day, 14, 40), date(2021, 8, 31)), day)
        self.tell(item, "measure_planned", day, due=due, detail="虚构：限期整改措施")
        mended = self.after(day, 3, 35) if self.happens(0.9) else self.after(day, 30, 70)
        if mended > due and self.happens(0.5):
            self.tell(item, "due_moved", due, due=self.after(due, 5, 15), detail="虚构：材料待补，经批准延期")
        if self.mended(item, mended, outcome) and self.happens(0.06):
            again = self.after(self.events[-1].day, 2, 20)
            if self.tell(item, "reopened", again, detail="虚构：抽查发现整改不到位"):
                self.mended(item, self.after(again, 3, 15), outcome)

    def mended(self, item: str, day: date, outcome: str) -> bool:
        """Mend a problem, show it, strike it off; say whether it came so far."""
        persons = int(self.rng.integers(1, 5)) if outcome in HELPED else None
        amount = 500.0 * int(self.rng.integers(1, 9)) if outcome == "relief_granted" else None
        self.tell(item, "fixed", day, outcome=outcome, persons=persons, amount=amount)
        day = self.after(day, 0, 3)
        self.tell(item, "evidence_attached", day, evidence="虚构：审批表、入户照片")
        return self.tell(item, "struck_off", self.after(day, 1, 7))
