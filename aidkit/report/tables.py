"""The tables of a campaign report that hold results: a result in, a titled table out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from aidkit.masking import shortened
from aidkit.report.disclosure import FEW_RECORDS, SECONDARY, SMALL
from aidkit.report.faults import in_both
from aidkit.report.labels import labelled
from aidkit.report.table import Head, Table
from aidkit.report.tally import (
    SCHEMES,
    TOTAL,
    counted,
    families,
    people,
    scheme_label,
    shown,
    town_label,
    towns,
)
from aidkit.report.text import NOTHING, Lang, Text
from aidkit.schema import LABELS_ZH

if TYPE_CHECKING:
    from aidkit.population import Population
    from aidkit.result import Result

PERSONS, FAMILIES, YUAN_YEAR = Text("人", "persons"), Text("户", "families"), Text("元/年", "yuan a year")
YUAN_MONTH = Text("元/月", "yuan a month")
CASH = tuple(name for name in SCHEMES if name != "edge")
MARKS = {
    SMALL: Text("“<5”为不足 5，不予显示。", "“<5” hides a figure of one to four."),
    FEW_RECORDS: Text("“n<5”为样本不足 5 条，不予显示。", "“n<5” hides an estimate from fewer than five records."),
    SECONDARY: Text("“*”为防止由合计推算而隐去。", "“*” hides what the total would give away."),
}
KINDS = (*CASH, "temporary_relief", "medical_relief", "price_subsidy")
ERRORS = (
    Head("missed", Text("漏保", "Missed"), PERSONS, "count"),
    Head("wrong", Text("错保", "Wrong"), PERSONS, "count"),
    Head("mismatched", Text("类别不符", "Other scheme"), PERSONS, "count"),
)
LISTED = 20  # families of the low-income list that a report prints


def entitled(result: Result, lang: Lang = "both") -> Table:
    """Return how many people and families are entitled to each scheme by the rules."""
    who = people(result)
    due = who[who["due"] != "none"]
    counts = counted(who, {"persons": "due"}, list(SCHEMES), {"persons": who["due"] != "none"})
    by_scheme = due.drop_duplicates(["due", "home"]).groupby("due")["weight"].sum()
    counts["families"] = [*by_scheme.reindex(SCHEMES, fill_value=0.0), due.drop_duplicates("home")["weight"].sum()]
    counts["share"] = counts["persons"] / who["weight"].sum()
    heads = (
        _label(Text("类别", "Scheme")),
        Head("persons", Text("应享受人数", "Entitled"), PERSONS, "count"),
        Head("families", Text("涉及户数", "Families concerned"), FAMILIES, "count"),
        Head("share", Text("占总人口", "Share of all persons"), form="share"),
    )
    note = Text("一户可涉及多类，合计户数不重复计算。", "A family may stand in several rows; the total counts it once.")
    title = Text("按规则应享受各类救助的人数", "Who qualifies by the rules, by scheme")
    frame = shown(counts, result.population, {"persons": ["families", "share"]})
    return _table("entitled", title, heads, _labelled(frame, SCHEMES, lang), result, lang, note)


def coverage(result: Result, lang: Lang = "both") -> Table:
    """Return the register held against the rules by cash scheme: due, registered, missed, wrong, mismatched."""
    who = people(result)
    flags = {
        "due": who["due"].isin(CASH),
        "registered": who["registered"].isin(CASH),
        "missed": who["cover"] == "missed",
        "wrong": who["cover"] == "wrong",
        "mismatched": who["cover"] == "mismatched",
    }
    groups = {"due": "due", "registered": "registered", "missed": "due", "wrong": "registered", "mismatched": "due"}
    frame = shown(counted(who, groups, list(CASH), flags), result.population)
    heads = (
        _label(Text("类别", "Scheme")),
        Head("due", Text("应享受", "Entitled"), PERSONS, "count"),
        Head("registered", Text("现登记", "In the register"), PERSONS, "count"),
        *ERRORS,
    )
    note = Text(
        "漏保、类别不符按应享受类别计，错保按现登记类别计；渐退对象登记为低保。",
        "Missed and other scheme by the scheme due, wrong by the scheme registered; gradual exit is registered as dibao.",
    )
    title = Text("各类救助漏保、错保情况", "Missed and wrong cover by scheme")
    return _table("coverage", title, heads, _labelled(frame, CASH, lang), result, lang, note)


def coverage_by_town(result: Result, lang: Lang = "both") -> Table:
    """Return missed, wrong and mismatched cover of the cash schemes and missed relief, by town."""
    who, homes = people(result), families(result)
    names = towns(who, CASH)
    flags = {
        "due": who["due"].isin(CASH),
        **{name: who["cover"] == name for name in ("missed", "wrong", "mismatched", "unrecorded")},
    }
    counts = counted(who, dict.fromkeys(flags, "town"), names, flags)
    relief = counted(homes, {"missed_relief": "town"}, names, {"missed_relief": homes["missed_relief"]})
    frame = shown(pd.concat([counts, relief], axis=1), result.population)
    labels = [town_label(name) for name in names]
    heads = (
        _label(Text("乡镇（街道）", "Town")),
        Head("due", Text("应享受", "Entitled to cash"), PERSONS, "count"),
        *ERRORS,
        Head("unrecorded", Text("低收入未建档", "Low-income, not recorded"), PERSONS, "count"),
        Head("missed_relief", Text("漏救", "Missed relief"), FAMILIES, "count"),
    )
    title = Text("各乡镇（街道）漏保、错保、漏救情况", "Missed and wrong cover and missed relief by town")
    return _table("towns", title, heads, _with_labels(frame, [*labels, TOTAL], lang), result, lang)


def cost(result: Result, lang: Lang = "both") -> Table:
    """Return what each scheme and kind of relief costs in a year, and who receives it."""
    schemes = result.summary().schemes.loc[list(KINDS)]
    entitled_to = people(result)["due"].value_counts()
    records = [entitled_to.get(name, 0) if name in CASH else int((result.values(name) > 0).sum()) for name in KINDS]
    total = schemes["yuan_a_year"].sum()
    supported = result.values("annual_support") > 0
    counts = pd.DataFrame(
        {
            "families": [*schemes["households"], result.population.weight[supported].sum()],
            "families_records": [*records, int(supported.sum())],
            "yuan_year": [*schemes["yuan_a_year"], total],
        }
    )
    counts["share"] = counts["yuan_year"] / total if total else None
    counts["each"] = (counts["yuan_year"] / counts["families"]).where(counts["families"] > 0)
    heads = (
        _label(Text("类别", "Scheme")),
        Head("families", Text("户数", "Families"), FAMILIES, "count"),
        Head("yuan_year", Text("年支出", "Cost"), YUAN_YEAR, "count"),
        Head("share", Text("占比", "Share"), form="share"),
        Head("each", Text("户均", "Per family"), YUAN_YEAR, "count"),
    )
    note = Text(
        "按应享受全部落实计算；临时救助为一年内可发放额。",
        "If everyone received what is due; temporary assistance is what may be paid within a year.",
    )
    title = Text("各类救助全年支出", "Yearly cost by scheme")
    frame = shown(counts, result.population, {"families": ["yuan_year", "share", "each"]})
    return _table("cost", title, heads, _labelled(frame, KINDS, lang), result, lang, note)


def low_income(result: Result, lang: Lang = "both", rows: int = LISTED) -> Table:
    """Return the first families of the low-income list, identities masked; the title counts all of them."""
    population, homes = result.population, result.households
    policy = result.policy
    listed = homes[homes["is_edge"]].head(rows)
    place = population.households.loc[listed.index]
    line = policy["edge.multiple"] * listed["dibao_standard"]
    homes_town = population.column("household", "town")
    frame = pd.DataFrame(
        {
            "label": [shortened(name) for name in listed["household_id"]],
            "town": [
                town_label(name).show(lang) if name else "" for name in homes_town[homes["is_edge"].to_numpy()][:rows]
            ],
            "area": [Text(LABELS_ZH[area], area).show(lang) for area in place["area"]],
            "size": listed["family_size"],
            "before": listed["per_capita_income"],
            "after": listed["per_capita_income_after_rigid"],
            "line": line,
        }
    )
    heads = (
        _label(Text("户编号", "Family")),
        Head("town", Text("乡镇（街道）", "Town")),
        Head("area", Text("城乡", "Area")),
        Head("size", Text("人口", "Members"), PERSONS, "count"),
        Head("before", Text("人均收入", "Income a head"), YUAN_MONTH, "yuan"),
        Head("after", Text("扣减刚性支出后", "After rigid expenditure"), YUAN_MONTH, "yuan"),
        Head("line", Text("低收入认定线", "Low-income line"), YUAN_MONTH, "yuan"),
    )
    number = int(homes["is_edge"].sum())
    title = Text(
        f"低收入家庭名单（共 {number:,} 户，列前 {len(frame)} 户）",
        f"Low-income families ({number:,} in the data, the first {len(frame)} listed)",
    )
    note = Text(
        "编号已脱敏；完整名单由经办机构在库内查询。", "Identities masked; the whole list stays with the office."
    )
    return Table("low_income", title, heads, frame, source(population), note, lang=lang)


def source(population: Population) -> Text:
    """Return where a report's figures come from, as its tables and figures say at their foot."""
    name = population_name(population)
    return Text(f"资料来源：{name.zh}", f"Source: {name.en}", name.joint and f"资料来源 Source: {name.joint}")


def source_of(name: str, invented: bool) -> Text:
    """Return the same for figures from files or a database of one name."""
    zh, en = ("虚构数据 ", "invented: ") if invented else ("", "")
    return Text(f"资料来源：{zh}{in_both(name).zh}", f"Source: {en}{name}", f"资料来源 Source: {zh}{en}{name}")


def population_name(population: Population) -> Text:
    """Return the population in a few words, marked where it is invented."""
    if population.fit is not None:
        number = f"{len(population.households):,}"
        return Text(f"合成（虚构）数据 {number} 户", f"{number} invented (synthetic) families")
    own = population.source  # a file's own name is in no language, and stands once
    zh, en = ("虚构数据：", "invented data: ") if population.synthetic else ("", "")
    return Text(zh + in_both(own).zh, en + own, " ".join(part for part in (zh.rstrip("："), en + own) if part))


def _label(label: Text) -> Head:
    return Head("label", label)


def _labelled(frame: pd.DataFrame, names: tuple[str, ...], lang: Lang) -> pd.DataFrame:
    return _with_labels(frame, [*(scheme_label(name) for name in names), TOTAL], lang)


def _with_labels(frame: pd.DataFrame, labels: list[Text], lang: Lang) -> pd.DataFrame:
    """Put the rows' labels first, shown in the report's language and apart in each for figures."""
    return pd.DataFrame(labelled(labels, lang)).join(frame)


def _table(
    name: str,
    title: Text,
    heads: tuple[Head, ...],
    frame: pd.DataFrame,
    result: Result,
    lang: Lang,
    note: Text = NOTHING,
) -> Table:
    """Return a table of figures whose last row is the total, with what its marks mean."""
    marks = [note, *(MARKS[mark] for mark in MARKS if (frame == mark).to_numpy().any())]
    joined = Text("".join(text.zh for text in marks), " ".join(text.en for text in marks if text.en))
    return Table(name, title, heads, frame, source(result.population), joined, total=True, lang=lang)
