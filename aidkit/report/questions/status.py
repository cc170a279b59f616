"""Who stands behind the values (参数来源): a document, a notice, or an assumption; and what one day changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.engine.run import graph_of
from aidkit.report.basis import STATUS, value_text
from aidkit.report.labels import in_each
from aidkit.report.questions.rows import largest, rows
from aidkit.report.questions.words import grown, persons, share
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tally import scheme_label
from aidkit.report.text import Lang, Text
from aidkit.schema import Scheme, category_names

if TYPE_CHECKING:
    from aidkit.policy import Policy
    from aidkit.result import Result
    from aidkit.whatif.compare import Comparison

VALUES = Text("参数（项）", "parameters")
KINDS = ("seed", "published", "assumed")
NAMED = {name: STATUS[name] for name in KINDS}
GROUPS = {
    "dibao": Text("低保", "dibao"), "edge": Text("低保边缘", "edge"), "income": Text("收入核算", "income"), "rigid": Text("刚性支出", "rigid expenditure"),
    "assets": Text("财产限额", "asset limits"), "severe": Text("残疾等级", "disability grades"), "tekun": Text("特困", "tekun"),
    "children": Text("儿童", "children"), "uplift": Text("分类施保", "uplift"), "relief": Text("临时救助", "temporary assistance"),
    "medical": Text("医疗救助", "medical assistance"), "price_link": Text("价格联动", "price link"), "price_index": Text("物价指数", "price index"),
    "minimum_wage": Text("最低工资", "minimum wage"),
}  # fmt: skip
STEPS = {"none": 0, "edge": 1}  # schemes below all cash schemes, by how much support they mean
CASH = 2
FILES = Text("资料来源：params/ 中的参数文件", "Source: the parameter files in params/", "资料来源 Source: params/")
ORDER = category_names(Scheme)
NOT_DUE = Text("无", "none")


def answer(policy: Policy, lang: Lang = "both") -> Reading:
    """Say how many rules and values there are, and who stands behind the values."""
    status = policy.provenance()["status"].value_counts()
    seed, published, assumed = (int(status.get(name, 0)) for name in KINDS)
    rules, values = len(graph_of(policy).columns), seed + published + assumed
    return Reading(
        Text(
            f"{policy.place.zh} {policy.date} 的结果由 {rules} 条规则和 {values} 项参数算出，每条规则都注明条款。参数中 {seed} 项出自原文，{published} 项出自公开文件；"
            f"其余 {assumed} 项没有查到依据，是假定的，多数附有取值范围。",
            f"{policy.place.en} on {policy.date} is computed by {rules} rules from {values} values, and every rule names its clauses. Of the values {seed} come "
            f"from the documents and {published} from public notices; for the other {assumed} no source was found, and they are assumed, most within a range.",
        ),
        lang,
    )


def by_programme(policy: Policy) -> pd.DataFrame:
    """Count a policy's values by programme and by who stands behind them.

    Returns:
        One row a programme, most values first: ``zh``, ``en``, ``seed``, ``published``, ``assumed``.
    """
    values = policy.provenance()
    programme = values["path"].str.split(".").str[0].rename("programme")
    table = pd.crosstab(programme, values["status"]).reindex(columns=KINDS, fill_value=0)
    order = table.sum(axis=1).sort_values(ascending=False, kind="stable").index
    labels = [GROUPS.get(name, Text(name, name)) for name in order]
    return table.loc[order].reset_index(drop=True).assign(**in_each(labels))


def status_finding(table: pd.DataFrame) -> Text:
    """Say the title of the figure of statuses."""
    assumed, total = int(table["assumed"].sum()), int(table[list(KINDS)].to_numpy().sum())
    of = share(assumed, total)
    return Text(f"{total} 项参数中 {assumed} 项（{of}）是假定的", f"{assumed} of {total} values ({of}) are assumed")


def status_texts(table: pd.DataFrame) -> dict[str, Any]:
    """Return what ``charts.shares.parts`` writes around the statuses."""
    return {"x": VALUES, "finding": status_finding(table), "source": FILES}


def status_reading(table: pd.DataFrame, lang: Lang = "both") -> Reading:
    """Say which programmes rest on assumptions alone, and which on none."""
    known = table[["seed", "published"]].sum(axis=1)
    alone, sure = table[known == 0], table[table["assumed"] == 0]
    seed, published = int(table["seed"].sum()), int(table["published"].sum())
    return Reading(
        Text(
            f"{seed} 项出自原文，{published} 项出自公开文件。完全靠假定的有：{'、'.join(alone['zh']) or '无'}；没有假定的有：{'、'.join(sure['zh']) or '无'}。",
            f"{seed} come from the documents, {published} from public notices. On assumptions alone rest {', '.join(alone['en']) or 'none'}; on none "
            f"at all {', '.join(sure['en']) or 'none'}.",
        ),
        lang,
    )


def between(before: Policy, after: Policy, lang: Lang = "both") -> Table:
    """Return the values that differ between two dates of a place, with what stands behind the new one."""
    then, now = (policy.provenance().set_index("path") for policy in (before, after))
    lines = [
        {
            "label": Text(str(new.zh), str(new.en)).show(lang), "path": path, "before": value_text(then["value"][path], lang),
            "after": value_text(new.value, lang), "status": STATUS[str(new.status)].show(lang), "source": new.source, "address": new.address,
        }
        for path, new in zip(map(str, now.index), now.itertuples(), strict=True)
        if value_text(then["value"][path]) != value_text(new.value)
    ]  # fmt: skip
    heads = (
        Head("label", Text("参数", "Parameter")),
        Head("path", Text("参数路径", "Path"), form="below"),
        Head("before", Text(f"截至 {before.date}", f"Until {before.date}"), form="text"),
        Head("after", Text(f"{after.date} 起", f"From {after.date}"), form="text"),
        Head("status", Text("来源类别", "Status")),
        Head("source", Text("出处", "Source")),
        Head("address", Text("网址", "Address"), form="below"),
    )
    title = Text(
        f"{after.place.zh}：两个日期之间变动的值", f"Values that differ between the two dates, {after.place.en}"
    )
    return Table("between", title, heads, pd.DataFrame(lines, columns=[head.column for head in heads]), lang=lang)


def moves(compared: Comparison) -> pd.DataFrame:
    """Return who moves from scheme to scheme, as ``charts.whatif.transitions`` draws it; who stays is left out."""
    table = compared.transitions
    table = table[table["before"] != table["after"]].reset_index(drop=True)
    rank = [(STEPS.get(row["before"], CASH), STEPS.get(row["after"], CASH)) for row in rows(table)]
    return pd.DataFrame(
        {
            "before": [_scheme(name) for name in table["before"]],
            "after": [_scheme(name) for name in table["after"]],
            "from_rank": [ORDER.index(name) for name in table["before"]],
            "to_rank": [ORDER.index(name) for name in table["after"]],
            "persons": table["persons"],
            "step": [(b > a) - (b < a) for a, b in rank],
        }
    )


def moves_finding(moving: pd.DataFrame) -> Text:
    """Say the title of the figure of movers: how many, to more support and to less."""
    every = persons(float(moving["persons"].sum()))
    up, down = (float(moving.loc[moving["step"] == side, "persons"].sum()) for side in (1, -1))
    return Text(
        f"{every.zh}改变类别：{up:,.0f} 人转入救助更多的一类，{down:,.0f} 人转出",
        f"{every.en} change scheme: {up:,.0f} towards more support, {down:,.0f} towards less",
    )


def largest_move(moving: pd.DataFrame, lang: Lang = "both") -> Reading:
    """Say which stream of movers is the widest, and how much of all it is."""
    if moving.empty:
        return Reading(Text("没有人的应享受类别改变。", "Nobody's scheme changes."), lang)
    top = largest(moving, "persons")
    of = share(top["persons"], float(moving["persons"].sum()))
    return Reading(
        Text(
            f"最宽的一支由“{top['before'].zh}”转为“{top['after'].zh}”：{persons(top['persons']).zh}，占全部转换的 {of}。",
            f"The widest band leads from {top['before'].en} to {top['after'].en}: {persons(top['persons']).en}, {of} of all who move.",
        ),
        lang,
    )


def change_reading(before: Result, after: Result, compared: Comparison, lang: Lang = "both") -> Reading:
    """Say what a change of the rules does to those entitled and to the cost, and on how few records that rests."""
    yuan = rows(compared.cost)[-1]["difference_yuan_a_year"]
    moving = moves(compared)
    records = int((before.values("entitled_scheme") != after.values("entitled_scheme")).sum())
    if not records:
        none = Text("这一天变动的值没有改变任何人的类别。", "The values changed that day change nobody's scheme.")
        return Reading(none, lang)
    top = largest(moving, "persons")
    every = persons(float(moving["persons"].sum()))
    return Reading(
        Text(
            f"类别改变的共 {every.zh}，最多的一支由“{top['before'].zh}”转为“{top['after'].zh}”（{persons(top['persons']).zh}）；年支出{grown(yuan).zh}。"
            f"这些人在数据中只有 {records} 条记录，人数只宜粗看。",
            f"{every.en} change scheme, most of them from {top['before'].en} to {top['after'].en} ({persons(top['persons']).en}); the yearly cost "
            f"{grown(yuan).en}. In the data they are {records} records, so read the numbers roughly.",
        ),
        lang,
    )


def _scheme(name: str) -> Text:
    return NOT_DUE if name == "none" else scheme_label(name)
