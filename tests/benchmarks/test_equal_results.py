"""Before anything is timed, engines must give equal results: those that aidkit itself depends on, on few families."""

import time

import pytest

from tests.benchmarks import rulebook_peers, side_by_side
from tests.benchmarks.lite_data import Data, generate
from tests.benchmarks.lite_rules import Lite
from tests.benchmarks.side_by_side import contenders, own_works

HERE = {"pandas_frames": "pandas, groupby", "duckdb_query": "DuckDB, SQL"}


def test_dibao_lite_is_equal_in_every_engine_installed(tmp_path):
    generate(3_000).save(tmp_path / "data.npz")
    data = Data.load(tmp_path / "data.npz")
    found = [one.name for one in contenders(data, Lite(data, threads=1))]
    assert found[:3] == [side_by_side.FLOOR, side_by_side.AIDKIT, "aidkit, totals only"]
    assert {"numpy, rule by rule", "pandas, groupby", "DuckDB, SQL"} <= set(found)


def test_an_engine_that_is_one_person_off_is_refused():
    data = generate(3_000)
    own = Lite(data, threads=1).outcome()
    with pytest.raises(AssertionError, match="off by one"):
        side_by_side.check_equal("off by one", own._replace(eligible=own.eligible + 1), own, 0)


def test_copies_side_by_side_cost_as_many_times_one():
    lite = Lite(generate(40_000), threads=1)
    one, three = lite.repeated(1), lite.repeated(3)
    assert three().total("lite_benefit") == pytest.approx(3 * one().total("lite_benefit"))
    assert len(three.share) == 3 * len(one.share)
    assert [work.name for work in own_works(three)][1] == side_by_side.AIDKIT


def test_the_complete_rulebook_is_equal_in_every_engine_installed():
    persons, found = rulebook_peers.contenders(400, "hanzhong", 1, list(HERE))
    assert persons > 400
    assert [one.name for one in found[3:]] == list(HERE.values())


def test_runs_take_turns_and_what_is_slow_is_timed_twice(monkeypatch):
    monkeypatch.setattr(side_by_side, "PATIENCE", 0.02)
    order: list[str] = []
    works = [
        side_by_side.Contender("quick", "", lambda: order.append("q")),
        side_by_side.Contender("slow", "", lambda: (order.append("s"), time.sleep(0.03))),
    ]
    seconds, _ = side_by_side.interleaved(works, runs=3)
    assert sorted(order) == ["q"] * 4 + ["s"] * 3  # a warm-up each, which may compile
    assert set(order[:2]) == set(order[2:4]) == {"q", "s"}
    assert seconds[0] < 0.02 < seconds[1]
