"""The clause table: what each clause says, whether it is computed, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from aidkit.campaign.clauses.files import read_clauses
from aidkit.campaign.clauses.places import Kind, Place, clause_places
from aidkit.campaign.errors import CampaignError
from aidkit.campaign.forms.filled import Lang, said
from aidkit.errors import listed, message, suggestion

if TYPE_CHECKING:
    import pandas as pd

KINDS: Mapping[Kind, tuple[str, str]] = {
    "function": ("函数", "functions"), "rule": ("规则", "rules"), "parameter": ("参数", "parameters"),
    "setting": ("设置", "settings"), "plan": ("方案", "plans"), "deadline": ("时间表", "deadlines"),
    "form": ("表格", "forms"), "word": ("台账用语", "words of the ledger"), "notebook": ("笔记本", "notebooks"),
}  # fmt: skip
STATES: Mapping[str, tuple[str, str]] = {
    "done": ("已计算", "done"), "partly": ("部分计算", "partly"), "told": ("仅叙述", "told only"), "open": ("未计算", "not yet"),
}  # fmt: skip
LETTERS: Mapping[str, tuple[str, str]] = {
    "E": ("资格", "eligibility"), "B": ("待遇", "benefit"), "P": ("参数", "parameter"), "M": ("监测", "monitoring"),
    "C": ("台账", "campaign"), "A": ("抽查", "sampling"), "T": ("时限", "schedule"), "F": ("人员", "staffing"),
    "R": ("比对", "matching"), "O": ("表册", "output"), "Q": ("背景", "background"),
}  # fmt: skip
SHOWN = 4  # names of a kind that a cell shows before it counts the rest
COMPUTING: tuple[Kind, ...] = ("function", "rule", "deadline", "form")  # a value or a word alone computes nothing


def clause_table(lang: Lang = "both") -> pd.DataFrame:
    """Return every clause of the five documents with where it is computed.

    Args:
        lang: ``zh``, ``en`` or ``both``, Chinese first.

    Returns:
        A row a clause, in the order of the documents: ``clause``, ``document``, ``title``, ``kinds``, ``state`` (done,
        partly, told, open), ``state_said``, ``where`` (functions, rules, parameters, settings, plans, deadlines, forms,
        words), ``places`` (how many), ``notebooks``, ``why`` (what is left, or why nothing is computed).

    Raises:
        CampaignError: The language is none, or a clause that nothing computes does not say why.
        AidkitError: A function or notebook the table names does not exist.
    """
    import pandas as pd

    if lang not in ("zh", "en", "both"):
        raise CampaignError(message(f"lang={lang!r} is no language.", suggestion(lang, ["zh", "en", "both"])))
    found: dict[str, list[Place]] = {clause: [] for clause in read_clauses()}
    for place in clause_places():
        found.setdefault(place.clause, []).append(place)
    return pd.DataFrame([_row(clause, given, found[clause], lang) for clause, given in read_clauses().items()])


def _row(clause: str, given: Mapping[str, Any], places: list[Place], lang: Lang) -> dict[str, Any]:
    state = _state(clause, given, places)
    reason = given.get("left") or given.get("why") or {"zh": "", "en": ""}
    return {
        "clause": clause,
        "document": given["document"],
        "title": said(given["zh"], given["en"], lang),
        "kinds": _kinds(given["kinds"], lang),
        "state": state,
        "state_said": said(*STATES[state], lang, " "),
        "where": _where(places, lang),
        "places": sum(place.kind != "notebook" for place in places),
        "notebooks": ", ".join(place.name for place in places if place.kind == "notebook"),
        "why": said(reason["zh"], reason["en"], lang).strip(),
    }


def _kinds(letters: Sequence[str], lang: Lang) -> str:
    words = [LETTERS[letter] for letter in letters]
    return said("、".join(zh for zh, _ in words), ", ".join(en for _, en in words), lang, " ")


def _state(clause: str, given: Mapping[str, Any], places: list[Place]) -> str:
    """Return whether a clause is computed; one that nothing computes has to say why."""
    computed = any(place.kind in COMPUTING for place in places)
    if computed and "why" not in given:
        return "partly" if "left" in given else "done"
    if "why" not in given:
        raise CampaignError(
            message(
                f"Nothing computes clause {clause}, and it does not say why.", "Add `by`, or `why`, in params/clauses."
            )
        )
    return "told" if "Q" in given["kinds"] else "open"


def _where(places: list[Place], lang: Lang) -> str:
    """Return what computes a clause, kind by kind, the longest lists cut short with their count."""
    lines = []
    for kind, (zh, en) in KINDS.items():
        names = list(dict.fromkeys(place.name for place in places if place.kind == kind))
        if names and kind != "notebook":
            lines.append(f"{said(zh, en, lang, ' ')}: {_cut(names, lang)}")
    return "\n".join(lines)


def _cut(names: list[str], lang: Lang) -> str:
    if lang != "zh" or len(names) <= SHOWN:
        return listed(names, SHOWN)
    return f"{', '.join(names[:SHOWN])} 等 {len(names)} 项"
