"""Where compiled passes are kept: a folder that nobody else can write, made when it is not there."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from aidkit.engine.cache import cache_folder


def test_the_folder_named_is_made_for_its_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIDKIT_CACHE", str(tmp_path / "a" / "b"))
    folder = cache_folder()
    assert folder == tmp_path / "a" / "b"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_user_s_cache_is_taken_where_none_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AIDKIT_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "aidkit" / "passes"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder() == tmp_path / ".cache" / "aidkit" / "passes"


def test_a_private_temporary_folder_where_there_is_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "home"
    blocked.touch()
    monkeypatch.delenv("AIDKIT_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(blocked))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder = cache_folder()
    assert folder.parent == tmp_path
    assert folder.name.startswith("aidkit-passes-")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
