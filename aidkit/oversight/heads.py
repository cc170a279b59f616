"""Chinese heads of the columns written to workbooks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

HEADS: Mapping[str, str] = MappingProxyType(
    {
        "amount": "数量或金额", "amount_differs": "金额不一致", "business_capital": "工商登记资本", "by": "匹配依据",
        "by_lot": "随机抽取", "candidates": "候选人数", "cases": "总数", "class": "类别", "clue": "线索性质", "column": "列",
        "complete": "齐全", "counting": "计入规则", "counts": "计入规则", "covered": "本户正在享受", "detail": "详情",
        "died": "死亡日期", "difference": "差额", "document": "材料", "done": "处理", "drawn": "抽取数", "due": "应发",
        "duplicate": "重复发放", "dwellings": "住房", "export_rows": "系统导出行号", "fault": "问题", "file": "文件",
        "files": "档案数", "hint": "提示", "hits": "命中", "holder": "开户人", "holder_differs": "开户人与姓名不符",
        "household_id": "户编号", "households": "户数", "id": "身份证号", "in_full": "全查", "kind": "类别", "list": "名单",
        "list_zh": "名单名称", "listed_in": "所在文件", "lot": "抽签号", "minor": "未成年人", "month": "月份", "name": "姓名",
        "name_agrees": "姓名一致", "only_in_export": "仅系统有", "only_in_roster": "仅花名册有", "open": "待核实",
        "owed": "应补发", "paid": "实发", "paid_after_death": "死亡后仍发放", "person_id": "登记身份证号", "persons": "人数",
        "reading": "含义", "recover": "应追缴", "register_name": "登记姓名", "review": "待人工核实", "roster_rows": "花名册行号",
        "row": "行号", "rows": "行数", "scheme": "救助类别", "scheme_zh": "救助类别名称", "schemes": "救助类别",
        "schemes_zh": "救助类别名称", "score": "匹配得分", "share": "占比", "state": "状态", "stratum": "分层",
        "strangers": "名单外人数", "town": "乡镇", "two_schemes": "同时享受两项待遇", "unread": "金额无法识别",
        "value": "内容", "vehicles": "车辆", "why": "抽取原因", "wrong_clues": "错保线索", "zh": "名称",
    }
)  # fmt: skip
_ENDS: Mapping[str, str] = MappingProxyType(
    {"_listed": "（名单）", "_declared": "（申报）", "_undeclared": "（未申报）", "_over": "（超标）"}
)
FEN = "_fen"  # columns of fen are written in yuan


def head(name: str, between: str = " ") -> str:
    """Return a column's head: Chinese first, then its name here, and the unit of money.

    Args:
        name: The column.
        between: What stands between the two: a space, or a new line where heads wrap.

    Example:
        >>> head("due_fen"), head("vehicles_over")
        ('应发（元） due', '车辆（超标） vehicles_over')
    """
    stem = name.removesuffix(FEN)
    end = next((end for end in _ENDS if stem.endswith(end)), "")
    zh = HEADS.get(stem.removesuffix(end), "")
    unit = "（元）" if name.endswith(FEN) else _ENDS.get(end, "")
    return f"{zh}{unit}{between}{stem}" if zh else stem
