"""How much each step of checking payments finds, from totals to single persons, and what small differences hide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from aidkit.report.labels import in_each
from aidkit.report.oversight.payments import FEN, YUAN, at_stake
from aidkit.report.questions.words import joined
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.oversight.payments.result import Reconciliation

FOUND = {"yuan": Text("查出的差额", "differences found")}
STEPS = (
    Text("只比总额", "totals alone"),
    Text("按类别比合计", "totals by scheme"),
    Text("逐人逐项比", "person by person"),
    Text("再比死亡名单", "and the list of the dead"),
)


def steps(found: Reconciliation) -> pd.DataFrame:
    """Return how much each further step of checking finds, in yuan: ``zh``, ``en``, ``yuan``."""
    rows = found.payments.fillna({"difference_fen": 0})
    by_scheme = rows.groupby("scheme")["difference_fen"].sum().abs().sum()
    fen = [abs(int(rows["difference_fen"].sum())), int(by_scheme), int(rows["difference_fen"].abs().sum())]
    fen.append(sum(round(FEN * part) for part in at_stake(found)))
    labels = STEPS if found.deaths_given else STEPS[:-1]
    table = pd.DataFrame(in_each(labels))
    return table.assign(yuan=[value / FEN for value in fen[: len(labels)]])


def steps_finding(table: pd.DataFrame) -> Text:
    """Say the title of the figure of steps."""
    first, last = table["yuan"].iloc[0], table["yuan"].iloc[-1]
    return Text(
        f"只比总额看到 {first:,.0f} 元，查到底是 {last:,.0f} 元",
        f"Totals show {first:,.0f} yuan, checking to the end {last:,.0f}",
    )


def steps_reading(table: pd.DataFrame, lang: Lang = "both") -> Reading:
    """Say what share of the money the earlier steps see."""
    last = table["yuan"].iloc[-1]
    if not last:
        return Reading(Text("每一步都没有发现差额。", "No step finds a difference."), lang)
    seen = [f"{value / last:.1%}" for value in table["yuan"]]
    shares = Text(
        f"总额核对看到 {seen[0]}，按类别合计看到 {seen[1]}，逐人核对看到 {seen[2]}。",
        f"Totals see {seen[0]} of it, totals by scheme {seen[1]}, person by person {seen[2]}.",
    )
    persons = Text("要求“一致”的应当是逐人，而不是总额。", "What has to agree are persons, not sums.")
    return Reading(joined(shares, persons) if table["yuan"].iloc[0] < last else shares, lang)


def tolerances(found: Reconciliation, yuan: Sequence[float], lang: Lang = "both") -> Table:
    """Return what would be left if differences up to some yuan were let pass: payments and money of them.

    Args:
        found: The reconciliation.
        yuan: Differences that would be let pass.
        lang: Language of the labels.
    """
    apart = found.payments["difference_fen"].dropna().abs()
    apart = apart[apart > 0]
    rows = [
        {"most": most, "payments": int((apart > most * FEN).sum()), "yuan": int(apart[apart > most * FEN].sum()) / FEN}
        for most in sorted(yuan)
    ]
    heads = (
        Head("most", Text("不计以内", "Let pass up to"), YUAN, "yuan"),
        Head("payments", Text("剩余笔数", "Payments left"), Text("笔", "payments"), "count"),
        Head("yuan", Text("剩余差额", "Money left"), YUAN, "yuan"),
    )
    title = Text("放过小额差异，还剩多少", "What is left when small differences are let pass")
    return Table("tolerances", title, heads, pd.DataFrame(rows), lang=lang)
