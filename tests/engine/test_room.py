"""Room for columns: side by side, lent while anybody looks at one of them, and taken again afterwards."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

import aidkit
from aidkit.engine import room
from aidkit.policy import Policy
from aidkit.population import Population

LENGTHS = {"is_dibao": 3, "dibao_benefit": 3, "coverage": 5}
KINDS = {"is_dibao": np.dtype(bool), "dibao_benefit": np.dtype("float64"), "coverage": np.dtype("int8")}


@pytest.fixture(autouse=True)
def nothing_spare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_spare", [])


def address(array: np.ndarray) -> int:
    return array.ctypes.data


def test_columns_lie_apart_each_on_a_line_of_its_own() -> None:
    made = room.columns(LENGTHS, KINDS)
    assert {name: (array.dtype, len(array)) for name, array in made.items()} == {
        name: (KINDS[name], LENGTHS[name]) for name in LENGTHS
    }
    ends = [(address(array), address(array) + array.nbytes) for array in made.values()]
    assert all(start % room.LINE == 0 for start, _ in ends)
    assert all(before[1] <= after[0] for before, after in pairwise(ends))


def test_memory_is_taken_again_once_the_last_column_is_gone() -> None:
    made = room.columns(LENGTHS, KINDS)
    first, kept = address(made["is_dibao"]), made["coverage"][1:]
    del made
    assert room._spare == []  # one column is still looked at
    other = room.columns(LENGTHS, KINDS)
    assert address(other["is_dibao"]) != first
    kept[:] = 7
    other["coverage"][:] = 1
    assert kept.tolist() == [7, 7, 7, 7]
    del kept
    assert len(room._spare) == 1
    assert address(room.columns(LENGTHS, KINDS)["is_dibao"]) == first


def test_a_piece_far_too_large_or_too_small_is_not_taken() -> None:
    room._spare[:] = [np.empty(100_000, np.uint8)]
    room.columns(LENGTHS, KINDS)
    room._spare[:] = [np.empty(10, np.uint8)]
    made = room.columns(LENGTHS, KINDS)
    made["dibao_benefit"][:] = 1.0
    assert made["dibao_benefit"].tolist() == [1.0, 1.0, 1.0]


def test_a_huge_piece_goes_back_to_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "KEPT", 10)
    made = room.columns(LENGTHS, KINDS)
    del made
    assert room._spare == []


def test_an_older_result_stays_what_it_was(three_families: Population, base_policy: Policy) -> None:
    first = aidkit.simulate(three_families, base_policy)
    before = first.values("dibao_benefit").tolist()
    for standard in (500.0, 900.0, 1_200.0):
        aidkit.simulate(three_families, base_policy.reform({"dibao.standard.urban": standard}))
    assert first.values("dibao_benefit").tolist() == before
