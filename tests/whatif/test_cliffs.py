"""Cliffs: exact against a scan of every yuan, and worked by hand for two families a clerk can check."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import aidkit
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.whatif.cliffs import Cliffs, cliffs
from tests.oracle.population_generator import random_population

SCANNED = 200  # families
HIGHEST = 5_000  # yuan a month, scanned one by one
AT_ONCE = 20  # families in one run of the scan
CLOSE = 1e-6  # yuan: the tolerance of a line, the only freedom the rules leave
BESIDE = 1e-3  # yuan on either side of a notch
NET = ["income_before", "family_size", "monthly_cash", "temporary_relief", "medical_relief"]


@pytest.fixture(scope="module")
def families() -> Population:
    """Families of the oracle's generator, poor enough that many turns lie on their lines."""
    households, persons = random_population(420, seed=11)
    modest = {"financial_assets": households["financial_assets"] / 8, "vehicles": 0, "business_capital": 0.0}
    return Population(households=households.assign(**modest), persons=persons, source="invented for the test")


@pytest.fixture(scope="module")
def found(three_families: Population, base_policy: Policy) -> Cliffs:
    return cliffs(three_families, base_policy)


def test_a_couple_loses_four_fifths_then_all_of_what_it_earns(found: Cliffs) -> None:
    # unit 3, standard 775: the gap is 2,325 - wage + work cost; the work cost is a fifth of the wage up to 400
    assert rows(found.kinks, "couple", "at", "rate_before", "rate_after", "rule") == [
        (2_000.0, 0.8, 1.0, "work_cost"),  # 400 / 0.2
        (2_725.0, 1.0, 0.0, "is_dibao"),  # 2,325 + 400
    ]
    assert rows(found.notches, "couple", "at") == []
    family = found.families.set_index("household_id").loc["couple"]
    assert (family["person_id"], family["earnings"], family["net"]) == ("husband", 2_000, 2_725)  # 2,000 + 725
    assert family["net_without_work"] == 2_325
    assert family["participation_rate"] == pytest.approx(0.8)  # (2,725 - 2,325) / 2,000 is kept
    assert family["marginal_rate"] == pytest.approx(1.0)  # of the next yuan, the cap being reached
    assert (family["notches"], family["largest_loss"], family["assisted"]) == (0, 0, True)


def test_a_family_gains_and_loses_the_single_entrant(found: Cliffs) -> None:
    # dibao ends at 0.8 wage = 1,550; the mother then enters alone until wage - 400 - 750 of illness = 3,100
    assert rows(found.notches, "illness", "at", "change", "scheme", "dibao_single", "rule") == [
        (1_937.5, 775.0, "dibao_single", 775.0, "is_dibao"),
        (4_250.0, -775.0, "dibao_single", -775.0, "is_edge"),
    ]
    assert rows(found.notches, "illness", "recovered_at") == [(1_937.5,), (5_025.0,)]  # 4,250 + 775
    family = found.families.set_index("household_id").loc["illness"]
    assert (family["earnings"], family["net"], family["marginal_rate"]) == (4_000, 4_775, 0)
    assert family["participation_rate"] == pytest.approx(775 / 4_000)  # 1,550 without work, 775 with
    assert family[["nearest_notch", "distance"]].tolist() == pytest.approx([4_250, 250], abs=1e-5)
    assert (family["change_there"], family["scheme_there"]) == (-775, "dibao_single")


def test_families_near_a_notch_are_counted_by_scheme(found: Cliffs) -> None:
    near = found.near(250.01)
    assert near.loc[("loss", "dibao_single"), ["families", "before_it", "beyond_it"]].tolist() == [1, 1, 0]
    assert near.loc[("loss", "dibao_single"), "mean_change_yuan"] == -775
    assert near.loc[("gain", "any"), "families"] == 0
    assert found.near(249.9)["families"].sum() == 0


def test_a_family_without_an_earner_is_listed_as_such(found: Cliffs) -> None:
    assert found.without == ("alone",)
    assert list(found.families["household_id"]) == ["couple", "illness"]


def test_pieces_join_up_and_hold_each_programme(found: Cliffs) -> None:
    pieces = found.pieces[found.pieces["household_id"] == "illness"]
    assert pieces["start"].iloc[1:].tolist() == pieces["end"].iloc[:-1].tolist()
    assert pieces["marginal_rate"].tolist() == pytest.approx([0.8, 0.0, 0.0])
    assert pieces[["own_income", "dibao", "dibao_single"]].to_numpy() == pytest.approx(
        np.array([[0, 1_550, 0], [1_937.5, 0, 775], [4_250, 0, 0]]), abs=1e-5
    )


def test_named_persons_take_the_place_of_main_earners(three_families: Population, base_policy: Policy) -> None:
    found = cliffs(three_families, base_policy, persons=["mother"])
    assert list(found.families["person_id"]) == ["mother"]
    assert found.without == ("couple", "alone")
    # the father's 48,000 count 43,200; 750 a month of illness: the unit's limit is 46,200 a year, over by her first wage
    assert rows(found.notches, "illness", "at", "change") == [(312.5, -775.0)]  # 0.8 x 12 x 312.5 = 3,000


def test_up_to_leaves_out_what_lies_beyond(three_families: Population, base_policy: Policy) -> None:
    found = cliffs(three_families, base_policy, up_to=2_500)
    assert rows(found.notches, "illness", "at") == [(1_937.5,)]
    assert found.pieces["end"].max() == 2_500
    assert found.families.set_index("household_id").loc["illness", "net"] == 4_775


def test_relief_of_a_year_counts_a_twelfth_a_month(three_families: Population, base_policy: Policy) -> None:
    plain, relief = (cliffs(three_families, base_policy, relief=with_relief) for with_relief in (False, True))
    result = aidkit.simulate(three_families, base_policy, ["temporary_relief", "medical_relief"])
    yearly = result.households.loc["illness", "temporary_relief"] + result.persons.loc["mother", "medical_relief"]
    assert yearly > 0
    both = [c.families.set_index("household_id").loc["illness", "net"] for c in (plain, relief)]
    assert both[1] - both[0] == pytest.approx(yearly / 12)


def test_order_of_rows_and_company_change_nothing(families: Population) -> None:
    policy = aidkit.load_policy("jinjiang")
    among = cliffs(families, policy)
    shuffled = Population(
        households=families.households.sample(frac=1, random_state=1),
        persons=families.persons.sample(frac=1, random_state=2),
    )
    order = cliffs(shuffled, policy)
    for name in ("families", "notches", "kinks"):
        first, second = (getattr(c, name).set_index("household_id").sort_index(kind="stable") for c in (among, order))
        pd.testing.assert_frame_equal(first, second, check_exact=True)
    one = among.notches["household_id"].iloc[0]
    alone = cliffs(
        Population(
            households=families.households.loc[[one]],
            persons=families.persons[families.persons["household_id"] == one],
        ),
        policy,
    )
    expected = among.notches[among.notches["household_id"] == one]
    pd.testing.assert_frame_equal(alone.notches, expected, check_exact=True)


def test_the_highest_wage_makes_the_main_earner_else_the_first_able() -> None:
    households = pd.DataFrame({"household_id": ["waged", "able", "old"], "area": "rural"})
    persons = pd.DataFrame(
        [
            ("a", "waged", 40, 5_000.0, 0, "none", "none"),
            ("b", "waged", 30, 9_000.0, 1, "visual", "none"),  # severely disabled, and yet at work
            ("c", "waged", 60, 90_000.0, 0, "none", "none"),  # past working age
            ("d", "waged", 35, 99_000.0, 0, "none", "prison"),  # not counted
            ("e", "able", 45, 0.0, 1, "visual", "none"),  # without labour capacity
            ("f", "able", 44, 0.0, 0, "none", "none"),
            ("g", "able", 43, 0.0, 0, "none", "none"),
            ("h", "old", 75, 0.0, 0, "none", "none"),
        ],
        columns=["person_id", "household_id", "age", "wage_income", "disability_grade", "disability_kind", "absence"],
    )
    found = cliffs(Population(households=households, persons=persons), aidkit.load_policy("jinjiang"))
    assert dict(zip(found.families["household_id"], found.families["person_id"], strict=True)) == {
        "waged": "b",
        "able": "f",
    }
    assert found.without == ("old",)


def test_a_registered_unemployed_earner_counts_as_employed_along_the_line() -> None:
    households = pd.DataFrame({"household_id": [1], "area": "urban"})
    persons = pd.DataFrame(
        {
            "person_id": [1],
            "household_id": [1],
            "age": [40],
            "registered_unemployed": True,
            "months_without_income": [12],
        }
    )
    population = Population(households=households, persons=persons)
    policy = aidkit.load_policy("jinjiang")
    assert aidkit.simulate(population, policy, ["temporary_relief"]).households["temporary_relief"].sum() > 0
    assert cliffs(population, policy, relief=True).pieces["temporary_relief"].max() == 0


def rows(table: pd.DataFrame, household_id: str, *names: str) -> list[tuple[object, ...]]:
    """Return a family's rows, wages to the fen and rates to a millionth."""
    found = table.loc[table["household_id"] == household_id, list(names)].round({"at": 2, "recovered_at": 2})
    return [tuple(row) for row in found.round(6).itertuples(index=False)]


@pytest.mark.slow
@pytest.mark.parametrize("place", ["jinjiang", "hanzhong"])  # the difference to the standard, and by grades
def test_net_income_and_notches_equal_a_scan_of_every_yuan(families: Population, place: str) -> None:
    policy = aidkit.load_policy(place)
    result = cliffs(families, policy, relief=True)
    followed = result.families["household_id"].to_numpy()[: SCANNED // 2]
    assert len(followed) == SCANNED // 2
    for start in range(0, len(followed), AT_ONCE):
        chosen = followed[start : start + AT_ONCE]
        notches = result.notches[result.notches["household_id"].isin(chosen)]
        beside = [at + side for at in notches["at"] for side in (-BESIDE, BESIDE)]
        wages = np.sort(np.concatenate([np.arange(HIGHEST + 1.0), beside]))
        for household, net in zip(chosen, scan(families, policy, result, chosen, wages), strict=True):
            exact = result.line.net_at(np.full(len(wages), result.household(household)), wages)
            np.testing.assert_allclose(exact, net, rtol=0, atol=CLOSE)
            check_jumps(notches[notches["household_id"] == household], wages, net)


def check_jumps(notches: pd.DataFrame, wages: np.ndarray, net: np.ndarray) -> None:
    """Net income jumps at every notch by its change, and nowhere else."""
    low, high = (np.searchsorted(wages, notches["at"] + side) for side in (-BESIDE, BESIDE))
    np.testing.assert_allclose(net[high] - net[low], notches["change"], rtol=0, atol=2 * BESIDE + CLOSE)
    steps = np.diff(net)
    unexplained = (steps > np.diff(wages) + CLOSE) | (steps < -CLOSE)
    near = np.searchsorted(wages, notches["at"]) - 1
    assert set(np.flatnonzero(unexplained)) <= set(near)


def scan(population: Population, policy: Policy, result: Cliffs, chosen: np.ndarray, wages: np.ndarray) -> np.ndarray:
    """Return (families, wages) net income of families copied once a wage, by the plain pass."""
    homes = population.households.loc[chosen]
    members = population.persons[population.persons["household_id"].isin(chosen)]
    earners = set(result.families.set_index("household_id").loc[chosen, "person_id"])
    copies, number = len(wages), pd.Index(chosen).get_indexer(members["household_id"])
    home = np.tile(number, copies) + np.repeat(np.arange(copies), len(members)) * len(chosen)
    earns = np.tile(members["person_id"].isin(earners), copies)
    persons = members.iloc[np.tile(np.arange(len(members)), copies)]
    persons = persons.assign(
        person_id=np.arange(len(persons)),
        household_id=home,
        wage_income=np.where(earns, 12 * np.repeat(wages, len(members)), persons["wage_income"]),
        employed=earns | persons["employed"],
        registered_unemployed=~earns & persons["registered_unemployed"],
    )
    households = homes.iloc[np.tile(np.arange(len(homes)), copies)]
    households = households.assign(household_id=np.arange(len(households)))
    copied = Population(households=households.reset_index(drop=True), persons=persons.reset_index(drop=True))
    values = aidkit.simulate(copied, policy, NET)
    before, size, cash, relief, medical = (values.values(name) for name in NET)
    medical = np.bincount(copied.household_of, medical, minlength=len(households))
    net = before * size + cash + (relief + medical) / 12
    return net.reshape(copies, len(chosen)).T
