"""One concept, one word: no name means an input column here, a rule or a parameter there."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from aidkit.engine.reserved import PREFIXED, WORDS
from aidkit.parameters import BY_ARGUMENT, BY_PATH, SPECS
from aidkit.rules import all_nodes
from aidkit.schema import COLUMNS, HOUSEHOLD_COLUMNS, LABELS_ZH, PERSON_COLUMNS, category_names

WORD = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LEVELS = ("household", "person")

every_column = pytest.mark.parametrize(
    "column", [*HOUSEHOLD_COLUMNS, *PERSON_COLUMNS], ids=lambda c: f"{c.level} {c.name}"
)
every_spec = pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.path)


def test_no_name_means_two_things() -> None:
    columns = [name for level in LEVELS for name in COLUMNS[level]]  # type: ignore[index]
    names = Counter([*columns, *all_nodes(), *BY_ARGUMENT])
    assert {name for name, times in names.items() if times > 1} == {"household_id"}


def test_paths_and_arguments_are_one_to_one() -> None:
    assert len(BY_ARGUMENT) == len(BY_PATH) == len(SPECS)


def test_no_path_is_also_a_group() -> None:
    for path in BY_PATH:
        assert not any(other.startswith(f"{path}.") for other in BY_PATH), path


def test_names_are_words_joined_by_lines() -> None:
    names = [*all_nodes(), *(name for level in LEVELS for name in COLUMNS[level])]  # type: ignore[index]
    assert [name for name in names if not WORD.fullmatch(name)] == []
    assert [path for path in BY_PATH if not all(WORD.fullmatch(step) for step in path.split("."))] == []


def test_no_name_is_a_word_of_the_compiled_pass() -> None:
    names = [*all_nodes(), *BY_ARGUMENT, *(name for level in LEVELS for name in COLUMNS[level])]  # type: ignore[index]
    assert not set(names) & WORDS
    assert [name for name in names if PREFIXED.match(name)] == []


def test_conditions_are_named_as_conditions_and_stocks_as_stocks() -> None:
    for name, (node, *_) in all_nodes().items():
        if name.startswith(("is_", "within_", "has_", "any_")):
            assert node.result is bool, name
        if name.endswith("_annual"):
            assert node.unit == "yuan/year", name


@every_column
def test_a_column_says_what_it_is(column) -> None:  # type: ignore[no-untyped-def]
    assert column.en[0].isupper()
    assert not CHINESE.search(column.en)
    assert CHINESE.search(column.zh)
    assert (column.kind in ("amount", "count", "integer", "weight")) == bool(column.unit)
    assert (column.categories is not None) == (column.kind == "category")
    if column.kind == "category" and not column.required:
        assert column.default in column.allowed
    elif column.kind in ("amount", "count", "integer", "weight") and not column.required:
        assert column.lowest <= column.default <= column.high


@every_spec
def test_a_parameter_says_what_it_is(spec) -> None:  # type: ignore[no-untyped-def]
    assert spec.unit
    assert CHINESE.search(spec.zh)
    assert not CHINESE.search(spec.en)
    assert spec.low <= spec.high
    assert spec.allowed


def test_every_category_of_a_result_has_a_chinese_word() -> None:
    results = {
        node.categories for variants in all_nodes().values() for node in variants if node.categories and not node.step
    }
    words = {name for categories in results for name in category_names(categories)}
    assert words <= set(LABELS_ZH)
