"""What the notebooks of oversight say: counts that add up, sentences to the letter, ids masked, doubts named."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import aidkit
from aidkit.errors import ReportError
from aidkit.oversight.matching.confirmation import expected_confirmations
from aidkit.oversight.settings import load_settings
from aidkit.report import inputs, oversight
from aidkit.shipped import shipped

TOPICS = ("audit", "files", "inspection", "matching", "monitoring", "process", "staffing")
IDENTITY = re.compile(r"[0-9]{14,21}[0-9Xx]")


@pytest.fixture(scope="module")
def found():
    return aidkit.oversight.match(oversight.files.folder_of(""), policy=aidkit.load_policy("jinjiang"))


@pytest.fixture(scope="module")
def clued(found):
    people = inputs.read_people(str(oversight.files.folder_of("")), "2021-08-24")
    return oversight.clues.clued(found, aidkit.simulate(people, aidkit.load_policy("jinjiang")))


@pytest.fixture(scope="module")
def paid():
    return aidkit.oversight.reconcile(
        *oversight.files.payments_of("", "", ""), register=oversight.files.register_of("", "")
    )


def shown(*tables):
    return "\n".join(json.dumps(table.payload(), ensure_ascii=False) for table in tables)


# ---- settings ----------------------------------------------------------------------------------------------------


def test_topics_are_those_of_the_folder():
    assert sorted(path.stem for path in (shipped("params") / "oversight").glob("*.yaml")) == list(TOPICS)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_unit_and_document_has_a_chinese_name(topic):
    settings = load_settings(topic).values()
    assert {setting.unit for setting in settings} <= set(oversight.settings.UNITS_ZH)
    named = {setting.source.partition(" ")[0] for setting in settings if setting.status == "seed"}
    assert named <= set(oversight.settings.DOCUMENTS)


def test_assumed_settings_come_with_their_range():
    table = oversight.settings.in_force({"process": ["visit_reach", "cut_off_day"]}, "en")
    rows = table.frame[["name", "value", "status", "low", "high"]].values.tolist()
    assert rows[0] == ["process.visit_reach", 0.5, "assumed", 0.2, 1.0]
    assert rows[1][:3] == ["process.cut_off_day", 15, "document"]
    assert np.isnan(rows[1][3])


def test_one_source_names_all_it_gives():
    table = oversight.settings.sources({"inspection": ["problems_mended", "recovered"]}, "zh")
    assert table.frame[["source", "gives"]].values.tolist() == [
        ["黄石市民政局工作总结（2018） HS-5", "整改问题, 追缴违规领取的低保资金"]
    ]


# ---- files -------------------------------------------------------------------------------------------------------


def test_the_sample_is_taken_when_nothing_is_given():
    names = [path.name for path in oversight.files.payments_of("", "", "")]
    assert names == ["系统导出_2021-08.csv", "发放花名册_2021-08.xlsx", "死亡人员.csv"]
    assert oversight.files.register_of("", "somewhere.csv") is None


@pytest.mark.parametrize(
    ("ask", "text"),
    [
        (
            lambda: oversight.files.folder_of("nowhere"),
            "nowhere: no such folder.\nLeave it empty for the invented sample that ships.",
        ),
        (
            lambda: oversight.files.payments_of("one.csv", "", ""),
            "Only one of export and roster is given.\nGive both, or neither for the sample that ships.",
        ),
        (
            lambda: oversight.files.payments_of("one.csv", "two.csv", ""),
            "one.csv, two.csv: no such file.\nLeave them empty for the sample that ships.",
        ),
    ],
)
def test_absent_files_are_named(ask, text):
    with pytest.raises(ReportError) as error:
        ask()
    assert str(error.value) == text


def test_faults_hide_numbers():
    faults = pd.DataFrame(
        [("a.csv", 3, "身份证号", "'370101190102039973", "apostrophe", "read as 370101190102039973", False)],
        columns=["file", "row", "column", "value", "fault", "done", "open"],
    )
    assert "read as 370101********9973" in shown(oversight.files.faults(faults))
    assert str(oversight.files.faults_reading(faults, "en")) == (
        "Reading met with 1 oddity; all are listed, none is put right in silence, and 0 wait for a person to decide."
    )


# ---- matching ----------------------------------------------------------------------------------------------------


def test_kinds_of_clue_add_up_to_the_hits(found):
    kinds = oversight.hits.kinds(found)
    assert kinds[list(oversight.hits.named(kinds))].to_numpy().sum() == len(found.hits)
    counts = oversight.hits.clues(found).value_counts()
    assert counts["wrong"] == len(found.wrong_clues)
    assert counts["not_counted"] == (~found.hits["counts"].astype(bool)).sum()


def test_every_list_has_a_meaning(found):
    assert set(oversight.hits.MEANS) == set(oversight.hits.LABELS)
    assert len(oversight.hits.by_list(found).frame) == len(found.sizes)


def test_single_clues_are_masked(found):
    tables = oversight.hits.by_list(found), oversight.listed.to_check(found), oversight.files.faults(found.faults)
    assert not IDENTITY.search(shown(*tables))
    assert not any(name in shown(*tables) for name in found.register.roll["name"])


def test_nothing_hit_is_said_so(found):
    empty = replace(found, hits=found.hits.iloc[:0], review=found.review.iloc[:0])
    for ask in (oversight.hits.reading, oversight.hits.sureness):
        assert str(ask(empty, "en")) == "No row of a list fits anybody of the register."
    assert str(oversight.listed.undeclared(empty, "en")) == "No list shows an asset that the rules look at."
    none = oversight.confirmed.answer(empty, expected_confirmations(0), "en")
    assert str(none) == "There is no clue of wrong cover."


def test_families_with_nobody_paid_are_counted_once(clued):
    whole, named, unnamed = (clued.shares.iloc[row] for row in range(3))
    for column in ("families", "due"):
        assert named[column] + unnamed[column] == whole[column]
    assert (clued.shares["low"] <= clued.shares["value"]).all()
    assert (clued.shares["value"] <= clued.shares["high"]).all()


def test_clues_are_held_against_the_rules(clued):
    wrong, clue, both = clued.wrong
    assert both <= min(wrong, clue)
    assert str(oversight.clues.wrong_reading(clued, "zh")).startswith(f"只看登记自报的数据，按规则已有 {wrong} 户")


def test_deaths_may_be_taken_for_certain(found):
    reference = found.confirmations()
    dead, rate = oversight.confirmed.deaths(found), reference.rate.rate
    table = oversight.confirmed.by_rate(found, reference, [0.5]).set_index("en")
    certain = table.loc[oversight.confirmed.CERTAIN.en.format(rate)]
    assert certain["value"] == pytest.approx(dead + (reference.clues - dead) * rate)
    assert certain["low"] >= dead
    assert table.loc[oversight.confirmed.OTHER.en.format(0.5), "value"] == pytest.approx(
        0.5 * reference.clues, abs=1e-3
    )


def test_the_oddity_names_its_arithmetic(found):
    said = str(oversight.confirmed.oddity(aidkit.oversight.huangshi_study(), found, "en"))
    assert (
        "3.43 persons a family with a hit, 1.57 times the 2.18 a family verified: odd." in said
    )  # 7389/2157, 28204/12957
    assert "sizes would have to spread by 1.65" in said  # sqrt(2.1767 x (3.4256 - 2.1767))


# ---- payments ----------------------------------------------------------------------------------------------------


def test_each_step_of_checking_finds_at_least_what_the_one_before_did(paid):
    yuan = oversight.steps.steps(paid)["yuan"].tolist()
    assert yuan == sorted(yuan)
    assert yuan[0] == 35.05  # 56,348.51 - 56,313.46
    assert yuan[-1] == pytest.approx(sum(oversight.payments.at_stake(paid)))


def test_without_the_list_of_the_dead_there_is_no_step_of_it(paid):
    assert len(oversight.steps.steps(replace(paid, deaths_given=False))) == len(oversight.steps.STEPS) - 1


def test_differences_let_pass_are_those_up_to_the_amount(paid):
    table = oversight.steps.tolerances(paid, [0.0, 0.01, 1e6]).frame
    assert table["payments"].tolist() == [13, 12, 0]  # one payment is a single fen off
    assert table["yuan"].iloc[0] - table["yuan"].iloc[1] == pytest.approx(0.01)


def test_the_answer_says_both_totals(paid):
    assert str(oversight.payments.answer(paid, "en")) == (
        "In 2021-08 56,313.46 yuan were due and 56,348.51 paid: the totals are +35.05 apart. Person by person 21 are concerned; "
        "5,984.87 yuan may have to be asked back and 2,723.83 may still be owed. In the totals one hides the other."
    )


def test_payments_are_masked(paid):
    origin = oversight.payments.origin(paid)
    tables = [
        make(paid, origin)
        for make in (oversight.payments.classes, oversight.payees.differing, oversight.payees.by_town)
    ]
    assert not IDENTITY.search(shown(*tables))
    assert not any(name in shown(*tables) for name in paid.payments["name"] if name)


def test_files_are_invented_only_where_no_number_can_be_anybodys(paid):
    assert oversight.payments.invented(paid)
    payments = paid.payments.assign(id=["350582190102039973", *paid.payments["id"].iloc[1:]])
    assert not oversight.payments.invented(replace(paid, payments=payments))
