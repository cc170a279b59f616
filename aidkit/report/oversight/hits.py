"""What a match of the register with departments' lists hits (核对), by list and by kind of clue."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from aidkit.oversight.matching.department_lists import LISTS
from aidkit.oversight.matching.linking import BY_BIRTH, BY_BODY, BY_NUMBER, BY_VILLAGE
from aidkit.report.labels import in_each
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import FAMILIES, source_of
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.oversight.matching.result import Matching

HITS, ROWS = Text("条", "hits"), Text("行", "rows")
NO_HIT = Text("名单与登记没有一条相合。", "No row of a list fits anybody of the register.")
KINDS: Mapping[str, Text] = MappingProxyType(
    {
        "missed": Text("可能漏保", "maybe missed"),
        "none": Text("暂无线索", "no clue"),
        "wrong": Text("可能错保", "maybe wrong"),
        "not_counted": Text("不计入", "does not count"),
    }
)
"""What a hit amounts to: nobody of a family in need is paid; within limits, nobody paid, or need already known; an asset above
the limit, or a death, where somebody is paid; a thing the rules do not look at."""
LABELS: Mapping[str, Text] = MappingProxyType({each.id: Text(each.zh, each.en) for each in LISTS.values()})
MEANS: Mapping[str, Text] = MappingProxyType(
    {
        "vehicles": Text("对照车辆限额；摩托车、残疾人代步车不计", "hold against the limit on vehicles; motorcycles and wheelchairs do not count"),
        "business": Text("对照经营资产限额", "hold against the limit on business capital"),
        "real_estate": Text("对照住房套数限额", "hold against the limit on dwellings"),
        "deaths": Text("死亡次月起停发", "payment ends with the month of death"),
        "public_employees": Text("核收入，核近亲属备案", "check the income and the filing of relatives"),
        "medical": Text("计入刚性支出；超过门槛的列为重点对象", "rigid expenditure; over the threshold, a target group"),
        "disability_cards": Text("类别和等级决定单人保、特困和增发", "kind and grade decide single entry, tekun and uplift"),
        "unemployment": Text("登记失业，重点对象", "registered unemployed, a target group"),
        "petition": Text("按规定办理并答复", "to be handled by the rules and answered"),
        "hotline": Text("来电求助，重点对象", "called for help, a target group"),
    }
)  # fmt: skip
WAYS: Mapping[str, Text] = MappingProxyType(
    {
        BY_NUMBER: Text("证件号码一致", "identity number"),
        BY_BODY: Text("仅校验位有误，姓名一致", "number but for its check character, and name"),
        BY_BIRTH: Text("姓名、村居、出生一致", "name, village and birth"),
        BY_VILLAGE: Text("姓名、村居一致", "name and village"),
    }
)


def clues(found: Matching) -> pd.Series[str]:
    """Return what each hit amounts to, a key of ``KINDS`` a row of ``found.hits``."""
    hits, kind = found.hits, pd.Series("none", index=found.hits.index, dtype=object)
    counts, covered = hits["counts"].astype(bool), hits["covered"].astype(bool)
    kind[(hits["clue"] == "missed") & ~covered] = "missed"
    kind[hits.index.isin(found.wrong_clues.index)] = "wrong"
    kind[~counts] = "not_counted"
    return kind


def by_list(found: Matching, lang: Lang = "both") -> Table:
    """Return hits by list: rows of the list, hits, doubts, strangers, families, and what a hit means for the rules."""
    summary = found.summary
    frame = pd.DataFrame(
        {
            "label": [LABELS[name].show(lang) for name in summary.index],
            "means": [MEANS[name].show(lang) for name in summary.index],
            **{name: summary[name].to_numpy() for name in ("rows", "hits", "review", "strangers", "households")},
        }
    )
    heads = (
        Head("label", Text("名单", "List")),
        Head("rows", Text("名单行数", "Rows"), ROWS, "count"),
        Head("hits", Text("命中", "Hits"), HITS, "count"),
        Head("review", Text("待人工核实", "To be looked at"), ROWS, "count"),
        Head("strangers", Text("不在登记内", "Strangers"), ROWS, "count"),
        Head("households", Text("涉及户数", "Families"), FAMILIES, "count"),
        Head("means", Text("对规则意味着什么", "What a hit means for the rules")),
    )
    title = Text("各名单命中情况", "Hits by list")
    note = Text("命中只是线索，不是对任何人的认定。", "A hit is a clue to be checked, not a finding against anybody.")
    return Table("hits", title, heads, frame, origin(found), note, lang=lang)


def kinds(found: Matching) -> pd.DataFrame:
    """Return hits by list and kind: ``zh``, ``en`` and one column a kind that occurs, for bars made of parts."""
    table = pd.crosstab(found.hits["list"], clues(found)).reindex(list(found.sizes), fill_value=0)
    table = table.reindex(columns=[name for name in KINDS if name in table] or list(KINDS), fill_value=0)
    return table.assign(**in_each(LABELS[name] for name in table.index)).reset_index(drop=True)


def named(table: pd.DataFrame) -> dict[str, Text]:
    """Return what the parts of ``kinds`` are called."""
    return {name: text for name, text in KINDS.items() if name in table}


def finding(found: Matching) -> Text:
    """Say the title of the figure: of all hits, how many speak against a family now paid."""
    wrong, hits = len(found.wrong_clues), len(found.hits)
    families = found.wrong_clues["household_id"].nunique()
    return Text(
        f"{hits} 条命中里，{wrong} 条是错保线索，涉及 {families} 户",
        f"Of {hits} hits {wrong} are clues of wrong cover, against {families} families",
    )


def reading(found: Matching, lang: Lang = "both") -> Reading:
    """Say what the other hits are: of the same number, how many point the other way or at nobody paid."""
    if found.hits.empty:
        return Reading(NO_HIT, lang)
    counts = clues(found).value_counts().reindex(list(KINDS), fill_value=0)
    return Reading(
        Text(
            f"{len(found.hits)} 条命中中，{counts['missed']} 条指向可能的漏保，{counts['none']} 条对规则暂无影响，"
            f"{counts['not_counted']} 条不计入。把命中都当成错保，方向就错了。",
            f"Of {len(found.hits)} hits {counts['missed']} point at cover that may be missed and {counts['none']} change nothing under the "
            f"rules today; hits on what does not count: {counts['not_counted']}. To take hits for wrong cover mistakes even their direction.",
        ),
        lang,
    )


def sureness(found: Matching, lang: Lang = "both") -> Reading:
    """Say how many hits rest on a number and how many on a name only, and how many rows were left to a person."""
    if found.hits.empty:
        return Reading(NO_HIT, lang)
    ways = found.hits["by"].value_counts()
    by_name = int(sum(ways.get(way, 0) for way in (BY_BIRTH, BY_VILLAGE)))
    unsure, others = (
        len(found.review.drop_duplicates(["file", "row"])),
        int((~found.hits["name_agrees"].astype(bool)).sum()),
    )
    return Reading(
        Text(
            f"{len(found.hits)} 条命中里，{len(found.hits) - by_name} 条凭证件号码，{by_name} 条只凭姓名和村居，同村同名的人无法区分；"
            f"{others} 条姓名与登记不符，{unsure} 行拿不准，留给人工。",
            f"Of {len(found.hits)} hits {len(found.hits) - by_name} rest on an identity number and {by_name} on name and village only, "
            f"where a namesake of the same village cannot be told apart; {others} have another name in the register, and {unsure} rows "
            "in doubt are left to a person.",
        ),
        lang,
    )


def origin(found: Matching) -> Text:
    """Say where the figures come from."""
    return source_of(found.register.source, found.register.invented)
