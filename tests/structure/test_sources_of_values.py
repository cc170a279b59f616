"""Every rule and every value says which clause, notice or assumption it comes from, and the clause exists."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import aidkit
from aidkit.parameter_files import ParameterFile, national_file, parameter_file
from aidkit.parameters import BY_ARGUMENT, BY_PATH
from aidkit.rules import MODULES, all_nodes, nodes_of
from aidkit.rules.definition import Aggregate, Rule

CLAUSES = set((Path(__file__).parent / "clauses.txt").read_text(encoding="utf-8").split())
DOCUMENTS = {
    "JJ": "jinjiang-2021", "HZ": "hanzhong-2021", "HS": "huangshi-2018", "QH": "qionghai-2022", "XZ": "town-2020",
}  # fmt: skip
CHINESE = re.compile(r"[\u4e00-\u9fff]")
FILES = [national_file(), *(parameter_file(place) for place in aidkit.places())]

every_rule = pytest.mark.parametrize(
    "rule",
    [node for variants in all_nodes().values() for node in variants if isinstance(node, Rule)],
    ids=lambda rule: rule.name,
)
every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.place.id)


def test_the_list_of_clauses_is_whole() -> None:
    assert Counter(clause.split("-")[0] for clause in CLAUSES) == {"JJ": 23, "HZ": 20, "HS": 10, "QH": 14, "XZ": 8}


@every_rule
def test_a_rule_has_unit_titles_and_clauses_that_exist(rule: Rule) -> None:
    assert rule.unit
    assert CHINESE.search(rule.zh)
    assert rule.en
    assert not CHINESE.search(rule.en)
    assert rule.clauses
    assert set(rule.clauses) <= CLAUSES


def test_an_aggregate_that_is_a_column_has_unit_titles_and_clauses_too() -> None:
    for name, (node, *_) in all_nodes().items():
        if isinstance(node, Aggregate) and not node.step:
            assert node.unit
            assert CHINESE.search(node.zh)
            assert node.en
            assert node.clauses
            assert set(node.clauses) <= CLAUSES, name


def test_every_parameter_is_read_by_a_rule() -> None:
    read = {argument for variants in all_nodes().values() for node in variants for argument in node.arguments}
    assert [spec.path for argument, spec in BY_ARGUMENT.items() if argument not in read] == []


def test_every_rule_leads_to_a_column() -> None:
    nodes = {name: variants[0] for name, variants in all_nodes().items()}
    read = {argument for node in nodes.values() for argument in node.arguments}
    assert [name for name, node in nodes.items() if node.step and name not in read] == []


def test_no_name_stands_in_two_files_of_rules() -> None:
    names = Counter(name for module in MODULES for name in nodes_of(module))
    assert [name for name, times in names.items() if times > 1] == []


@every_file
def test_every_value_has_status_and_source(file: ParameterFile) -> None:
    for path, entries in file.entries.items():
        for entry in entries:
            where = f"{file.place.id}, {path}, {entry.since}"
            assert entry.source.strip(), where
            if entry.status == "seed":
                document, clause = entry.source.split(" ", 1)
                assert clause in CLAUSES, where
                assert document == DOCUMENTS[clause.split("-")[0]], where
            elif entry.status == "published":
                assert entry.address.startswith(("http://", "https://")), where
            else:
                assert entry.status == "assumed", where
                is_number = BY_PATH[path].kind == "number" and entry.value is not None
                assert (entry.low is not None) == (entry.high is not None) == is_number, where


def test_every_path_has_a_value_everywhere() -> None:
    nation, *places = FILES
    for file in places:
        assert set(BY_PATH) == set(nation.entries) | set(file.entries), file.place.id
