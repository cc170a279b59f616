"""The package as a whole: what it offers, that examples are true to their word, that help finds its names."""

from __future__ import annotations

import importlib
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

import aidkit
from tests.conftest import ROOT


@pytest.mark.parametrize("name", aidkit.__all__)
def test_every_name_offered_is_there(name: str) -> None:
    thing = getattr(aidkit, name)
    assert isinstance(thing, ModuleType) or callable(thing)
    assert name in dir(aidkit)
    assert thing.__doc__


def test_what_is_not_offered_is_not_there() -> None:
    with pytest.raises(AttributeError, match="No aidkit attribute simulat"):
        aidkit.simulat  # noqa: B018


@pytest.mark.parametrize("stub", sorted((ROOT / "aidkit").rglob("__init__.pyi")), ids=lambda path: path.parent.name)
def test_every_name_of_a_stub_opens(stub: Path) -> None:
    package = importlib.import_module(".".join(stub.parent.relative_to(ROOT).parts))
    assert package.__all__
    assert [name for name in package.__all__ if getattr(package, name, None) is None] == []


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert aidkit.__version__ == project["version"]


def test_a_first_session_works_from_any_folder(tmp_path) -> None:  # type: ignore[no-untyped-def]
    script = (
        "import aidkit, pandas as pd\n"
        "population = aidkit.Population(\n"
        "    pd.DataFrame({'household_id': ['a'], 'area': ['urban']}),\n"
        "    pd.DataFrame({'person_id': [1], 'household_id': ['a'], 'age': [30]}))\n"
        "policy = aidkit.load_policy('jinjiang', date='2021-08-24')\n"
        "result = aidkit.simulate(population, policy, outputs=['dibao_standard'])\n"
        "print(result.households['dibao_standard'].item() == policy['dibao.standard.urban'])\n"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert run.stdout == "True\n"
    assert list(tmp_path.iterdir()) == []
