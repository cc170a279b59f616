"""A clerk with pencil and the files: groups and low-income families of the invented register, without aidkit.

The second implementation the screening is held against. Limits are those in force on 24 August 2021, as numbers.
"""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import openpyxl

STANDARD, LINE, CENTRAL_PENSION = 775, 2 * 775, 1116
DAY = date(2021, 8, 24)
SEVERE = {f"{kind}{grade}" for kind in range(1, 8) for grade in (1, 2)} | {"53", "63"}
NO_LABOUR = {"11", "41", "42", "51", "52", "53", "61", "62", "63", "71"}


def text(cell: object) -> str:
    return unicodedata.normalize("NFKC", str(cell if cell is not None else "")).strip().lstrip("'’").upper()


def rows(path: Path, encoding: str = "gb18030", head: int = 0) -> list[dict[str, str]]:
    lines = path.read_text(encoding=encoding).splitlines()[head:]
    return [{text(k): text(v) for k, v in row.items()} for row in csv.DictReader(lines)]


@dataclass
class Person:
    row: dict[str, str]
    number: str = field(init=False)

    def __post_init__(self) -> None:
        self.number = self.row["身份证号"]
        born = date(int(self.number[6:10]), int(self.number[10:12]), int(self.number[12:14]))
        self.age = 2021 - born.year - ((born.month, born.day) > (8, 28))  # the extract's own day
        self.card, self.scheme, self.remark = self.row["残疾证号"][18:20], self.row["现享受待遇"], self.row["备注"]
        self.severe, self.ill = self.card in SEVERE, self.row["健康状况"] == "重病"
        self.orphan = self.age < 18 and self.remark == "父母双亡"

    def money(self, name: str) -> float:
        return float(self.row[name] or 0)

    @property
    def income(self) -> float:
        wage = self.money("年工资收入")
        cost = min(0.2 * wage, 4800) if self.row["就业状况"] == "就业" else 0
        pension = max(0.0, self.money("年基础养老金") - CENTRAL_PENSION)
        other = sum(self.money(name) for name in ("年经营收入", "年种养收入", "年财产收入", "年转移收入"))
        return wage - cost + other + pension


@dataclass
class Family:
    persons: list[Person]
    assets: tuple[float, ...]  # deposits, dwellings, vehicles, capital, education, rehabilitation

    def within(self, multiple: int, vehicles: int, capital: int) -> bool:
        deposits = multiple * 12 * STANDARD * len(self.persons)
        owned = self.assets
        return owned[0] <= deposits and owned[1] <= 1 and owned[2] <= vehicles and owned[3] <= capital

    def tekun(self, person: Person) -> bool:
        weak = person.age >= 60 or person.age < 18 or person.card in NO_LABOUR
        alone = person.row["赡养人"] != "有能力"
        return weak and alone and person.income / 12 < STANDARD and self.within(2, 0, 50_000) and not person.orphan

    @property
    def unit(self) -> list[Person]:
        return [p for p in self.persons if not p.orphan and not self.tekun(p)]

    def per_head(self, *, after_rigid: bool) -> float:
        paid = sum(p.money("年医疗自付") for p in self.unit) + self.assets[4] + self.assets[5]
        income = sum(p.income for p in self.unit) - (paid if after_rigid else 0)
        return max(0.0, income) / 12 / len(self.unit)

    @property
    def dibao(self) -> bool:
        return bool(self.unit) and self.per_head(after_rigid=False) < STANDARD and self.within(2, 0, 50_000)

    @property
    def low_income(self) -> bool:
        return (
            bool(self.unit)
            and not self.dibao
            and self.per_head(after_rigid=True) <= LINE
            and self.within(4, 1, 100_000)
        )

    @property
    def leaving(self) -> bool:
        """Whether dibao ends slowly: on it today, over the standard, assets within."""
        on_dibao = any(p.scheme == "低保" or (p.scheme == "单人保" and not self.low_income) for p in self.persons)
        return on_dibao and not self.dibao and bool(self.unit) and self.within(2, 0, 50_000)


def families(folder: Path) -> dict[str, Family]:
    persons: dict[str, list[Person]] = defaultdict(list)
    seen = set()
    for row in rows(folder / "家庭成员.csv", head=2):
        if row["身份证号"] and row["身份证号"] not in seen and len(row["身份证号"]) == 18:
            seen.add(row["身份证号"])
            persons[row["户编号"]].append(Person(row))
    sheet = openpyxl.load_workbook(folder / "家庭财产.xlsx").active
    assets = {str(row[0]): tuple(float(x or 0) for x in row[1:]) for row in list(sheet.values)[3:] if row[0]}
    return {name: Family(members, assets[name]) for name, members in persons.items()}


def low_income_list(found: dict[str, Family]) -> dict[str, int]:
    """Families on the list with their priority: 1 where a severely disabled or ill member is, or is to be, a single case."""
    listed = {}
    for name, family in found.items():
        single = [p for p in family.unit if p.severe or p.ill] if family.low_income and not family.leaving else []
        others = [p for p in family.unit if p not in single]
        if family.low_income and others and not (family.leaving and any(p.scheme == "低保" for p in others)):
            listed[name] = 1 if single else 4
    return listed


def groups(folder: Path, found: dict[str, Family], truth: dict[str, list[str]]) -> dict[str, set[str]]:
    """Persons by group; who petitioned and called, where a list gives only names, is as it was planted."""
    persons = {p.number: p for family in found.values() for p in family.persons}
    cards = {text(row["残疾证号"]): day(row["发证日期"]) for row in rows(folder / "残联持证.csv")}
    covered = {"低保", "单人保", "特困"}
    return {
        "G1": {row["身份证号"] for row in rows(folder / "医保自付_上年度.csv") if float(row["个人自付(元)"]) > 40_000},
        "G2": {
            p.number
            for p in persons.values()
            if p.severe and p.scheme not in covered and cards[p.row["残疾证号"]] >= date(2020, 1, 1)
        },
        "G3": set(truth["petition"]),
        "G4": set(truth["hotline"]),
        "G5": {p.number for p in persons.values() if p.row["就业状况"] == "登记失业"},
        "G6": set(),  # no file tells of emergencies
        "G7": {p.number for f in found.values() for p in f.persons if p.age < 18 and (p.orphan or not able(f))},
        "G8": set(),  # no file tells who lives in an institution
        "G9": {p.number for p in persons.values() if p.scheme == "单人保"},
    }


def able(family: Family) -> list[Person]:
    """Adults who could look after a child."""
    return [p for p in family.persons if p.age >= 18 and not p.severe and not p.ill]


def day(written: str) -> date:
    digits = written.replace(".", "-")
    year, month, number = digits.split("-") if "-" in digits else (digits[:4], digits[4:6], digits[6:])
    return date(int(year), int(month), int(number))
