"""Only the user's own code runs: no cache another can write, and no name in the compiled pass that is no identifier."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

import aidkit
from aidkit.engine.cache import cache_folder
from aidkit.errors import AidkitError
from tests.refusals import refusal

ROOT = Path(__file__).parents[2]

own = pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no owner")


def said(folder: Path) -> str:
    return (
        f"{folder}: others can write this folder, so the compiled rules in it are not used.\n"
        "Make it yours alone (chmod -R go-w), or set AIDKIT_CACHE to a folder of your own."
    )


@own
@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702, 0o1777])
def test_a_cache_others_can_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    folder.chmod(mode)
    monkeypatch.setenv("AIDKIT_CACHE", str(folder))
    assert refusal(AidkitError, cache_folder) == said(folder)


@own
def test_a_file_in_the_cache_others_can_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = tmp_path / "pass_1.py"
    planted.write_text("raise SystemExit", encoding="utf-8")
    tmp_path.chmod(0o755)
    planted.chmod(0o666)
    monkeypatch.setenv("AIDKIT_CACHE", str(tmp_path))
    assert refusal(AidkitError, cache_folder) == said(tmp_path)
    planted.chmod(0o644)
    assert cache_folder() == tmp_path


@own
@pytest.mark.skipif(hasattr(os, "getuid") and os.getuid() != 0, reason="only root can give a file away")
def test_a_cache_that_belongs_to_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o700)
    os.chown(folder, 12345, 12345)
    monkeypatch.setenv("AIDKIT_CACHE", str(folder))
    assert refusal(AidkitError, cache_folder) == said(folder)


@pytest.mark.parametrize("name", ["x; import os", "x\nimport os", "__import__('os')", "is dibao", "1x", "class"])
def test_a_rule_whose_name_is_no_identifier(name: str) -> None:
    def mine(is_dibao: bool) -> float:
        """Pay one yuan."""
        return 1.0 if is_dibao else 0.0

    mine.__name__ = name
    with pytest.raises(AidkitError, match="name"):
        _pay(mine, name)


def _pay(function: Callable[[bool], float], name: str) -> None:
    rule = aidkit.rule("household", unit="yuan/month", zh="一元", clauses=["JJ-1"])(function)
    reform = aidkit.load_policy("jinjiang").reform(rules=rule)
    aidkit.simulate(aidkit.read_population(ROOT / "data" / "populations" / "jinjiang"), reform, outputs=[name])
