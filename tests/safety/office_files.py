"""Good files that offices hand in or keep: payments, lists, cases, staff, ledgers, deadlines met, counties, kept runs."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

import nbformat
import pandas as pd

from aidkit import load_policy, scale
from aidkit.campaign.calendar.deadlines import Calendar
from aidkit.campaign.calendar.loading import load_calendar
from aidkit.campaign.ledger.reading import read_events
from aidkit.cli.campaign_due import read_met
from aidkit.oversight import check_files, match, read_audit_cases, reconcile
from aidkit.oversight.settings import load_settings
from aidkit.oversight.staffing.table import read_staff
from aidkit.report.differences import inputs_moved, numbers_moved
from aidkit.report.gallery import write_index
from aidkit.report.kept import open_run, study_behind
from aidkit.report.table import Head, Table
from aidkit.report.text import Text
from tests.campaign.ledger_events import CLUE, CONFIRMED, REPORTED, STORY
from tests.data.extract_builder import members, number, person, write
from tests.safety.bad_files import LayOut, Reader
from tests.safety.spoiling import spoil_json, spoil_workbook

DAY = date(2022, 3, 15)
ONE, TWO = number("19500101", "011"), number("19600202", "022")
PAYMENTS = {
    "系统导出_2021-08": [["户编号", "姓名", "身份证号", "救助类别", "保障金额(元/月)"], ["A1", "甲某", ONE, "低保", "500.00"], ["A2", "乙某", TWO, "特困", "800"]],
    "发放花名册_2021-08": [["序号", "姓名", "身份证号码", "类别", "金额（元）", "开户姓名"], ["1", "甲某", ONE, "低保", "500", "甲某"], ["合计", "", "", "", "500", ""]],
    "死亡人员": [["姓名", "身份证号", "死亡日期"], ["甲某", ONE, "2021-07-01"]],
}  # fmt: skip
LISTS = {
    "车辆登记": [["所有人", "身份证号", "车型"], ["甲某", ONE, "轿车"]],
    "工商登记": [["法定代表人", "身份证号", "注册资本"], ["甲某", ONE, "3"]],
    "热线": [["姓名", "村居", "诉求", "出生日期"], ["乙某", "丙村", "求助", "1980"]],
    "死亡人员": [["姓名", "身份证号", "死亡日期"], ["甲某", ONE, "2021-07-01"]],
    "残联持证": [["姓名", "残疾证号", "发证日期"], ["甲某", f"{ONE}42", "2018.1.2"]],
}
CASES = [
    ["户编号", "乡镇", "救助类别", "近亲属备案", "投诉举报信访", "审核确认日期"],
    ["H1", "甲镇", "低保", "是", "否", "2022-02-10"],
    ["H2", "甲镇", "特困", "否", "√", "2022.1.31"],
]
STAFF = [
    ["乡镇", "工作人员", "协理员", "人口", "村数"],
    ["甲镇", "3", "12", "45,000", "12"],
    ["乙镇", "2", "", "3.5", "8"],
]
MET = [["item", "due", "met_on"], ["database", "2021-06-30", "2021-06-29"], ["clue-report", "2021-07-12", ""]]
COUNTIES = [["place", "dibao.standard.rural", "edge.multiple"], ["county-0001", "500", "1.5"], ["county-0002", "", "2"]]
LEDGER = ("编号", "事项", "日期", "乡镇", "村居", "类型", "来源", "责任单位", "整改时限", "内容", "佐证材料", "整改结果", "惠及人数", "金额")  # fmt: skip
RECORD = {
    "place": "jinjiang", "date": "2021-08-24", "name": "edge-1.5", "notebook": "10_campaign_report", "synthetic": True,
    "parameters": {"overrides": {"edge.multiple": 1.5}, "population": "synthetic", "lang": "both"}, "asked": {"households": 100},
    "versions": {"numpy": "2.0"}, "hashes": {"population": "a" * 64, "notebook": "b" * 64, "parameters": "c" * 64, "rules": "d" * 64},
    "rules": {"dibao_base": "e"}, "values": {"edge.multiple": 1.5}, "files": ["notebook.ipynb", "report.html"],
    "place_name": ["晋江市", "Jinjiang"], "population": {"source": "invented"},
    "key_figures": [{"name": "cost", "label": ["成本", "Cost"], "unit": ["元", "yuan"], "shown": "5", "value": 5.0, "interval": None}],
}  # fmt: skip


def _tables(files: dict[str, list[list[str]]], suffix: str = ".csv") -> LayOut:
    return lambda folder: [write(folder / f"{name}{suffix}", rows, "utf-8") for name, rows in files.items()]


def _reconcile(folder: Path) -> object:
    found = reconcile(*(folder / f"{name}.csv" for name in PAYMENTS))
    return str(found)


def _lists(*names: str) -> LayOut:
    people = members(person(姓名="甲某", 身份证号=ONE), person(姓名="乙某", 身份证号=TWO))
    return lambda folder: _tables({"家庭成员": people, **{name: LISTS[name] for name in names}})(folder)[1:]


def _files(folder: Path) -> list[Path]:
    head = ["户编号", "乡镇", "是否变更", *(setting.zh for setting in load_settings("files").values())]
    return [
        write(
            folder / "档案.csv", [head, ["H1", "甲镇", "否", *["有"] * 9], ["H2", "甲镇", "是", *["无"] * 9]], "utf-8"
        )
    ]


def _ledger(suffix: str, *events: dict[str, str]) -> LayOut:
    rows = [list(LEDGER), *([event.get(column, "") for column in LEDGER] for event in events)]
    return _tables({"台账": rows}, suffix)


@cache
def _calendar() -> Calendar:
    return load_calendar("jinjiang-2021")


def _met(folder: Path) -> object:
    return _calendar().due("2021-08-01", met=read_met(folder / "met.csv"))


def _run(folder: Path) -> list[Path]:
    """Lay out a run as ``run_report`` keeps it, and the same once more to compare it with."""
    heads = (Head("who", Text("谁", "Who")), Head("many", Text("数", "Number"), Text("人", "persons"), "count"))
    table = Table("people", Text("人", "People"), heads, pd.DataFrame({"who": ["a", "b"], "many": [1, 2]}))
    shown = nbformat.v4.new_output("display_data", table._repr_mimebundle_())
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=[shown])])
    book["cells"][0]["id"] = "one"
    spoilt = []
    for name in ("one", "other"):
        place = folder / "jinjiang" / name
        place.mkdir(parents=True)
        (place / "run.json").write_text(json.dumps(RECORD, ensure_ascii=False, indent=1), encoding="utf-8")
        nbformat.write(book, place / "notebook.ipynb")
        spoilt += [place / "run.json", place / "notebook.ipynb"] if name == "one" else []
    return spoilt


def _compare(folder: Path) -> object:
    one, other = (open_run(folder / "jinjiang" / name) for name in ("one", "other"))
    said = [str(difference) for difference in (*inputs_moved(one, other), *numbers_moved(one, other))]
    return said, study_behind(one, folder)


def _record(folder: Path) -> list[Path]:
    return _run(folder)[:1]


READERS = {
    "payments": Reader(_reconcile, (_tables(PAYMENTS),), _tables(PAYMENTS)),
    "departments' lists": Reader(match, tuple(_lists(name) for name in LISTS), _lists(*LISTS)),
    "cases of an audit": Reader(
        lambda folder: read_audit_cases(folder / "抽查总体.csv", DAY), (_tables({"抽查总体": CASES}),), _tables({"抽查总体": CASES})
    ),
    "staff of towns": Reader(
        lambda folder: read_staff(folder / "工作人员.csv"), (_tables({"工作人员": STAFF}),), _tables({"工作人员": STAFF})
    ),
    "list of files": Reader(lambda folder: check_files(folder / "档案.csv"), (_files,), _files),
    "events of the ledger": Reader(
        lambda folder: read_events(folder / "台账.csv"), (_ledger(".csv", *STORY[:3]),), _ledger(".csv", *STORY, CLUE, REPORTED, CONFIRMED)
    ),
    "ledger workbook": Reader(
        lambda folder: read_events(folder / "台账.xlsx"), (_ledger(".xlsx", *STORY[:2]),), _ledger(".xlsx", *STORY), spoil_workbook
    ),
    "deadlines met": Reader(_met, (_tables({"met": MET}),), _tables({"met": MET})),
    "table of counties": Reader(
        lambda folder: scale.county_policies(folder / "counties.csv", load_policy("jinjiang")),
        (_tables({"counties": COUNTIES}),),
        _tables({"counties": COUNTIES}),
    ),
    "kept run": Reader(_compare, (_record,), _run, spoil_json),
    "index of runs": Reader(write_index, (_record,), _record, spoil_json),
}  # fmt: skip
