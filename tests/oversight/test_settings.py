"""Settings of oversight: their figures are the documents', their shape is checked, their errors say what to do."""

import re
from pathlib import Path
from shutil import copy

import pytest

from aidkit.errors import ParameterFileError, PolicyError
from aidkit.oversight import load_settings

PARAMS = Path(__file__).parents[2] / "params"
TOPICS = ("audit", "files", "inspection", "matching")


def test_sampling_rates_are_those_of_the_documents():
    audit = load_settings("audit")
    assert {name: setting.value for name, setting in audit.items()} == {
        "new_of_last_month": 1.0,
        "new_of_the_year": 0.3,
        "registered": 0.2,
        "relatives_and_complaints": 1.0,
        "applications_2012": 0.3,
    }
    assert audit["registered"].source == "qionghai-2022 QH-5.3"
    assert audit["applications_2012"].source == "最低生活保障审核审批办法（试行）（民发〔2012〕220号） 第二十六条"
    assert audit["applications_2012"].address.startswith("https://")


def test_huangshis_counts_add_up():
    value = {name: setting.value for name, setting in load_settings("inspection").items()}
    assert value["refuted"] + value["confirmed"] == value["clues"] == 7_667
    assert value["recovered"] == 58_700  # 5.87 万元


def test_the_checklist_has_the_nine_documents_of_the_plan():
    checklist = load_settings("files")
    assert [setting.zh for setting in checklist.values()] == [
        "户口本", "身份证", "家庭收入证明", "申请及授权书", "家庭经济状况核对报告", "入户调查表", "公示照片", "审核审批表",
        "动态管理审核审批表",
    ]  # fmt: skip
    assert {name for name, setting in checklist.items() if setting.value == "after_change"} == {"change_form"}


@pytest.mark.parametrize("topic", TOPICS)
def test_every_setting_has_both_titles_and_a_source(topic):
    table = load_settings(topic).table()
    assert table[["en", "zh", "unit", "status", "source"]].map(bool).all(axis=None)
    assert all(re.search(r"[一-鿿]", zh) for zh in table["zh"])


def test_places_are_not_looked_for_here():
    from aidkit import places

    assert not {*TOPICS, "oversight"} & set(places())


def test_no_such_topic_or_setting():
    with pytest.raises(PolicyError, match=r"^There are no settings 'audits' of oversight\.\nDid you mean 'audit'\?$"):
        load_settings("audits")
    with pytest.raises(PolicyError) as raised:
        load_settings("audit")["regstered"]
    assert str(raised.value) == "oversight/audit.yaml has no setting 'regstered'.\nDid you mean 'registered'?"


def test_a_file_that_breaks_the_schema(tmp_path, monkeypatch):
    monkeypatch.setenv("AIDKIT_PARAMS", str(tmp_path))
    folder = tmp_path / "oversight"
    with pytest.raises(ParameterFileError) as raised:
        load_settings("audit")
    assert str(raised.value) == (
        f"{folder}: no settings of oversight are there.\nCopy the folder from aidkit's own params."
    )
    folder.mkdir()
    copy(PARAMS / "oversight" / "schema.json", folder)
    (folder / "audit.yaml").write_text(
        "settings:\n  half: {en: Half, zh: 一半, unit: share, value: 0.5, status: assumed, source: {reason: a try}}\n"
        "  other: {en: Other, unit: share, value: 0.5, status: seed, source: {document: qionghai-2022, clause: QH-5.1}}\n",
        encoding="utf-8",
    )
    with pytest.raises(ParameterFileError) as raised:
        load_settings("audit")
    assert str(raised.value) == (
        "params/oversight/audit.yaml breaks its schema.\n"
        "  settings.half: 'low' is missing.\n  settings.half: 'high' is missing.\n  settings.other: 'zh' is missing."
    )
