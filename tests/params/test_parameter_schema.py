"""The schema of parameter files is a schema, the shipped files fit it, and a file with one fault does not."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from parameter_yaml import PARAMS, Content, read

SCHEMA = json.loads((PARAMS / "schema.json").read_text(encoding="utf-8"))
FILES = sorted(PARAMS.glob("*.yaml"))

SOUND: Content = {
    "place": {"id": "here", "en": "Here", "zh": "此地", "code": "999999", "campaign_date": "2020-10-31"},
    "parameters": {
        "dibao": {
            "standard": {
                "urban": {
                    "unit": "yuan/month",
                    "values": {
                        "2020-01-01": {"value": 600, "status": "assumed", "low": 500, "high": 700,
                                       "source": {"reason": "An invented town."}},
                        "2021-01-01": {"value": 650, "status": "published",
                                       "source": {"notice": "通知", "address": "https://example.org/1"}},
                        "2022-01-01": {"value": 700, "status": "seed",
                                       "source": {"document": "huangshi-2018", "clause": "HS-3.1"}},
                    },
                }
            }
        }
    },
}  # fmt: skip


def leaf(content: Content) -> Content:
    found: Content = content["parameters"]["dibao"]["standard"]["urban"]
    return found


def assumed(content: Content) -> Content:
    record: Content = leaf(content)["values"]["2020-01-01"]
    return record


def published(content: Content) -> Content:
    record: Content = leaf(content)["values"]["2021-01-01"]
    return record


def seed(content: Content) -> Content:
    record: Content = leaf(content)["values"]["2022-01-01"]
    return record


FAULTS: dict[str, Callable[[Content], object]] = {
    "a third block beside place and parameters": lambda c: c.update(campaign={}),
    "no place": lambda c: c.pop("place"),
    "a place without a division code": lambda c: c["place"].pop("code"),
    "a place without a campaign date": lambda c: c["place"].pop("campaign_date"),
    "a code of five digits": lambda c: c["place"].update(code="42020"),
    "a national file with a campaign date": lambda c: c["place"].update(id="national"),
    "an unknown key in the place": lambda c: c["place"].update(province="湖北"),
    "an empty group": lambda c: c["parameters"].update(edge={}),
    "a leaf without a unit": lambda c: leaf(c).pop("unit"),
    "a leaf without values": lambda c: leaf(c).pop("values"),
    "a leaf with no value at all": lambda c: leaf(c)["values"].clear(),
    "an unknown key in a leaf": lambda c: leaf(c).update(until="2023-01-01"),
    "a day not written as YYYY-MM-DD": lambda c: leaf(c)["values"].update({"2023/01/01": assumed(c)}),
    "no value": lambda c: assumed(c).pop("value"),
    "no status": lambda c: assumed(c).pop("status"),
    "an unknown status": lambda c: assumed(c).update(status="guessed"),
    "no source": lambda c: assumed(c).pop("source"),
    "an unknown key in a record": lambda c: assumed(c).update(comment="?"),
    "an assumed number without low": lambda c: assumed(c).pop("low"),
    "an assumed number without high": lambda c: assumed(c).pop("high"),
    "an assumption without a reason": lambda c: assumed(c)["source"].pop("reason"),
    "an empty reason": lambda c: assumed(c)["source"].update(reason=" "),
    "a published value without an address": lambda c: published(c)["source"].pop("address"),
    "an address that is none": lambda c: published(c)["source"].update(address="page 7"),
    "a published value without a notice": lambda c: published(c)["source"].pop("notice"),
    "a published value with a range": lambda c: published(c).update(low=1, high=2),
    "a seed without its clause": lambda c: seed(c)["source"].pop("clause"),
    "a seed from an unknown document": lambda c: seed(c)["source"].update(document="wuhan-2019"),
    "a seed with a clause of another shape": lambda c: seed(c)["source"].update(clause="Art. 3"),
    "a grade heavier than exists": lambda c: seed(c).update(value={"any": 5}),
    "a limit for an unknown kind": lambda c: seed(c).update(value={"deaf": 1}),
    "a grade step without its amount": lambda c: seed(c).update(value=[{"up_to_ratio": 1.0}]),
}


def faults(content: Content) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(content)]


def test_the_schema_is_a_schema_of_draft_2020_12() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_shipped_file_fits_the_schema(path: Path) -> None:
    assert faults(read(path)) == []


def test_the_sound_example_fits() -> None:
    assert faults(SOUND) == []


@pytest.mark.parametrize("break_it", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_refused(break_it: Callable[[Content], object]) -> None:
    content = copy.deepcopy(SOUND)
    break_it(content)
    assert faults(content)
