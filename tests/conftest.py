"""What many tests share: the three families worked by hand, and the parameters they are worked under."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import aidkit
from aidkit.policy import Policy
from aidkit.population import Population
from tests.rules.case_files import base_parameters

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def base_policy() -> Policy:
    """The parameters of the worked examples: urban standard 775, rural 500; no reform, so any output may be asked for."""
    reformed = aidkit.load_policy("town-template").reform(base_parameters())
    return replace(reformed, name="baseline", changes=())


@pytest.fixture(scope="session")
def three_families() -> Population:
    """A couple with a child on one wage, a couple with an illness, a woman alone; every amount worked by hand."""
    households = pd.DataFrame({"household_id": ["couple", "illness", "alone"], "area": "urban"})
    persons = pd.DataFrame(
        [
            ("husband", "couple", 45, 24_000.0, True, "none", 0, 0.0, "capable", 0.0, 0),
            ("wife", "couple", 43, 0.0, False, "none", 0, 0.0, "capable", 0.0, 0),
            ("child", "couple", 10, 0.0, False, "none", 0, 0.0, "capable", 0.0, 0),
            ("father", "illness", 50, 48_000.0, True, "none", 0, 0.0, "capable", 0.0, 0),
            ("mother", "illness", 48, 0.0, False, "psychiatric", 3, 9_000.0, "capable", 0.0, 0),
            ("woman", "alone", 72, 0.0, False, "none", 0, 0.0, "none", 1_800.0, 4),
        ],
        columns=[
            "person_id", "household_id", "age", "wage_income", "employed", "disability_kind", "disability_grade",
            "medical_self_paid", "supporter", "basic_pension", "self_care_failed",
        ],
    )  # fmt: skip
    return Population(households=households, persons=persons, source="worked examples")


@pytest.fixture
def params_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the parameter files that a test may spoil, in place of the shipped ones."""
    folder = tmp_path / "params"
    shutil.copytree(ROOT / "params", folder)
    monkeypatch.setenv("AIDKIT_PARAMS", str(folder))
    return folder
