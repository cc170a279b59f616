"""Files and functions stay small enough to be read at one go, and are named for what they hold."""

from __future__ import annotations

import ast
from collections import Counter

import pytest

from tests.structure.sources import ROOT, Source, functions, sources

FILE_LINES = 300
FUNCTION_LINES = 40  # without the docstring
LONGER_FILES: dict[str, str] = {}
LONGER_FUNCTIONS = {
    "aidkit/engine/lines.py _install": "a list of registrations with the compiler, one after the other",
}
EMPTY_NAMES = ("utils", "util", "helpers", "helper", "misc", "common", "tools", "stuff", "base", "core")

every_source = pytest.mark.parametrize("source", sources(), ids=lambda source: source.path)


@every_source
def test_a_file_is_short(source: Source) -> None:
    assert len(source.text.splitlines()) <= FILE_LINES or source.path in LONGER_FILES


@every_source
def test_functions_are_short(source: Source) -> None:
    long = {f"{source.path} {f.name}": lines for f in functions(source) if (lines := length(f)) > FUNCTION_LINES}
    assert set(long) <= set(LONGER_FUNCTIONS), long


def length(function: ast.FunctionDef) -> int:
    """Lines of a function's body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_exceptions_are_still_needed() -> None:
    found = {f"{s.path} {f.name}" for s in sources() for f in functions(s) if length(f) > FUNCTION_LINES}
    assert found == set(LONGER_FUNCTIONS)
    assert {s.path for s in sources() if len(s.text.splitlines()) > FILE_LINES} == set(LONGER_FILES)


def test_no_file_is_named_for_nothing() -> None:
    names = [path for folder in ("aidkit", "tests") for path in (ROOT / folder).rglob("*.py")]
    assert not [path for path in names if path.stem.removeprefix("test_").removeprefix("_") in EMPTY_NAMES]
    assert not [path for path in names if path.parent.name in EMPTY_NAMES]


def test_no_two_test_files_share_a_name() -> None:
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, times in names.items() if times > 1] == []  # pytest would collect only one of them
