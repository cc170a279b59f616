"""Totals without columns: the same whole numbers that the columns add up to, whatever the parts and the threads."""

from __future__ import annotations

import numpy as np
import pytest

import aidkit
from aidkit.engine import kernel, whole_numbers
from aidkit.engine.run import graph_of, run_passes
from aidkit.engine.totals import Sums, total_passes
from aidkit.errors import RuleError
from aidkit.layout import BLOCK
from aidkit.measures.money import SAME_FEN, exact_fen, to_fen
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.scale.distribution import edges
from tests.oracle.population_generator import random_population

FEW = ("family_size", "countable_income", "self_care_level", "dibao_standard", "income_before")
WEIGHTS = {"one each": (1.0, 0.0), "whole": (3.0, 1.0), "broken": (1.37, 0.01)}


@pytest.fixture(scope="module")
def policy() -> Policy:
    return aidkit.load_policy("jinjiang")


@pytest.fixture(scope="module")
def population() -> Population:
    return Population(*random_population(3_000, 5))


def weights_of(population: Population, kind: str) -> np.ndarray:
    first, step = WEIGHTS[kind]
    return first + step * (np.arange(len(population.households)) % 7)


def added(population: Population, policies: list[Policy], weight: np.ndarray, **settings: object) -> Sums:
    plan = graph_of(policies[0]).plan(FEW)
    return total_passes(population.layout, weight, {"": plan}, {"": policies}, **settings)  # type: ignore[arg-type]


def assert_equal_columns(sums: Sums, population: Population, policy: Policy, weight: np.ndarray) -> None:
    layout = population.layout
    plan = graph_of(policy).plan({slot.output for slot in sums.slots})
    columns = run_passes(layout, {"": plan}, {"": policy})
    for number, slot in enumerate(sums.slots):
        values = columns[slot.output] if slot.code is None else columns[slot.output] == slot.code
        each = weight if plan.nodes[slot.output].level == "household" else weight[layout.home]
        expected = exact_fen(values * (slot.units / 100), each)
        assert sums.units(0, 0, number) == expected, slot


@pytest.mark.parametrize("kind", WEIGHTS)
def test_totals_are_what_the_columns_add_up_to(population: Population, policy: Policy, kind: str) -> None:
    weight = weights_of(population, kind)
    assert_equal_columns(added(population, [policy], weight), population, policy, weight)


def test_the_complete_rulebook_adds_up_to_the_fen(monkeypatch: pytest.MonkeyPatch, policy: Policy) -> None:
    monkeypatch.setenv("AIDKIT_NOJIT", "1")  # all columns, as plain Python: nothing to compile
    few = Population(*random_population(150, 6))
    weight, plan = np.ones(len(few.households)), graph_of(policy).plan()
    sums = total_passes(few.layout, weight, {"": plan}, {"": [policy]}, binned=("income_after",))
    for slot in sums.slots:
        if slot.units == whole_numbers.SHARE:  # a share counts in millionths, which exact_fen does not know
            continue
        values = aidkit.simulate(few, policy, [slot.output]).values(slot.output)
        values = values if slot.code is None else values == slot.code
        got = sums.total(slot.output, code=slot.code)
        assert got == exact_fen(values * (slot.units / 100)) / slot.units, slot
    heads = aidkit.simulate(few, policy, ["family_size"]).values("family_size")
    assert sums.people.sum() == heads.sum() * whole_numbers.MEMBERS


@pytest.mark.parametrize(("threads", "block"), [(1, 100), (2, 500), (3, 100_000)])
def test_threads_and_blocks_change_no_digit(population: Population, policy: Policy, threads: int, block: int) -> None:
    weight = weights_of(population, "broken")
    one = added(population, [policy], weight, threads=1)
    other = added(population, [policy], weight, threads=threads, block=block)
    assert (one.numbers == other.numbers).all()


def test_parts_of_a_population_add_up(population: Population, policy: Policy) -> None:
    weight = weights_of(population, "broken")
    inside = np.arange(len(population.households)) % 3 == 0
    parts = []
    for chosen in (inside, ~inside):
        part = Population(population.households[chosen], population.persons[chosen[population.household_of]])
        parts.append(added(part, [policy], weight[chosen][part.layout.household_rows]))
    whole = added(population, [policy], weight[population.layout.household_rows])
    together = parts[0] + parts[1]
    exact = [[sums.units(0, 0, n) for n in range(len(sums.slots))] for sums in (together, whole)]
    assert exact[0] == exact[1]


def test_scenarios_of_one_pass_are_what_each_alone_gives(population: Population, policy: Policy) -> None:
    weight = weights_of(population, "whole")
    several = [policy.reform({"dibao.standard.urban": standard}) for standard in (500, 775, 1_000)]
    outputs = {"binned": ("income_before",)}
    together = added(population, several, weight, **outputs)
    for scenario, one in enumerate(several):
        alone = added(population, [one], weight, **outputs)
        assert (together.numbers[:, scenario] == alone.numbers[:, 0]).all()
        assert (together.people[scenario] == alone.people[0]).all()
        assert (together.amounts[scenario] == alone.amounts[0]).all()


def test_each_place_follows_its_own_parameters_in_one_pass(population: Population, policy: Policy) -> None:
    places = np.array(["a", "b", "c"], object)[np.arange(len(population.households)) % 3]
    spread = Population(population.households.assign(place=places), population.persons)
    policies = {p: [policy.reform({"dibao.standard.urban": s})] for p, s in zip("abc", (500, 600, 700), strict=True)}
    plans = {place: graph_of(policy).plan(FEW) for place in policies}
    sums = total_passes(spread.layout, np.ones(len(places)), plans, policies)
    assert sums.keys == ("a", "b", "c")
    for place in policies:
        rows = places == place
        alone = Population(spread.households[rows], spread.persons[rows[spread.household_of]])
        expected = aidkit.simulate(alone, policies[place][0], ["dibao_standard"]).values("dibao_standard")
        assert sums.total("dibao_standard", place=place) == exact_fen(expected) / 100
    assert sums.total("family_size") == sum(sums.total("family_size", place=place) for place in policies)


@pytest.mark.parametrize("yuan", [0.285, 0.005, 0.004, -0.005, 1e9 + 0.125, 33.335])
def test_amounts_round_as_money_does(yuan: float) -> None:
    assert whole_numbers.whole(yuan, whole_numbers.FEN) == to_fen([yuan])[0]
    assert whole_numbers.HALF == 0.5 - SAME_FEN


@pytest.mark.parametrize(
    ("income", "begin", "end"),
    [(-3.0, -3.02, -2.98), (-0.5, -1, 0), (0.0, 0, 1), (0.99, 0, 1), (1.0, 1, 2), (19_999.5, 19_999, 20_000),
     (20_000.0, 20_000, 20_200), (-2e12, None, None), (2e12, None, None)],
)  # fmt: skip
def test_an_income_lies_in_its_bin(income: float, begin: float | None, end: float | None) -> None:
    place = whole_numbers.bin_of(income)
    assert 0 <= place < whole_numbers.BINS
    if begin is not None and end is not None:
        found = [ends[place] for ends in edges()]
        assert begin <= found[0] <= income <= found[1] <= end


def test_an_amount_that_is_no_number_is_named(monkeypatch: pytest.MonkeyPatch, policy: Policy) -> None:
    monkeypatch.setenv("AIDKIT_NOJIT", "1")
    few = Population(*random_population(50, 6))

    @aidkit.rule("person", unit="yuan/month", zh="除以零", clauses=["JJ-1"])
    def countable_income(wage_income: float) -> float:
        """Divide by nothing."""
        return wage_income * float("nan")

    with pytest.raises(RuleError) as error:
        added(few, [policy.reform(rules=countable_income)], np.ones(50))
    assert str(error.value).startswith("Rule 'countable_income' gives no finite number for at least ")


def test_an_amount_too_large_for_fen_is_refused(monkeypatch: pytest.MonkeyPatch, policy: Policy) -> None:
    monkeypatch.setenv("AIDKIT_NOJIT", "1")
    few = Population(*random_population(50, 6))

    @aidkit.rule("person", unit="yuan/month", zh="过大", clauses=["JJ-1"])
    def countable_income(wage_income: float) -> float:
        """Give more than there is."""
        return wage_income + 1e14

    with pytest.raises(RuleError) as error:
        added(few, [policy.reform(rules=countable_income)], np.ones(50))
    largest = 1e14 + float(few.persons["wage_income"].max())
    assert str(error.value) == (
        f"Rule 'countable_income' gives amounts up to {largest:,.0f}, too large to be added up in single fen.\n"
        "Ask for columns (simulate) instead, or test the rule for what it should give."
    )


def test_a_block_of_the_largest_amounts_adds_up() -> None:
    for add, more in ((whole_numbers.add_up, ()), (whole_numbers.add_up_weighted, (np.ones(BLOCK), 0))):
        into = np.zeros(3, np.int64)
        assert not add(np.full(BLOCK, whole_numbers.LARGEST), BLOCK, *more, into)
        assert (int(into[1]) << 32) + int(into[0]) == BLOCK * int(whole_numbers.LARGEST)
        assert add(np.full(1, 1.01 * whole_numbers.LARGEST), 1, *more, into)


def test_other_values_and_other_numbers_of_scenarios_compile_nothing(population: Population, policy: Policy) -> None:
    weight = np.ones(len(population.households))
    several = [policy.reform({"dibao.standard.urban": standard}) for standard in (500, 600)]
    added(population, several, weight)
    added(population, [policy], weight)
    before = len(kernel._PASSES), [len(getattr(p, "signatures", ())) for p in kernel._PASSES.values()]
    added(population, [policy.reform({"dibao.standard.urban": s}) for s in (700, 800, 900)], weight)
    added(population, [policy.reform({"dibao.standard.urban": 950})], weight)
    assert (len(kernel._PASSES), [len(getattr(p, "signatures", ())) for p in kernel._PASSES.values()]) == before


def test_a_column_is_written_in_the_pass_that_adds_up(population: Population, policy: Policy) -> None:
    weight = np.ones(len(population.households))
    written = {"countable_income": np.empty(len(population.persons))}
    sums = added(population, [policy], weight, columns=written)
    expected = run_passes(population.layout, {"": graph_of(policy).plan(FEW)}, {"": policy})
    np.testing.assert_array_equal(written["countable_income"], expected["countable_income"])
    assert {slot.output for slot in sums.slots} == set(FEW) - {"countable_income"}
