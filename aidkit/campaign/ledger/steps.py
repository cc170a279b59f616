"""What may happen to a problem (问题), a clue (线索) or a system (制度), after what, and what must be said of it.

A problem is found, given to an owner, planned, mended, shown to be mended, and struck off (对账销号); nothing is
struck off that is not mended and evidenced, nothing mended that nobody answers for.

Source: XZ-T (problem list, rectification ledger, measures, time limits, duty, strike-off), JJ-2.3.1, JJ-2.3.4, JJ-2.3.5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

PROBLEM, CLUE, SYSTEM = "problem", "clue", "system"
ALWAYS = ("item", "event", "day")
ORIGIN = ("town", "village", "kind")  # what later rows may repeat, as long as they say the same


@dataclass(frozen=True)
class Step:
    """One kind of event.

    Attributes:
        zh, en: Its words.
        subject: ``problem``, ``clue`` or ``system``.
        after: States it may follow; empty: it is the first.
        into: State it leads to; empty: the state stays.
        needs: Columns it must fill.
        takes: Columns it may fill besides.
    """

    zh: str
    en: str
    subject: str
    after: tuple[str, ...]
    into: str
    needs: tuple[str, ...]
    takes: tuple[str, ...] = ()


STEPS: Mapping[str, Step] = MappingProxyType(
    {
        "opened": Step("发现", "found", PROBLEM, (), "open", ("town", "kind", "detail"), ("village", "source", "basis")),
        "assigned": Step("交办", "given to an owner", PROBLEM, ("open",), "", ("owner",), ("detail",)),
        "measure_planned": Step("制定措施", "measure planned", PROBLEM, ("open",), "", ("detail", "due")),
        "due_moved": Step("调整时限", "time limit moved", PROBLEM, ("open",), "", ("due", "detail")),
        "fixed": Step("整改完成", "mended", PROBLEM, ("open",), "fixed", ("outcome",), ("detail", "persons", "amount")),
        "evidence_attached": Step("附佐证", "evidence attached", PROBLEM, ("open", "fixed"), "", ("evidence",), ("detail",)),
        "struck_off": Step("销号", "struck off", PROBLEM, ("fixed",), "struck_off", (), ("detail",)),
        "reopened": Step("重新整改", "opened again", PROBLEM, ("fixed", "struck_off"), "open", ("detail",)),
        "clue_received": Step("收到线索", "clue received", CLUE, (), "received", ("town", "source", "detail"), ("village", "kind")),
        "clue_reported": Step("上报线索", "clue reported", CLUE, ("received", "confirmed", "refuted"), "", ()),
        "clue_handed_over": Step("移交线索", "clue handed over", CLUE, ("received",), "", ("owner",), ("detail",)),
        "clue_confirmed": Step("线索查实", "clue confirmed", CLUE, ("received",), "confirmed", ("detail",)),
        "clue_refuted": Step("线索查否", "clue refuted", CLUE, ("received",), "refuted", ("detail",)),
        "system_adopted": Step("建立制度", "system adopted", SYSTEM, (), "adopted", ("kind", "detail"), ("town", "evidence", "basis")),
    }
)  # fmt: skip
STATES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "open": ("整改中", "open"),
        "fixed": ("已整改待销号", "awaiting strike-off"),
        "struck_off": ("已销号", "struck off"),
        "received": ("核查中", "under review"),
        "confirmed": ("查实", "confirmed"),
        "refuted": ("查否", "refuted"),
        "adopted": ("已建立", "adopted"),
    }
)
