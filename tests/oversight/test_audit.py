"""Audit samples: in full first, floors kept, the same on any machine, findings read with honest intervals."""

import csv
import math
from random import Random

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidkit.oversight import draw_audit_sample
from aidkit.oversight.audit.sampling import ALWAYS
from aidkit.oversight.errors import OversightError
from tests.refusals import refusal


def cases(count, seed=0, full=0.05, towns="甲乙丙"):
    """Invented cases: the always columns are true for a share ``full`` each."""
    draw = Random(seed).random  # the one stream Python promises never to change
    rows = [
        {
            "household_id": f"HH{at:05d}",
            "town": towns[int(draw() * len(towns))],
            "kind": ("低保", "特困")[int(draw() * 2)],
            **{column: draw() < full for column in ALWAYS},
        }
        for at in range(count)
    ]
    return pd.DataFrame(rows, columns=["household_id", "town", "kind", *ALWAYS])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 300), st.floats(0, 1), st.sampled_from([0.0, 0.05, 0.5, 1.0]), st.booleans())
def test_the_floor_is_kept_and_cases_in_full_come_first(count, rate, full, count_always):
    table = cases(count, full=full)
    sample = draw_audit_sample(table, rate, seed=3, count_always=count_always)
    in_full = table[["relative", "complaint", "new_last_month"]].any(axis=1)
    assert set(table["household_id"][in_full]) <= set(sample.drawn["household_id"])
    by_lot = int((sample.drawn["why"] == "lot").sum())
    assert len(sample.drawn) == by_lot + in_full.sum() >= sample.floor >= rate * count - 1e-9
    rest = count - int(in_full.sum())
    wanted = sample.floor - (int(in_full.sum()) if count_always else 0)
    assert by_lot == min(max(wanted, 0), rest)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 10, 33, 100, 999, 1_000, 3_333, 10_000])
@pytest.mark.parametrize("rate", [0.2, 0.3, 1 / 3, 0.07, 1.0])
def test_whole_lists_keep_the_floor(count, rate):
    sample = draw_audit_sample(cases(count, full=0.0), rate, seed=1)
    assert len(sample.drawn) == sample.floor
    table = sample.table
    assert (abs(table["drawn"] - sample.floor * table["cases"] / max(count, 1)) < 1).all()


def test_the_same_list_in_any_order_of_rows():
    table = cases(500)
    first = draw_audit_sample(table, 0.3, seed=20220315)
    again = draw_audit_sample(table.sample(frac=1, random_state=1).reset_index(drop=True), 0.3, seed=20220315)
    pd.testing.assert_frame_equal(first.drawn, again.drawn)
    other = draw_audit_sample(table, 0.3, seed=20220316)
    assert set(first.drawn["household_id"]) != set(other.drawn["household_id"])


def test_this_list_for_ever():
    """Written down once: another machine or version must draw it again."""
    drawn = draw_audit_sample(cases(12, seed=5, full=0.0), 0.4, seed=9).drawn["household_id"]
    assert drawn.tolist() == ["HH00001", "HH00002", "HH00006", "HH00003", "HH00009"]


def test_a_rate_may_be_a_setting():
    sample = draw_audit_sample(cases(50), "registered", seed=1)
    assert (sample.rate, sample.asked, sample.floor) == (0.2, "registered", 10)


def test_the_reason_is_the_first_that_holds():
    table = cases(3, full=0.0).assign(relative=[True, False, False], complaint=[True, True, False])
    sample = draw_audit_sample(table, 1.0, seed=1)
    assert dict(zip(sample.drawn["household_id"], sample.drawn["why"], strict=True)) == {
        "HH00000": "relative",
        "HH00001": "complaint",
        "HH00002": "lot",
    }


def test_without_strata_or_cases_in_full():
    table = cases(40)[["household_id"]]
    sample = draw_audit_sample(table, 0.25, seed=1, strata=(), always=())
    assert len(sample.drawn) == 10
    assert sample.table.index.tolist() == ["all"]


def test_cases_in_full_are_counted_not_estimated():
    table = cases(100, full=0.0).assign(relative=[True] * 20 + [False] * 80)
    sample = draw_audit_sample(table, 0.4, seed=1)
    by_lot = sample.drawn.loc[sample.drawn["why"] == "lot", "household_id"]
    assert len(by_lot) == 20
    wrong = [*table["household_id"][:6], *by_lot[:2]]
    found = sample.estimate(wrong)
    assert found.rate == pytest.approx((6 + 80 * 2 / 20) / 100)  # 6 known, a tenth of the other 80
    assert found.low >= (6 + 2) / 100
    assert (found.errors, found.checked, found.population) == (8, 40, 100)


def test_all_checked_leaves_nothing_to_estimate():
    sample = draw_audit_sample(cases(30), 1.0, seed=1)
    found = sample.estimate(["HH00001", "HH00002"])
    assert found.low == found.rate == found.high == 2 / 30
    full = draw_audit_sample(cases(30, full=1.0), 0.1, seed=1).estimate(["HH00001"])
    assert full.low == full.rate == full.high == 1 / 30


def test_by_town_each_has_its_own_interval():
    sample = draw_audit_sample(cases(300), 0.3, seed=1)
    wrong = sample.drawn["household_id"][::10]
    table = sample.estimate_by("town", wrong)
    assert table["cases"].sum() == 300
    assert table["checked"].sum() == len(sample.drawn)
    assert table["errors"].sum() == len(wrong)
    assert ((table["low"] <= table["rate"]) & (table["rate"] <= table["high"])).all()


@pytest.mark.parametrize("rates", [(0.1, 0.1, 0.1), (0.02, 0.1, 0.4)])
def test_the_interval_reaches_its_level_under_stratified_lots(rates):
    """200 lots of one invented truth, even and uneven between towns: 95 % intervals hold it at least that often."""
    table = cases(600, full=0.02)
    random = np.random.default_rng(4)
    chance = table["town"].map(dict(zip("甲乙丙", rates, strict=True)))
    wrong = set(table["household_id"][random.random(600) < chance])
    held = 0
    for seed in range(200):
        sample = draw_audit_sample(table, 0.2, seed=seed)
        found = sample.estimate(wrong & set(sample.drawn["household_id"]))
        held += found.low <= len(wrong) / 600 <= found.high
    assert held / 200 >= 0.95 - 2 * math.sqrt(0.95 * 0.05 / 200)


def test_the_text():
    sample = draw_audit_sample(cases(200), 0.3, seed=7)
    assert str(sample) == (
        "抽查 audit sample: 60 of 200 cases, seed 7\n"
        "40 checked in full (relative, complaint, new_last_month), 20 by lot in 6 strata\n"
        "floor 60 = ceil(0.3 x 200); cases checked in full count towards it\n"
        "lot: the lowest SHA-256 of seed:id within each stratum\n"
        "finds, with 95 %, an error rate of 13.12% among the 160 others"
    )


def test_the_list_as_csv_is_for_a_spreadsheet_and_holds_no_formula(tmp_path):
    table = cases(4, full=0.0).assign(town="=cmd|' /C calc'!A0")
    path = draw_audit_sample(table, 1.0, seed=1).write(tmp_path / "抽查名单.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == [
        "序号 number", "户编号 household_id", "乡镇 town", "类别 kind", "抽取原因 why", "抽签号 lot", "检查日期 checked_on", "是否差错 error", "说明 note"
    ]  # fmt: skip
    assert [row[2] for row in rows[1:]] == ["'=cmd|' /C calc'!A0"] * 4
    assert {row[4] for row in rows[1:]} == {"随机抽取 by lot"}


def test_the_list_as_a_workbook_tells_how_it_was_drawn(tmp_path):
    sample = draw_audit_sample(cases(60), 0.3, seed=7)
    book = openpyxl.load_workbook(sample.write(tmp_path / "list.xlsx"))
    assert book.sheetnames == ["抽查名单 list", "说明 how", "分层 strata"]
    assert book["抽查名单 list"].max_row == len(sample.drawn) + 1
    assert [cell.value for cell in book["说明 how"]["A"]][1:] == str(sample).splitlines()


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_identity_numbers_are_masked_unless_there_is_a_reason(tmp_path, name):
    table = cases(3, full=0.0).assign(household_id=[f"37010119010203{at}973" for at in range(3)])
    sample = draw_audit_sample(table, 1.0, seed=1)

    def ids(**kept):
        path = sample.write(tmp_path / name, **kept)
        if path.suffix == ".csv":
            return sorted(row[1] for row in csv.reader(path.open(encoding="utf-8-sig")))[:3]
        return sorted(cell.value for cell in openpyxl.load_workbook(path).worksheets[0]["B"][1:4])

    assert ids() == ["370101********0973", "370101********1973", "370101********2973"]
    if name == "list.xlsx":
        assert ids(raw=True, reason="visits") == table["household_id"].tolist()
        return
    assert refusal(OversightError, ids, raw=True, reason="visits") == (
        "list.csv: a .csv has no place for the reason why numbers stand in it in full.\n"
        "Name an .xlsx, or leave raw out."
    )


def said(*given, **kept):
    with pytest.raises(OversightError) as raised:
        draw_audit_sample(*given, **kept)
    return str(raised.value)


def test_messages():
    table = cases(8)
    assert said(table.drop(columns=["town", "relative"]), 0.3, seed=1) == (
        "The cases have no column town, relative.\n"
        "Columns found: household_id, kind, complaint, new_last_month.\n"
        "Add it, or name others: id=…, strata=[…], always=[…]."
    )
    assert said(table, 1.3, seed=1) == "rate=1.3 is no share.\nGive a share from 0 to 1, for example 0.3."
    assert said(table, math.nan, seed=1) == "rate=nan is no share.\nGive a share from 0 to 1, for example 0.3."
    assert said(table, 0.3, seed=1.5) == "seed=1.5 is no whole number.\nGive one, for example the day: 20220315."
    odd = table.assign(household_id=["A", "A", "B", "C", "D", "E", "", "G"], town=["甲", None, *"甲乙丙甲乙丙"])
    odd["relative"] = [True, "yes", False, None, False, False, False, False]
    assert said(odd, 0.3, seed=1) == (
        "The cases cannot be drawn from.\n"
        "  column household_id: nothing stands in 1 row: 6.\n"
        "  column town: nothing stands in 1 row: 1.\n"
        "  column relative: neither True nor False stands in 2 rows: 1, 3.\n"
        "  column household_id: the same id stands again in 1 row: 1.\n"
        "Correct these rows."
    )


def test_an_error_outside_the_sample_says_nothing():
    sample = draw_audit_sample(cases(10, full=0.0), 0.2, seed=1)
    outside = sorted(set(sample.cases["household_id"]) - set(sample.drawn["household_id"]))[:2]
    with pytest.raises(OversightError) as raised:
        sample.estimate(outside)
    assert str(raised.value) == (
        f"2 cases in error were not drawn: {outside[0]}, {outside[1]}.\n"
        "An error found outside the sample says nothing of the rest: leave it out of the estimate."
    )
    with pytest.raises(OversightError, match=r"^The cases have no column 'twon'\.\nDid you mean 'town'\?$"):
        sample.estimate_by("twon", [])


def test_a_rest_nobody_looked_at_is_not_known():
    sample = draw_audit_sample(cases(10, full=0.0).assign(relative=[True] * 4 + [False] * 6), 0.4, seed=1)
    found = sample.estimate(["HH00000"])
    assert math.isnan(found.rate)
    assert (found.low, found.high) == (0.1, 0.7)
    assert str(found) == "差错率 error rate not known: nothing was sampled"
