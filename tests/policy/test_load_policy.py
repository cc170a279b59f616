"""Loading a place's parameters on a date, and what the policy says of them."""

from __future__ import annotations

import copy
import pickle
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

import aidkit
from aidkit.parameter_files import national_file, parameter_file
from aidkit.parameters import BY_PATH, SPECS

every_place = pytest.mark.parametrize("place", aidkit.places())

STATUSES = {"seed", "published", "assumed"}


def test_the_seven_places_are_there() -> None:
    assert aidkit.places() == (
        "daye", "hanzhong", "huangshi", "jinjiang", "qionghai", "town-template", "yangxin",
    )  # fmt: skip


@every_place
def test_a_place_loads_on_its_campaign_date(place: str) -> None:
    policy = aidkit.load_policy(place)
    assert policy.place.id == place
    assert policy.date == policy.place.campaign_date
    assert policy.name == "baseline"
    assert policy.changes == ()


@every_place
def test_every_parameter_has_a_status_and_a_source(place: str) -> None:
    table = aidkit.load_policy(place).provenance()
    assert list(table["path"]) == [spec.path for spec in SPECS]
    assert set(table["status"]) <= STATUSES
    assert (table["source"].str.strip() != "").all()
    assert table.loc[table["status"] == "published", "address"].str.match("https?://").all()
    assert set(table["origin"]) == {place, "national"}
    assert (table[["en", "zh", "unit"]] != "").all(axis=None)


@every_place
def test_every_assumed_number_has_a_range_around_it(place: str) -> None:
    table = aidkit.load_policy(place).provenance()
    kinds = table["path"].map(lambda path: BY_PATH[path].kind)
    numbers = table[(table["status"] == "assumed") & (kinds == "number") & table["value"].notna()]
    assert (numbers["low"] <= numbers["value"].astype(float)).all()
    assert (numbers["value"].astype(float) <= numbers["high"]).all()


@every_place
def test_every_date_from_a_place_s_first_has_every_value(place: str) -> None:
    own, nation = parameter_file(place), national_file()
    local = {path for path in BY_PATH if path not in nation.entries}
    first = max(own.entries[path][0].since for path in local)
    changes = {e.since for entries in (own.entries, nation.entries) for path in entries.values() for e in path}
    for day in sorted({first, *(day for day in changes if day >= first)}):
        assert set(aidkit.load_policy(place, date=day).entries) == set(BY_PATH)


@pytest.mark.parametrize(
    "day",
    ["2021-08-24", date(2021, 8, 24), datetime(2021, 8, 24, 13, 30), pd.Timestamp("2021-08-24 13:30")],
    ids=["text", "date", "datetime", "timestamp"],
)
def test_a_date_may_be_given_in_any_form(day: date | str) -> None:
    assert aidkit.load_policy("jinjiang", date=day).date == date(2021, 8, 24)


def test_a_value_and_its_record() -> None:
    policy = aidkit.load_policy("huangshi")
    assert policy["dibao.standard.rural"] == 465.0  # 5,580 a year, converted once
    entry = policy.entry("dibao.standard.rural")
    assert (entry.value, entry.unit, entry.since) == (465.0, "yuan/month", date(2017, 3, 1))
    assert (entry.status, entry.source, entry.origin) == ("seed", "huangshi-2018 HS-3.1", "huangshi")


def test_rules_of_labour_capacity_change_on_the_first_of_july_2021() -> None:
    before, after = (aidkit.load_policy("jinjiang", date=day) for day in ("2021-06-30", "2021-07-01"))
    assert before["severe.labour"] != after["severe.labour"]
    assert before.entry("severe.labour").since < date(2021, 7, 1)
    assert after.entry("severe.labour").since == date(2021, 7, 1)


def test_one_row_of_a_grade_table() -> None:
    policy = aidkit.load_policy("jinjiang", date="2021-08-24")
    table = policy["severe.labour"]
    assert policy["severe.labour.intellectual"] == table["intellectual"]
    assert policy["severe.labour.any"] == table.get("any", 0)


@every_place
def test_a_place_s_own_value_beats_the_nation_s(place: str) -> None:
    policy = aidkit.load_policy(place)
    for path, entries in parameter_file(place).entries.items():
        own = entries[0].since <= policy.date
        assert policy.entry(path).origin == (place if own else "national"), path


def test_a_value_holds_from_its_first_day_to_the_day_before_the_next() -> None:
    first, second = parameter_file("daye").entries["minimum_wage"]
    eve = date.fromordinal(second.since.toordinal() - 1)
    assert aidkit.load_policy("daye", date=eve)["minimum_wage"] == first.value
    assert aidkit.load_policy("daye", date=second.since)["minimum_wage"] == second.value


def test_a_changed_file_is_read_anew(params_folder: Path) -> None:
    before = aidkit.load_policy("huangshi")["dibao.standard.rural"]
    path = params_folder / "huangshi.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("value: 5580", "value: 6000"), encoding="utf-8")
    assert (before, aidkit.load_policy("huangshi")["dibao.standard.rural"]) == (465.0, 500.0)


def test_what_a_policy_hands_out_is_a_copy() -> None:
    policy = aidkit.load_policy("jinjiang")
    before = copy.deepcopy(policy["severe.labour"])
    policy["severe.labour"]["any"] = 4
    policy.entry("severe.labour").value["any"] = 4
    table = policy.provenance().set_index("path")
    table.loc["severe.labour", "value"]["any"] = 4  # type: ignore[index, call-overload]
    assert policy["severe.labour"] == before
    assert aidkit.load_policy("jinjiang")["severe.labour"] == before


def test_a_policy_can_be_sent_to_another_process() -> None:
    policy = aidkit.load_policy("jinjiang").reform({"edge.multiple": 1.5}, name="narrow")
    restored = pickle.loads(pickle.dumps(policy))
    assert restored == policy
    assert (restored.name, restored.changes) == (policy.name, policy.changes)
    assert restored.entry("edge.multiple") == policy.entry("edge.multiple")
