"""When something is compiled, when it comes from the cache, and that stale machine code is never served."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import FunctionType
from typing import Any

import numpy as np
import pytest

import aidkit
from aidkit.engine import kernel
from aidkit.engine.compilable import fingerprint
from aidkit.engine.run import graph_of
from aidkit.policy import Policy
from aidkit.population import Population
from tests.conftest import ROOT

OUTPUTS = ["dibao_standard", "within_assets_dibao"]

HEAD = """
import aidkit

LIMIT = {limit}
TABLE = {table}

def over(amount, by=STEP):
    return amount > LIMIT + by

@aidkit.rule("person", unit="yes/no", zh="工资较高", clauses=["HZ-1.1"])
def well_paid(wage_income: float) -> bool:
    \"\"\"Wage over a limit.\"\"\"
    return over(wage_income)
"""


def rule_with(limit: object, step: object = 0) -> FunctionType:
    """A rule as a notebook makes it, that reads a constant through a helper."""
    scope: dict[str, Any] = {"__name__": "cell", "STEP": step}
    exec(HEAD.format(limit=limit, table="[1]"), scope)
    rule: FunctionType = scope["well_paid"]
    return rule


def signatures_compiled() -> int:
    """How many passes this process has machine code for."""
    return sum(len(getattr(block, "signatures", ())) for block in kernel._PASSES.values())


def test_a_threshold_compiles_nothing(three_families: Population, base_policy: Policy) -> None:
    aidkit.simulate(three_families, base_policy, OUTPUTS)
    before = len(kernel._PASSES), signatures_compiled()
    for standard in (500, 775, 900):
        reform = base_policy.reform({"dibao.standard.urban": standard})
        aidkit.simulate(three_families, reform, OUTPUTS)
    other_day = aidkit.load_policy("jinjiang", date="2020-02-01")
    aidkit.simulate(three_families, other_day, OUTPUTS)
    assert (len(kernel._PASSES), signatures_compiled()) == before


def test_the_order_of_outputs_compiles_nothing(three_families: Population, base_policy: Policy) -> None:
    aidkit.simulate(three_families, base_policy, OUTPUTS)
    before = len(kernel._PASSES)
    result = aidkit.simulate(three_families, base_policy, OUTPUTS[::-1])
    assert len(kernel._PASSES) == before
    assert result.outputs == tuple(OUTPUTS)


def test_a_changed_constant_behind_a_helper_changes_the_result(three_families: Population, base_policy: Policy) -> None:
    found = []
    for limit in (20_000, 30_000, 20_000):
        policy = base_policy.reform(rules=rule_with(limit))
        found.append(aidkit.simulate(three_families, policy, ["well_paid"]).values("well_paid").tolist())
    assert found[0] == found[2] != found[1]


@pytest.mark.parametrize("changed", [rule_with(501), rule_with(500.0), rule_with(True), rule_with(500, step=1)])
def test_a_fingerprint_tells_what_a_rule_reads(changed: FunctionType) -> None:
    assert fingerprint("", {"well_paid": rule_with(500)}) != fingerprint("", {"well_paid": changed})


def test_a_fingerprint_does_not_hang_on_what_a_rule_does_not_read() -> None:
    one, other = rule_with(500), rule_with(500)
    other.__globals__["TABLE"] = [2]
    assert fingerprint("", {"well_paid": one}) == fingerprint("", {"well_paid": other})


SECOND_PROCESS = """
import json
import pandas as pd, aidkit
from aidkit.engine import kernel
households = pd.DataFrame({"household_id": ["a", "b"], "area": ["urban", "rural"]})
persons = pd.DataFrame({"person_id": [1, 2], "household_id": ["a", "b"], "age": [30, 72], "wage_income": [6e3, 3e4]})
population = aidkit.Population(households, persons)
policy = aidkit.load_policy("jinjiang", date="2021-08-24")
result = aidkit.simulate(population, policy, ["work_cost", "countable_income"])
stats = [block.stats for block in kernel._PASSES.values() if hasattr(block, "stats")]
print(json.dumps({
    "hits": sum(sum(s.cache_hits.values()) for s in stats),
    "misses": sum(sum(s.cache_misses.values()) for s in stats),
    "income": result.values("countable_income").tolist(),
}))
"""


def in_a_new_process(**environment: str) -> dict[str, Any]:
    run = subprocess.run(
        [sys.executable, "-c", SECOND_PROCESS],
        env={**os.environ, **environment}, cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


def test_a_second_process_compiles_nothing_and_without_the_compiler_all_is_the_same(tmp_path: Path) -> None:
    first, second = (in_a_new_process(AIDKIT_CACHE=str(tmp_path / "cache")) for _ in range(2))
    plain = in_a_new_process(AIDKIT_CACHE=str(tmp_path / "cache"), AIDKIT_NOJIT="1")
    assert (first["hits"], first["misses"]) == (0, 1)
    assert (second["hits"], second["misses"]) == (1, 0)
    assert (plain["hits"], plain["misses"]) == (0, 0)
    assert first["income"] == second["income"] == plain["income"] == [6_000.0, 30_000.0]


def test_a_file_already_written_keeps_its_time(tmp_path: Path) -> None:
    from aidkit.engine.cache import write_once

    path = write_once(tmp_path / "pass.py", "text")
    os.utime(path, (1_000_000, 1_000_000))
    assert write_once(path, "text").stat().st_mtime == 1_000_000
    assert write_once(path, "other").read_text(encoding="utf-8") == "other"
    assert [entry.name for entry in tmp_path.iterdir()] == ["pass.py"]


def test_plain_passes_without_the_compiler(
    three_families: Population, base_policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = aidkit.simulate(three_families, base_policy)
    monkeypatch.setenv("AIDKIT_NOJIT", "1")
    plain = aidkit.simulate(three_families, base_policy)
    assert plain.outputs == compiled.outputs == graph_of(base_policy).columns
    for name in compiled.outputs:
        np.testing.assert_array_equal(plain.values(name), compiled.values(name), err_msg=name)
        assert plain.values(name).dtype == compiled.values(name).dtype
