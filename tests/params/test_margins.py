"""The calibration anchors: every figure has unit, year, status and source; shares are shares; counties add up."""

from __future__ import annotations

import pytest
from parameter_yaml import MARGINS, PARAMS, Content, read

ROUNDING = 0.0015  # published shares are printed to a tenth or a hundredth of a percent
FILES = {path.stem: read(MARGINS / path.name) for path in sorted(PARAMS.glob("*.yaml"))}
ANCHORS = [
    pytest.param(key, entry, id=f"{name} {key}")
    for name, content in FILES.items()
    for key, entry in content["anchors"].items()
]
NEEDED = {
    "population.resident", "population.hukou", "share.urban", "beneficiaries.dibao_urban_persons",
    "beneficiaries.dibao_rural_persons", "beneficiaries.dibao_households", "beneficiaries.tekun_persons",
    "beneficiaries.edge_persons",
}  # fmt: skip
LOCAL = {"share.urban_hukou", "share.age_hukou", "beneficiaries.dibao_persons", "beneficiaries.temporary_relief",
         "beneficiaries.medical_relief", "beneficiaries.by_county"}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_holds_what_only_the_place_can_say_and_no_key_of_its_own(name: str) -> None:
    assert FILES[name]["place"]["id"] == name
    keys = set(FILES[name]["anchors"])
    assert keys >= NEEDED
    assert keys <= set(FILES["national"]["anchors"]) | LOCAL


@pytest.mark.parametrize(("key", "entry"), ANCHORS)
def test_an_anchor_has_unit_year_status_and_a_whole_source(key: str, entry: Content) -> None:
    assert set(entry) <= {"value", "unit", "year", "status", "source", "low", "high", "note"}
    assert entry["unit"]
    assert 2000 <= entry["year"] <= 2026
    if entry["status"] == "published":
        assert set(entry["source"]) == {"notice", "address"}
        assert entry["source"]["address"].startswith("http")
        return
    assert entry["status"] == "assumed"
    assert entry["source"]["reason"].endswith(".")
    if not isinstance(entry["value"], dict | list):
        assert entry["low"] <= entry["value"] <= entry["high"]


@pytest.mark.parametrize(("key", "entry"), ANCHORS)
def test_shares_lie_between_0_and_1_and_parts_make_the_whole(key: str, entry: Content) -> None:
    if entry["unit"] != "share":
        return
    parts = list(entry["value"].values()) if isinstance(entry["value"], dict) else [entry["value"]]
    assert all(0 <= part <= 1 for part in parts)
    if isinstance(entry["value"], dict):
        assert sum(parts) == pytest.approx(1, abs=ROUNDING)


@pytest.mark.parametrize("name", FILES)
def test_household_sizes_agree_with_their_mean(name: str) -> None:
    anchors = FILES[name]["anchors"]
    if "household.size_shares" not in anchors:
        return
    shares = {int(size): share for size, share in anchors["household.size_shares"]["value"].items()}
    mean = sum(size * share for size, share in shares.items()) / sum(shares.values())
    largest = shares[7]  # seven or more: the printed mean counts the larger families in full
    assert mean <= anchors["household.mean_size"]["value"] + 0.02
    assert mean + 1.5 * largest >= anchors["household.mean_size"]["value"] - 0.02


def test_the_counties_of_hanzhong_add_up_to_the_city() -> None:
    anchors = FILES["hanzhong"]["anchors"]
    columns = [sum(column) for column in zip(*anchors["beneficiaries.by_county"]["value"].values(), strict=True)]
    urban, rural, relief, tekun_rural, tekun_urban, edge = columns
    assert urban == anchors["beneficiaries.dibao_urban_persons"]["value"]
    assert rural == anchors["beneficiaries.dibao_rural_persons"]["value"]
    assert relief == anchors["beneficiaries.temporary_relief"]["value"]
    assert tekun_rural + tekun_urban == anchors["beneficiaries.tekun_persons"]["value"]
    assert edge == anchors["beneficiaries.edge_persons"]["value"]
