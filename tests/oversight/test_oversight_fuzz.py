"""Whatever a cell holds, files are read or refused with a message, never with a bare traceback."""

import random

import pytest
from payment_files import EXPORT_HEAD, ONE, ROSTER_HEAD, TWO, due, paid

from aidkit.data.register.faults import COLUMNS
from aidkit.errors import AidkitError
from aidkit.oversight import match, reconcile
from tests.data.extract_builder import members, person, write

ODD = [
    "", " ", "0", "-1", "1e400", "NaN", "inf", "１２", "=1+1", "#REF!", "合计", "总计：", "9.99E+17", "'", "’", "\u200b", "—", "注：",
    "2021-02-30", "20211301", "99999", "1,2,3", "1.2.3", "三百", "X" * 300, "999999999999999999", "000", "元", "万元", "\n",
]  # fmt: skip


def spoilt(rows, chance):
    rows = [list(row) for row in rows]
    for _ in range(chance.randint(1, 6)):
        row = chance.choice(rows)
        row[chance.randrange(len(row))] = chance.choice(ODD)
    return rows


@pytest.mark.parametrize("seed", range(60))
def test_payments(tmp_path, seed):
    chance = random.Random(seed)
    left = spoilt([EXPORT_HEAD, due(), due(TWO, "乙某")] if seed % 3 else [due(), due(TWO, "乙某")], chance)
    right = spoilt([paid(), paid(TWO, "乙某"), ["合计", "", "", "", "1000", ""]], chance)
    dead = spoilt([["甲某", ONE, "2021-07-01"]], chance)
    left = left if seed % 3 else [EXPORT_HEAD, *left]
    write(tmp_path / "系统导出_2021-08.csv", left, "utf-8")
    write(tmp_path / "发放花名册_2021-08.csv", [ROSTER_HEAD, *right], "utf-8")
    write(tmp_path / "死亡人员.csv", [["姓名", "身份证号", "死亡日期"], *dead], "utf-8")
    try:
        found = reconcile(
            *(tmp_path / name for name in ("系统导出_2021-08.csv", "发放花名册_2021-08.csv", "死亡人员.csv"))
        )
    except AidkitError:
        return
    assert list(found.faults.columns) == [*COLUMNS, "open"]
    assert str(found)
    found.to_workbook(tmp_path / "a.xlsx")
    if not found.payments["difference_fen"].isna().any():
        money = found.recovered.drop(index=["total", "paid_after_death"])
        assert money["owed_fen"].ge(0).all()


@pytest.mark.parametrize("seed", range(30))
def test_lists(tmp_path, seed):
    chance = random.Random(seed)
    write(
        tmp_path / "家庭成员.csv",
        members(person(姓名="甲某", 身份证号=ONE), person(姓名="乙某", 身份证号=TWO)),
        "utf-8",
    )
    lists = {
        "车辆登记": [["所有人", "身份证号", "车型"], ["甲某", ONE, "轿车"]],
        "工商登记": [["法定代表人", "身份证号", "注册资本"], ["甲某", ONE, "3"]],
        "热线": [["姓名", "村居", "诉求", "出生日期"], ["乙某", "丙村", "求助", "1980"]],
        "死亡人员": [["姓名", "身份证号", "死亡日期"], ["甲某", ONE, "2021-07-01"]],
        "残联持证": [["姓名", "残疾证号", "发证日期"], ["甲某", f"{ONE}42", "2018"]],
    }
    for name, (head, *whole) in lists.items():
        rows = whole
        if name not in ("死亡人员", "残联持证"):  # the register itself refuses their dates
            rows = spoilt(rows, chance)
        write(tmp_path / f"{name}.csv", [head, *rows, ["某", "", "", ""][: len(head)]], "utf-8")
    try:
        found = match(tmp_path)
    except AidkitError:
        return
    rows = sum(found.sizes.values())
    placed = {
        (row.list, row.row) for frame in (found.hits, found.review, found.strangers) for row in frame.itertuples()
    }
    assert len(placed) == rows
    found.to_workbook(tmp_path / "a.xlsx")
