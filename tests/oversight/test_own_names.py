"""Heads of a town's own, confirmed for a folder, are read in payments and departments' lists too."""

from __future__ import annotations

from aidkit.data.register import confirm
from aidkit.oversight import match, reconcile
from tests.data.extract_builder import members, person, write
from tests.oversight.payment_files import EXPORT_HEAD, ONE, ROSTER_HEAD, TWO, due, paid


def test_a_confirmed_head_of_a_payment_file_is_read(tmp_path):
    export = write(tmp_path / "系统导出_2021-08.csv", [EXPORT_HEAD, due(), due(TWO, "乙某")])
    head = ["证照号" if name == "身份证号码" else name for name in ROSTER_HEAD]
    roster = write(tmp_path / "发放花名册_2021-08.csv", [head, paid(), paid(TWO, "乙某", amount="400.00")])
    confirm(tmp_path, columns={"证照号": "身份证号"})
    found = reconcile(export, roster)
    assert found.amount_differs["id"].tolist() == [TWO]
    assert found.only_in_export.empty


def test_a_confirmed_head_of_a_list_is_read(tmp_path):
    write(tmp_path / "家庭成员.csv", members(person(姓名="李敏", 身份证号=ONE)))
    write(tmp_path / "车辆登记.csv", [["所有人", "证照号", "车型"], ["黎某", ONE, "小型轿车"]])
    confirm(tmp_path, columns={"证照号": "身份证号"})
    hits = match(tmp_path).hits
    assert hits[["person_id", "by"]].to_numpy().tolist() == [[ONE, "identity number"]]
