"""Single payments of a reconciliation, identities masked: who, which scheme, due, paid, and where they stand in the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from aidkit.masking import shortened
from aidkit.oversight.payments.money_at_stake import ORDER
from aidkit.report.oversight.payments import FEN, LABELS, YUAN
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import PERSONS
from aidkit.report.tally import TOTAL
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.oversight.matching.huangshi import HuangshiStudy
    from aidkit.oversight.payments.result import Reconciliation

LISTED = 30  # payments that are printed; the workbook has all
AMOUNTS = {"due": "due_fen", "paid": "paid_fen", "difference": "difference_fen"}


def differing(found: Reconciliation, origin: Text, lang: Lang = "both") -> Table:
    """Return the payments under a class with an amount, one by one, with their rows in both files."""
    parts = [found.frames[name].assign(label=LABELS[name].show(lang)) for name in ORDER]
    rows = pd.concat([part for part in parts if len(part)] or parts)
    frame = rows.head(LISTED).assign(
        person=[shortened(number) for number in rows["id"].head(LISTED)],
        scheme=rows["scheme_zh"].head(LISTED),
        **{name: (rows[column].astype(float) / FEN).head(LISTED) for name, column in AMOUNTS.items()},
    )
    heads = (
        Head("label", Text("情形", "Class")),
        Head("person", Text("人", "Person")),
        Head("scheme", Text("类别", "Scheme")),
        Head("due", Text("应发", "Due"), YUAN, "yuan"),
        Head("paid", Text("实发", "Paid"), YUAN, "yuan"),
        Head("difference", Text("差额", "Difference"), YUAN, "yuan"),
        Head("export_rows", Text("系统行号", "Rows of the export")),
        Head("roster_rows", Text("花名册行号", "Rows of the roster")),
    )
    title = Text("不一致的发放（脱敏）", "Payments that differ, masked")
    note = Text(
        f"共 {len(rows)} 笔；行号指向原文件。", f"{len(rows)} in all; the rows lead to the files as handed over."
    )
    return Table("differing", title, heads, frame.reset_index(drop=True), origin, note, lang=lang)


def by_town(found: Reconciliation, origin: Text, lang: Lang = "both") -> Table:
    """Return by town what was due and paid and how many persons are under each class of differences."""
    totals = found.totals
    frame = pd.DataFrame(
        {"label": totals.index, **{name: totals[column].to_numpy() / FEN for name, column in AMOUNTS.items()}}
    )
    frame = frame.assign(**{name: totals[name].to_numpy() for name in LABELS})
    if len(frame) > 1:
        frame.loc[len(frame)] = [TOTAL.show(lang), *frame.iloc[:, 1:].sum()]
    heads = (
        Head("label", Text("乡镇（街道）", "Town")),
        Head("due", Text("应发", "Due"), YUAN, "yuan"),
        Head("paid", Text("实发", "Paid"), YUAN, "yuan"),
        Head("difference", Text("差额", "Difference"), YUAN, "yuan"),
        *(Head(name, label, PERSONS, "count") for name, label in LABELS.items()),
    )
    title = Text("分乡镇（街道）", "By town")
    return Table("towns", title, heads, frame, origin, total=len(totals) > 1, lang=lang)


def holders(found: Reconciliation, lang: Lang = "both") -> Reading:
    """Say how many accounts of another name there are, and how many of them are minors', which is lawful."""
    rows = found.holder_differs
    minors = int(rows["minor"].sum()) if len(rows) else 0
    return Reading(
        Text(
            f"开户人与姓名不符的 {len(rows)} 笔中，{minors} 笔是未成年人，用监护人账户并不违规；其余 {len(rows) - minors} 笔要核实。"
            f"同时享受两项待遇的 {len(found.two_schemes)} 人。",
            f"Of {len(rows)} accounts of another name {minors} are minors', who may lawfully be paid through a guardian; {len(rows) - minors} are to "
            f"be verified. Under two schemes at once: {len(found.two_schemes)}.",
        ),
        lang,
    )


def beside_huangshi(found: Reconciliation, study: HuangshiStudy, lang: Lang = "both") -> Reading:
    """Hold the money a case against what Huangshi recovered a problem mended."""
    known = study.figures.set_index("en")["value"]["recovered a problem mended"]
    last = found.recovered.iloc[-1]
    if not last["recover_fen"]:
        return Reading(Text("本月没有可能要追缴的金额。", "Nothing may have to be asked back for this month."), lang)
    each = int(last["recover_fen"]) / FEN / int(last["persons"])
    return Reading(
        Text(
            f"本月可能追缴的，人均 {each:,.2f} 元；黄石 2017 年每整改一个问题追缴 {known:,.2f} 元。前者未查实、只是一个月，后者已查实、不知几个月，只可看量级。",
            f"What may be asked back for this month comes to {each:,.2f} yuan a person concerned; Huangshi recovered {known:,.2f} yuan a problem mended in "
            "2017. The one is unverified and of one month, the other verified and of nobody knows how many: compare no more than the order.",
        ),
        lang,
    )
