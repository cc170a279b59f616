"""Good files of people as offices and surveys keep them: register extracts and surveys, small and whole."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from aidkit import read_register, read_survey
from aidkit.data.register.confirmed import confirm
from aidkit.data.survey.mapping import FOLDER
from tests.data.extract_builder import HEAD, members, number, person, write
from tests.data.test_survey import HOUSEHOLDS, PERSONS
from tests.safety.bad_files import LayOut, Reader
from tests.safety.spoiling import spoil_workbook

ROOT = Path(__file__).parents[2]
ONE, TWO = number(), number(order="002")
MEMBERS = members(person(), person(身份证号=TWO, 与户主关系="配偶"), person(户编号="A2", 身份证号=number(order="003")))
LISTS = {
    "家庭财产": [["户编号", "存款及有价证券(万元)", "住房", "车辆", "教育"], ["A1", "1.5", "1", "0", "0"]],
    "系统导出_2021-08": [["户编号", "救助类别", "保障金额"], ["A1", "低保", "300"], ["合计", "", "300"]],
    "残联持证": [["姓名", "残疾证号", "发证日期"], ["甲某", f"{ONE}41", "2020.1.2"]],
    "失业登记": [["姓名", "身份证号", "登记日期", "是否参加失业保险"], ["甲某", ONE, "2021/5/1", "是"]],
    "死亡人员": [["姓名", "身份证号", "死亡日期"], ["甲某", TWO, "20210701"]],
    "信访": [["姓名", "村居", "日期"], ["甲某", "丙村", "2021-07-02"]],
    "热线12349": [["姓名", "村居", "日期"], ["甲某", "丙村", "2021-07-02"]],
}
SMALL_MAPPING = """\
survey: {id: template, en: Invented, zh: 虚构, currency: yuan, source: nobody}
tables:
  persons: {files: [survey_person*], id: [fid, pid], household: fid, keep: {alive: [1]}}
missing: [-8]
weight: {value: 1, unit: persons}
variables:
  wage: {column: monthly_wage, blank: 0, household: total, unit: yuan/year, en: Wages, zh: 工资}
columns:
  sex: {column: sex, recode: {1: male, 2: female}, blank: unknown}
"""
BOTH_MAPPING = """\
survey: {id: template, en: Invented, zh: 虚构, currency: yuan, source: nobody}
tables:
  persons: {files: [survey_person*], id: [fid, pid], household: fid}
  households: {files: [survey_household*], id: [fid], unmatched: leave_out}
missing: [-8, 99999]
weight: {column: wt, from: households, unit: persons}
design: {strata: province, psu: village, from: households}
variables:
  income: {column: income, from: households, blank: leave_out, per: size, unit: yuan/year, en: Income, zh: 收入}
"""


def _register(*names: str, suffix: str = ".csv") -> LayOut:
    def lay_out(folder: Path) -> list[Path]:
        files = {"家庭成员": MEMBERS, **{name: LISTS[name] for name in names}}
        return [write(folder / f"{name}{suffix}", table, "utf-8") for name, table in files.items()]

    return lay_out


def _few_columns(folder: Path) -> list[Path]:
    head = HEAD[:8]
    rows = members(person(), person(身份证号=TWO, 与户主关系="配偶"), head=head)
    return [write(folder / "家庭成员.csv", rows, "utf-8")]


def _old_register(folder: Path) -> list[Path]:
    return [Path(shutil.copy(path, folder)) for path in (ROOT / "tests/data/old_workbooks").glob("*.xls")]


def _old_members(folder: Path) -> list[Path]:
    return [Path(shutil.copy(ROOT / "tests/data/old_workbooks/家庭成员.xls", folder))]


def _own_names(folder: Path) -> list[Path]:
    _few_columns(folder)
    return [
        confirm(folder, columns={"证件号": "身份证号"}, files={"a.csv": "家庭成员"}, words={"健康状况": {"好": "健康"}})
    ]


def _survey(suffix: str, mapping: str) -> LayOut:
    def lay_out(folder: Path) -> list[Path]:
        if mapping:
            (folder / "template.yaml").write_text(mapping, encoding="utf-8")
        else:
            text = (FOLDER / "template.yaml").read_text(encoding="utf-8")
            (folder / "template.yaml").write_text(text.replace(".dta", suffix), encoding="utf-8")
        number_of = "_1" if suffix != ".csv" else ""
        tables = {"person": PERSONS, "household": HOUSEHOLDS}
        files = {folder / f"survey_{name}{number_of}{suffix}": table for name, table in tables.items()}
        for path, table in files.items():
            _write_survey(table, path)
        return [path for path in files if "person" in path.name or mapping != SMALL_MAPPING]

    return lay_out


def _write_survey(table: pd.DataFrame, path: Path) -> None:
    if path.suffix == ".dta":
        table.to_stata(path, write_index=False)
    elif path.suffix == ".sav":
        import pyreadstat

        pyreadstat.write_sav(table, path)
    else:
        table.to_csv(path, index=False)


def _read_survey(folder: Path) -> object:
    return read_survey(folder / "template.yaml", folder)


def _surveys(suffix: str) -> Reader:
    small = tuple(_survey(suffix, mapping) for mapping in (SMALL_MAPPING, BOTH_MAPPING))
    return Reader(_read_survey, small, _survey(suffix, ""))


READERS = {
    "register": Reader(
        read_register, (_few_columns, *(_register(name) for name in LISTS)), _register(*LISTS)
    ),
    "register workbook": Reader(
        read_register, (_register(suffix=".xlsx"),), _register(*LISTS, suffix=".xlsx"), spoil_workbook
    ),
    "register, old workbook": Reader(
        lambda folder: read_register(folder, "2021-08-28"), (_old_members,), _old_register
    ),
    "own names of a register": Reader(read_register, (_own_names,), _own_names),
    "survey": _surveys(".csv"),
    "survey in Stata": _surveys(".dta"),
    "survey in SPSS": _surveys(".sav"),
}  # fmt: skip
