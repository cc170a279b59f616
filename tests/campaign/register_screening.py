"""The invented register screened once for all tests of it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import aidkit
from aidkit.campaign import Screening, screen
from tests.structure.sources import ROOT

REGISTER = ROOT / "data" / "register-sample"


@cache
def screening() -> Screening:
    """The register and its lists by the plan of 2021."""
    return screen(aidkit.read_register(REGISTER), aidkit.load_policy("jinjiang"), "jinjiang-2021", REGISTER)


@cache
def planted() -> dict[str, Any]:
    """What was planted in the register."""
    return dict(json.loads((ROOT / "tests" / "data" / "register_sample_truth.json").read_text(encoding="utf-8")))
