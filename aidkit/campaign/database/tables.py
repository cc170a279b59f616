"""The tables of the low-income database (低收入对象数据库): families, members, findings, each as found on a day.

Source: JJ-2.3.2.
"""

from __future__ import annotations

from aidkit.campaign.database.columns import Column, Table
from aidkit.rules.coverage import Coverage
from aidkit.schema import Scheme, Sex, category_names

SCHEMES = category_names(Scheme)
AREAS = ("urban", "rural")
YUAN_A_MONTH = "yuan/month"

DAY = Column("day", "day", "快照日期", "day of the snapshot")
REVISION = Column("revision", "integer", "更正次数", "0, and one more for each correction of that day")
FAMILY = Column("family_id", "text", "户编号", "id of the family")
PLACE = (
    Column("town", "text", "乡镇（街道）", "town", optional=True),
    Column("village", "text", "村（社区）", "village", optional=True),
)

SNAPSHOTS = Table(
    "snapshots",
    "快照",
    "what was stored for a day, in each revision",
    (
        DAY,
        REVISION,
        Column("place", "text", "地区", "id of the place"),
        Column("policy_date", "day", "政策日期", "day whose rules were applied"),
        Column("source", "text", "资料来源", "where the people come from", optional=True),
        Column("invented", "flag", "是否虚构", "whether the people are invented"),
        Column(
            "assumed",
            "text",
            "缺失而取默认值的列",
            "columns the people lack, for which the rules took defaults",
            optional=True,
        ),
        Column("large_relief", "amount", "大额临时救助起点", "relief from which a family is in group 2", "yuan"),
        Column("correction", "text", "更正原因", "why the day was stored again", optional=True),
        Column("families", "integer", "户数", "families stored", "families"),
        Column("members", "integer", "人数", "members stored", "persons"),
        Column("findings", "integer", "排查结果数", "findings stored", "findings"),
        Column("digest", "text", "内容摘要", "hash of the contents"),
    ),
    ("day", "revision"),
)
FAMILIES = Table(
    "families",
    "家庭",
    "a family on a day",
    (
        FAMILY,
        *PLACE,
        Column("area", "text", "城乡", "urban or rural", allowed=AREAS),
        Column("persons", "integer", "家庭人口", "members counted", "persons"),
        Column("per_capita_income", "amount", "人均月收入", "income per head", YUAN_A_MONTH),
        Column("per_capita_income_after_rigid", "amount", "扣除刚性支出后人均月收入", "after rigid expenditure", YUAN_A_MONTH),
        Column("dibao_standard", "amount", "低保标准", "dibao standard", YUAN_A_MONTH),
        Column("low_income_line", "amount", "低收入线", "multiple of the dibao standard", YUAN_A_MONTH),
        Column("within_assets", "flag", "财产符合规定", "assets within the limits of low-income families"),
        Column("low_income", "flag", "符合低收入家庭条件", "a low-income family by the rules"),
        Column("relief_received", "amount", "一年内已领临时救助", "temporary relief in 12 months; empty: not known", "yuan", optional=True),
        Column("rejected_application", "flag", "低保申请未通过", "applied for dibao and was refused; empty: not known", optional=True),
    ),
    ("family_id",),
)  # fmt: skip
MEMBERS = Table(
    "members",
    "家庭成员",
    "a member of a family on a day",
    (
        Column("member_id", "text", "人员编号", "id of the person"),
        FAMILY,
        Column("age", "integer", "年龄", "completed years", "years"),
        Column("sex", "text", "性别", "sex", allowed=category_names(Sex)),
        Column("severe_disability", "flag", "重度残疾", "severely disabled, as single entry counts it"),
        Column("serious_illness", "flag", "重病", "seriously ill"),
        Column("current_scheme", "text", "现享受待遇", "what the register says", allowed=SCHEMES),
        Column("entitled_scheme", "text", "应享受待遇", "what the rules say", allowed=SCHEMES),
        Column("coverage", "text", "保障结论", "register against rules", allowed=category_names(Coverage)),
    ),
    ("member_id",),
)
FINDINGS = Table(
    "findings",
    "排查结果",
    "what was found of a family or member listed in a target group",
    (
        Column("finding", "text", "结果编号", "number of the finding within the day"),
        FAMILY,
        Column("member_id", "text", "人员编号", "id of the person; empty: the family", optional=True),
        Column("target_group", "text", "排查对象类别", "target group, as the plan has it", optional=True),
        Column("basis", "text", "列入依据", "why it is on the list", optional=True),
        Column("scheme_due", "text", "应享受待遇", "scheme that is due", optional=True),
        Column("result", "text", "排查结果", "what was found"),
        Column("amount_due", "amount", "应发月金额", "what is due to the person", YUAN_A_MONTH, optional=True),
        Column(
            "relief_due", "amount", "应给予临时救助", "relief that is due to the family", "yuan/year", optional=True
        ),
    ),
    ("finding",),
)
CONTENTS = (FAMILIES, MEMBERS, FINDINGS)


def dated(table: Table) -> Table:
    """Return a table as the database holds it: every row under the day and revision it belongs to."""
    return Table(table.name, table.zh, table.en, (DAY, REVISION, *table.columns), ("day", "revision", *table.key))
