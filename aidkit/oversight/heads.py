"""Chinese heads of the columns written to workbooks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

HEADS: Mapping[str, str] = MappingProxyType(
    {
        "alerts": "预警户次", "alerts_mean": "镇每月预警（平均）", "alerts_most": "镇每月预警（最多）", "alerts_seen": "预警户次（样本）",
        "amount": "数量或金额", "amount_differs": "金额不一致", "assistants": "现有协理员", "assistants_for_visits": "走访所需协理员",
        "assistants_norm": "应配协理员", "assistants_short_of_norm": "较应配缺协理员", "assistants_short_of_visits": "较走访所需缺协理员",
        "awaiting_pay": "待发放", "business_capital": "工商登记资本", "by": "匹配依据", "by_lot": "随机抽取",
        "cadre_hours_a_month": "村干部每月工时", "cadre_visits_a_month": "村干部每月走访次数", "candidates": "候选人数", "cases": "总数",
        "cases_a_month": "每月受理", "cases_mean": "月末在办（平均）", "cases_most": "月末在办（最多）", "cases_open": "平均在办",
        "channel": "发现渠道", "class": "类别", "clue": "线索性质", "column": "列", "complete": "齐全", "counting": "计入规则",
        "counts": "计入规则", "covered": "本户正在享受", "dead": "死亡", "detail": "详情", "dibao_households": "低保户数",
        "died": "死亡日期", "difference": "差额", "document": "材料", "done": "处理", "drawn": "抽取数", "due": "应发",
        "duplicate": "重复发放", "dwellings": "住房", "early": "提前一个月以上的比例", "entitled": "是否应享受", "export_rows": "系统导出行号",
        "fault": "问题", "file": "文件", "filed": "新受理", "files": "档案数", "gradual_exit": "渐退", "granted": "确认",
        "high": "假定范围上限", "hint": "提示", "hits": "命中", "holder": "开户人", "holder_differs": "开户人与姓名不符",
        "household_id": "户编号", "households": "户数", "households_seen": "走访户数（样本）", "households_visited": "走访户数", "id": "身份证号",
        "ill_or_disabled_households": "重病重残户数", "in_county": "县级办理中", "in_full": "全查", "in_town": "镇（街道）办理中",
        "inhabitants": "人口", "kind": "类别", "label": "指标名称", "lead_months": "平均提前月数", "level": "预警等级",
        "level_before": "上月等级", "list": "名单", "list_zh": "名单名称", "listed_in": "所在文件", "lot": "抽签号", "low": "假定范围下限",
        "mean_wait_months": "平均等待月数", "measure": "指标", "minor": "未成年人", "month": "月份", "months_filed": "在办月数",
        "months_gradual_exit": "渐退月数", "months_in_hand": "平均办理月数", "months_in_need": "困难月数", "months_paid": "发放月数",
        "months_saved": "减少未保障月数", "months_to_discovery": "从困难到发现月数", "months_uncovered": "未保障月数",
        "months_wrong": "错发月数", "name": "姓名", "name_agrees": "姓名一致", "not_in_need": "无困难", "office": "经办机构",
        "only_in_export": "仅系统有", "only_in_roster": "仅花名册有", "onsets": "新应享受户次", "onsets_seen": "新应享受户次（样本）",
        "open": "待核实", "orange": "橙色", "owed": "应补发", "paid": "实发", "paid_after_death": "死亡后仍发放",
        "paid_in_need": "困难且已发放", "paid_wrongly": "错发", "person": "人员", "person_id": "登记身份证号", "persons": "人数",
        "persons_found": "最先发现人数", "precision": "预警后应享受的比例", "reading": "含义", "recall": "事先预警的比例", "recover": "应追缴",
        "red": "红色", "refused": "不予确认", "register_name": "登记姓名", "review": "待人工核实", "roster_rows": "花名册行号",
        "row": "行号", "rows": "行数", "saved_standard_error": "减少月数的标准误", "scenario": "情景", "scheme": "救助类别",
        "scheme_zh": "救助类别名称", "schemes": "救助类别", "schemes_zh": "救助类别名称", "score": "匹配得分", "setting": "设定",
        "price_subsidy": "当月发放价格补贴", "share": "占比", "share_found": "占比", "share_paid_wrongly": "错发占发放月数", "source": "依据", "staff": "现有工作人员",
        "staff_for_visits": "走访所需工作人员", "staff_norm_high": "应配工作人员上限", "staff_norm_low": "应配工作人员下限",
        "staff_short_of_norm": "较应配缺工作人员", "staff_short_of_visits": "较走访所需缺工作人员", "standard_error": "标准误",
        "state": "状态", "status": "性质", "strangers": "名单外人数", "stratum": "分层", "team_hours_a_month": "工作队每月工时",
        "team_visits_a_month": "工作队每月走访次数", "subsidies_missed": "漏发价格补贴次数", "tekun_households": "特困户数", "threshold": "阈值", "title": "名称",
        "town": "乡镇", "trigger": "预警指标", "two_schemes": "同时享受两项待遇", "undiscovered": "未发现", "unit": "单位",
        "unread": "金额无法识别", "used": "取值", "value": "内容", "vehicles": "车辆", "villages": "村（居）数", "why": "抽取原因",
        "within_capacity": "走访能力之内", "wrong_clues": "错保线索", "yellow": "黄色", "zh": "名称",
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
