"""Every parameter value: its path, unit, range, order and source, on every date a place can be asked for."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import pytest
from parameter_yaml import PARAMS, Content, leaves, read, records

from aidkit.errors import PolicyError
from aidkit.parameters import BY_PATH, GRADE_LIMIT_KEYS, MAX_GRADES, SPECS, Spec
from aidkit.policy import load_policy, places
from aidkit.schema import category_names

FIRST_DAY = {
    "daye": date(2017, 3, 1),
    "hanzhong": date(2020, 1, 1),
    "huangshi": date(2017, 3, 1),
    "jinjiang": date(2016, 2, 1),
    "qionghai": date(2018, 12, 1),
    "town-template": date(2020, 1, 1),
    "yangxin": date(2017, 3, 1),
}
CAMPAIGN_DAY = {
    "daye": date(2017, 12, 31),
    "hanzhong": date(2021, 12, 31),
    "huangshi": date(2017, 12, 31),
    "jinjiang": date(2021, 8, 24),
    "qionghai": date(2022, 3, 15),
    "town-template": date(2020, 10, 31),
    "yangxin": date(2017, 12, 31),
}
LAST_DAY = date(2026, 6, 30)
UNITS = {"yuan/month": {"yuan/month", "yuan/year"}, "yuan/year": {"yuan/month", "yuan/year"}}
PREFIX = {
    "JJ": "jinjiang-2021",
    "HZ": "hanzhong-2021",
    "HS": "huangshi-2018",
    "QH": "qionghai-2022",
    "XZ": "town-2020",
}
CLAUSE_IDS = """
JJ-1 JJ-G1 JJ-G2 JJ-G3 JJ-G4 JJ-G5 JJ-G6 JJ-G7 JJ-G8 JJ-G9 JJ-2.1 JJ-2.2.1 JJ-2.2.2 JJ-2.2.3 JJ-2.2.4–6
JJ-2.3.1 JJ-2.3.2 JJ-2.3.3 JJ-2.3.4 JJ-2.3.5 JJ-2.3.6 JJ-3 JJ-4
HZ-1.1 HZ-1.2 HZ-1.3 HZ-1.4 HZ-1.5 HZ-1.6 HZ-1.7 HZ-1.8 HZ-2.1 HZ-2.2 HZ-2.3 HZ-3 HZ-4 HZ-5 HZ-6 HZ-7 HZ-8
HZ-9 HZ-T HZ-F
HS-1 HS-2.1 HS-2.2 HS-2.3 HS-2.4 HS-3.1 HS-3.2 HS-3.3 HS-4 HS-5
XZ-1 XZ-2 XZ-3 XZ-4 XZ-5 XZ-6 XZ-7 XZ-T
QH-1 QH-2 QH-3 QH-4.1 QH-4.2 QH-5.1 QH-5.2 QH-5.3 QH-5.4 QH-6.1 QH-6.2 QH-6.3 QH-6.4 QH-7
"""
CLAUSES = set(CLAUSE_IDS.split())
FILES = {path.stem: read(path) for path in sorted(PARAMS.glob("*.yaml"))}
RECORDS = [
    pytest.param(path, record, id=f"{name} {path} {day}")
    for name, content in FILES.items()
    for path, day, record in records(content)
]


def fits(spec: Spec, value: Any) -> bool:
    """Whether a value is one its spec allows, decided here from the spec's own fields."""
    if value is None:
        return spec.null is not None
    if spec.kind == "bool":
        return isinstance(value, bool)
    if spec.kind == "category":
        assert spec.categories is not None
        return value in category_names(spec.categories)
    if spec.kind == "grade_limits":
        return set(value) <= set(GRADE_LIMIT_KEYS) and all(grade in (None, 0, 1, 2, 3, 4) for grade in value.values())
    if spec.kind == "grades":
        ratios = [step["up_to_ratio"] for step in value]
        return len(value) <= MAX_GRADES and ratios == sorted(set(ratios)) and ratios[0] > 0 and ratios[-1] == 1
    above = value > 0 if spec.positive else value >= spec.low
    return not isinstance(value, bool) and math.isfinite(value) and above and value <= spec.high


def test_the_places_are_the_seven() -> None:
    assert list(places()) == sorted(FIRST_DAY)


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_named_for_its_place_and_holds_known_paths_in_their_units(name: str) -> None:
    content: Content = FILES[name]
    assert content["place"]["id"] == name
    for path, leaf in leaves(content["parameters"]):
        assert path in BY_PATH
        assert leaf["unit"] in UNITS.get(BY_PATH[path].unit, {BY_PATH[path].unit}), path


@pytest.mark.parametrize("name", FILES)
def test_dates_are_dates_and_stand_oldest_first(name: str) -> None:
    for path, leaf in leaves(FILES[name]["parameters"]):
        days = [date.fromisoformat(day) for day in leaf["values"]]
        assert days == sorted(set(days)), path


@pytest.mark.parametrize(("path", "record"), RECORDS)
def test_a_value_fits_its_spec_and_an_assumed_number_lies_in_its_range(path: str, record: Content) -> None:
    spec, value = BY_PATH[path], record["value"]
    assert fits(spec, value)
    assert all(fits(spec, other) and other != value for other in record.get("alternatives", []))
    if record["status"] == "assumed" and spec.kind == "number" and value is not None:
        assert record["low"] <= value <= record["high"]
        assert fits(spec, record["low"])
        assert fits(spec, record["high"])


@pytest.mark.parametrize(("path", "record"), RECORDS)
def test_a_source_is_whole_and_its_clause_exists_in_its_document(path: str, record: Content) -> None:
    source = record["source"]
    if record["status"] == "seed":
        assert source["clause"] in CLAUSES
        assert PREFIX[source["clause"].split("-")[0]] == source["document"]
    elif record["status"] == "published":
        assert source["notice"].strip()
        assert source["address"].startswith("http")
    else:
        assert record["status"] == "assumed"
        assert source["reason"].endswith(".")


@pytest.mark.parametrize("place", FIRST_DAY)
def test_every_path_has_a_value_from_the_first_day_on(place: str) -> None:
    turns = {date.fromisoformat(day) for name in (place, "national") for _, day, _ in records(FILES[name])}
    monthly = {date(year, month, 1) for year in range(2016, 2027) for month in range(1, 13)}
    days = {FIRST_DAY[place], LAST_DAY, *turns, *monthly, *(turn - timedelta(days=1) for turn in turns)}
    for day in sorted(day for day in days if FIRST_DAY[place] <= day <= LAST_DAY):
        policy = load_policy(place, day)
        for spec in SPECS:
            assert fits(spec, policy[spec.path]), (spec.path, day)


@pytest.mark.parametrize("place", FIRST_DAY)
def test_the_day_before_the_first_is_refused(place: str) -> None:
    with pytest.raises(PolicyError, match="have no value yet"):
        load_policy(place, FIRST_DAY[place] - timedelta(days=1))


@pytest.mark.parametrize("place", CAMPAIGN_DAY)
def test_without_a_date_the_campaign_day_is_taken(place: str) -> None:
    assert load_policy(place).date == CAMPAIGN_DAY[place]
