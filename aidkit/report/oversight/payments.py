"""Where a system's export and a payment roster part (系统数据与发放花名册核对), in yuan, class by class."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from aidkit.oversight.payments.money_at_stake import ORDER
from aidkit.oversight.payments.result import CLASSES
from aidkit.report.labels import in_each
from aidkit.report.questions.words import MINUS, joined
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import PERSONS, source_of
from aidkit.report.tally import TOTAL
from aidkit.report.text import NOTHING, Lang, Text

if TYPE_CHECKING:
    from aidkit.oversight.payments.result import Reconciliation

FEN = 100  # in a yuan
UNASSIGNED = "99"  # no province's code begins so: such numbers are invented
YUAN = Text("元", "yuan")
LABELS: Mapping[str, Text] = MappingProxyType({name: Text(zh, en) for name, (en, zh) in CLASSES.items()})
HIDDEN = Text("多发和少发在总额里相抵了。", "In the totals one hides the other.")
NEXT: Mapping[str, Text] = MappingProxyType(
    {
        "paid_after_death": Text(
            "核实死亡日期，追缴次月以后的", "verify the day; ask back what followed the month of death"
        ),
        "only_in_roster": Text("查无审批的停发，追缴", "nobody approved it: stop, and ask back"),
        "duplicate": Text("留一笔，追缴其余", "keep one, ask the others back"),
        "amount_differs": Text("以审批为准，多退少补", "the approval decides: ask back, or pay the rest"),
        "only_in_export": Text("核实后补发", "verify, then pay"),
        "two_schemes": Text("按规定只享受一项的，停一项", "where the rules allow one only, stop the other"),
        "holder_differs": Text(
            "未成年人可用监护人账户，其余核实", "a minor may use a guardian's account; verify the others"
        ),
    }
)
RECOVER, OWED = Text("可能要追缴", "may have to be asked back"), Text("可能要补发", "may still be owed")


def origin(found: Reconciliation) -> Text:
    """Say where the figures come from, and that the files are invented where no payee's number can be anybody's."""
    return source_of(f"{found.export} · {found.roster}", invented(found))


def invented(found: Reconciliation) -> bool:
    """Say whether every payee's number has an area code that no place has."""
    return bool(found.payments["id"].str.startswith(UNASSIGNED).all())


def answer(found: Reconciliation, lang: Lang = "both") -> Reading:
    """Say how far the totals are apart, and what that hides."""
    due, paid = (int(found.totals[name].sum()) / FEN for name in ("due_fen", "paid_fen"))
    recover, owed = at_stake(found)
    if found.agrees:
        return Reading(
            Text(
                f"{found.month} 两份文件逐人一致，{due:,.2f} 元。",
                f"Both files of {found.month} agree person by person, {due:,.2f} yuan.",
            ),
            lang,
        )
    cases, apart = int(found.recovered["persons"].iloc[-1]), f"{paid - due:+,.2f}".replace("-", MINUS)
    said = Text(
        f"{found.month} 应发 {due:,.2f} 元，实发 {paid:,.2f} 元，总额相差 {apart} 元；逐人核对，涉及 {cases} 人，可能要追缴 {recover:,.2f} 元，"
        f"可能要补发 {owed:,.2f} 元。",
        f"In {found.month} {due:,.2f} yuan were due and {paid:,.2f} paid: the totals are {apart} apart. Person by person {cases} are concerned; "
        f"{recover:,.2f} yuan may have to be asked back and {owed:,.2f} may still be owed.",
    )
    return Reading(joined(said, HIDDEN) if recover and owed else said, lang)


def classes(found: Reconciliation, origin: Text, lang: Lang = "both") -> Table:
    """Return class by class how many persons, how much may be asked back, how much may be owed, and what to do."""
    table = found.recovered
    frame = pd.DataFrame(
        {
            "label": [LABELS.get(str(name), TOTAL).show(lang) for name in table.index],
            "persons": table["persons"].to_numpy(),
            "recover": table["recover_fen"].to_numpy() / FEN,
            "owed": table["owed_fen"].to_numpy() / FEN,
            "next": [NEXT.get(str(name), NOTHING).show(lang) for name in table.index],
        }
    )
    heads = (
        Head("label", Text("情形", "Class")),
        Head("persons", Text("人数", "Persons"), PERSONS, "count"),
        Head("recover", RECOVER, YUAN, "yuan"),
        Head("owed", OWED, YUAN, "yuan"),
        Head("next", Text("下一步", "What to do")),
    )
    title = Text("各类不一致涉及的人数和金额", "Persons and money by class")
    note = Text(
        "一笔只计入一类；都是线索，查实以后才是追缴或补发。",
        "A payment counts in one class only; each is a clue to be verified before anything is asked back or paid.",
    )
    return Table("classes", title, heads, frame, origin, note, total=True, lang=lang)


def sides(found: Reconciliation) -> pd.DataFrame:
    """Return what may be asked back and what may be owed by class, in yuan: ``zh``, ``en``, ``recover``, ``owed``."""
    table = found.recovered.loc[[name for name in ORDER if name in found.recovered.index]]
    return pd.DataFrame(
        {
            **in_each(LABELS[str(name)] for name in table.index),
            "recover": table["recover_fen"].to_numpy() / FEN,
            "owed": table["owed_fen"].to_numpy() / FEN,
        }
    )


def finding(found: Reconciliation) -> Text:
    """Say the title of the figure by class."""
    recover, owed = at_stake(found)
    return Text(
        f"可能要追缴 {recover:,.0f} 元，可能要补发 {owed:,.0f} 元",
        f"{recover:,.0f} yuan may have to be asked back, {owed:,.0f} may be owed",
    )


def class_reading(found: Reconciliation, lang: Lang = "both") -> Reading:
    """Say which class weighs most, and what no comparison of the two files alone can see."""
    table = found.recovered.iloc[:-1]
    weight = table["recover_fen"] + table["owed_fen"]
    if not weight.any():
        return Reading(Text("没有金额上的差异。", "No class has an amount."), lang)
    top, dead = str(weight.idxmax()), found.paid_after_death
    alike = int(dead["difference_fen"].eq(0).fillna(False).sum())
    most = Text(
        f"金额最大的是“{LABELS[top].zh}”，{weight[top] / FEN:,.2f} 元。",
        f"Most money lies in “{LABELS[top].en}”: {weight[top] / FEN:,.2f} yuan.",
    )
    unseen = Text(
        f"死亡后仍发放的 {len(dead)} 笔中，{alike} 笔在系统和花名册里完全一致：两份文件互相核对看不出来，必须再比死亡名单。",
        f"Of {len(dead)} payments after death {alike} agree to the fen in both files: holding one file against the other cannot show them; it takes the "
        "list of the dead.",
    )
    return Reading(joined(most, unseen) if alike else most, lang)


def at_stake(found: Reconciliation) -> tuple[float, float]:
    """Return yuan that may have to be asked back, and that may be owed."""
    last = found.recovered.iloc[-1]
    return int(last["recover_fen"]) / FEN, int(last["owed_fen"]) / FEN
