"""The invented register comes out as a careful clerk has it: thirty persons by hand, and every list by pencil."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
import yaml

from tests.campaign import clerk
from tests.campaign.register_screening import REGISTER, planted, screening
from tests.structure.sources import ROOT

CASES = yaml.safe_load((ROOT / "tests" / "campaign" / "hand_screening.yaml").read_text(encoding="utf-8"))["persons"]
GROUPS = [f"G{number}" for number in range(1, 10)]
FEN = 0.0051  # amounts are written to the fen by hand, halves to the next


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    """By person: groups, finding, scheme due, amount."""
    said = {"groups": ("group", " ".join), "finding": ("finding", "first"), "due": ("scheme_due", "first")}
    return screening().persons.groupby("person_id").agg(**said, amount=("amount_due", "first"))


def test_thirty_persons_are_checked_and_all_kinds_of_groups() -> None:
    assert len({case["id"] for case in CASES}) == 30
    assert {group for case in CASES for group in case["groups"].split()} == set(GROUPS) - {"G6", "G8"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"][-6:])
def test_a_person_comes_out_as_by_hand(case: dict[str, Any], found: pd.DataFrame) -> None:
    row = found.loc[case["id"]]
    assert (row["groups"], row["finding"], row["due"]) == (case["groups"], case["finding"], case["due"]), case["why"]
    assert row["amount"] == pytest.approx(case["amount"], abs=FEN), case["why"]


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_is_the_clerks(group: str) -> None:
    rows = screening().persons
    expected = clerk.groups(REGISTER, clerk.families(REGISTER), planted())[group]
    assert set(rows.loc[rows["group"] == group, "person_id"]) == as_registered(expected)


def as_registered(numbers: set[str]) -> set[str]:
    """Numbers as the members' list has them: what was planted has some with another check character."""
    by_body = {number[:17]: number for number in screening().population.persons.index}
    return {by_body[number[:17]] for number in numbers}


def test_planted_petitioners_callers_and_dead_are_found() -> None:
    rows, truth = screening().persons, planted()
    assert set(rows.loc[rows["group"] == "G3", "person_id"]) == as_registered(set(truth["petition"]))
    assert set(rows.loc[rows["group"] == "G4", "person_id"]) == as_registered(set(truth["hotline"]))
    deceased = set(rows.loc[rows["finding"] == "deceased", "person_id"])
    assert deceased == as_registered(set(truth["dead_paid"])) & set(rows["person_id"])
    assert set(screening().lists.dead) == as_registered(set(truth["dead_paid"]))


def test_what_the_files_do_not_tell_is_said_not_to_be_known() -> None:
    said = screening().not_known.set_index("group")
    assert dict(said["persons"]) == {"G6": 247, "G8": 5}
    assert dict(said["fact"]) == {"G6": "emergency", "G8": "lives_in_institution"}
    tekun = screening().not_known_persons.query("group == 'G8'")
    assert set(tekun["scheme_now"]) == {"tekun"}


def test_the_low_income_list_is_the_clerks() -> None:
    table = screening().low_income
    assert dict(zip(table["household_id"], table["priority"], strict=True)) == clerk.low_income_list(
        clerk.families(REGISTER)
    )
    assert list(table["priority"]) == sorted(table["priority"])
    assert table["meets"].all()


def test_the_missed_are_fifteen_and_cost_what_the_pencil_says() -> None:
    missed = screening().missed
    by_hand = [775, 775, 775, 775, 180.47, 1440, 738, 136.84, 409.94, 718, 409.94, 457.94, 775, 775, 775]
    assert sorted(missed["amount_due"].round(2)) == sorted(by_hand)
    assert missed["person_id"].is_unique
