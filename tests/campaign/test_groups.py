"""Who belongs to a group: on each boundary, with what is not known kept apart, with towns that widen a list."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import aidkit
from aidkit.campaign import Campaign, CampaignError, Lists, load_campaign, screen
from aidkit.campaign.groups import conditions
from aidkit.campaign.groups.facts import FACTS
from aidkit.campaign.groups.wiring import GroupRule, group_graph
from aidkit.campaign.plan.vocabulary import CONDITIONS, THRESHOLDS
from aidkit.rules import nodes_of
from aidkit.rules.definition import Rule
from aidkit.schema import Parent, Scheme, Shock
from tests.campaign.probe_people import people
from tests.structure.sources import ROOT

JINJIANG = aidkit.load_policy("jinjiang")
FIRST = date(2020, 1, 1)
CITY = aidkit.read_population(ROOT / "data" / "populations" / "jinjiang")


def inside(population: aidkit.Population, campaign: Any = "jinjiang-2021", lists: Lists | None = None) -> dict[str, list[str]]:  # fmt: skip
    """Return by group who belongs to it, groups without anybody left out."""
    rows = screen(population, JINJIANG, campaign, lists).persons
    return {str(group): list(part["person_id"]) for group, part in rows.groupby("group", sort=False)}


def open_to(population: aidkit.Population, lists: Lists | None = None) -> dict[str, set[str]]:
    """Return by group of whom it is not known whether they belong."""
    rows = screen(population, JINJIANG, "jinjiang-2021", lists).not_known_persons
    return {str(group): set(part["person_id"]) for group, part in rows.groupby("group")}


@pytest.mark.parametrize(
    ("condition", "arguments", "expected"),
    [
        ("pays_much_for_care", {"own_payment": 40_000.0, "payment_over": 40_000.0}, False),
        ("pays_much_for_care", {"own_payment": 40_000.01, "payment_over": 40_000.0}, True),
        ("uncovered_who_pays_for_care", {"current_scheme": Scheme.EDGE, "own_payment": 42_000.0, "payment_from": 42_000.0}, True),
        ("uncovered_who_pays_for_care", {"current_scheme": Scheme.NONE, "own_payment": 41_999.99, "payment_from": 42_000.0}, False),
        ("uncovered_who_pays_for_care", {"current_scheme": Scheme.TEKUN, "own_payment": 90_000.0, "payment_from": 42_000.0}, False),
        ("dibao_who_pays_for_care", {"current_scheme": Scheme.DIBAO_SINGLE, "own_payment": 10_000.0, "payment_from": 10_000.0}, True),
        ("dibao_who_pays_for_care", {"current_scheme": Scheme.EDGE, "own_payment": 10_000.0, "payment_from": 10_000.0}, False),
        ("tekun_who_pays_for_care", {"current_scheme": Scheme.TEKUN, "own_payment": 0.01}, True),
        ("tekun_who_pays_for_care", {"current_scheme": Scheme.TEKUN, "own_payment": 0.0}, False),
        ("newly_disabled", {"disability_kind": 3, "certified_day": 18_262.0, "certified_from": 18_262.0}, True),
        ("newly_disabled", {"disability_kind": 0, "certified_day": 18_300.0, "certified_from": 18_262.0}, False),
        ("petitioned", {"petitioned_day": 18_262.0, "petitioned_from": 18_262.0}, True),
        ("petitioned", {"petitioned_day": 18_261.0, "petitioned_from": 18_262.0}, False),
        ("hit_by_epidemic_or_disaster", {"emergency": Shock.EPIDEMIC}, True),
        ("hit_by_epidemic_or_disaster", {"emergency": Shock.FIRE}, False),
        ("tekun_at_home", {"current_scheme": Scheme.TEKUN, "lives_in_institution": True}, False),
        ("covered_as_single_person", {"current_scheme": Scheme.DIBAO}, False),
        ("severely_disabled_or_ill", {"severe_for_single_entry": False, "serious_illness": True}, True),
    ],
)  # fmt: skip
def test_a_condition_on_its_boundary(condition: str, arguments: dict[str, Any], expected: bool) -> None:
    assert getattr(conditions, condition)(**arguments) is expected


@pytest.mark.parametrize("scheme", [Scheme.DIBAO, Scheme.DIBAO_SINGLE, Scheme.TEKUN, Scheme.NONE, Scheme.ORPHAN])
def test_the_newly_disabled_on_dibao_or_tekun_are_left_out(scheme: Scheme) -> None:
    day = float((FIRST - date(1970, 1, 1)).days)
    assert conditions.newly_severely_disabled(True, scheme, day, day) is (scheme in (Scheme.NONE, Scheme.ORPHAN))
    assert not conditions.newly_severely_disabled(True, scheme, day - 1, day)


def test_every_condition_asks_only_for_what_can_be_handed_in() -> None:
    graph = group_graph(JINJIANG, load_campaign("jinjiang-2021"))
    rules = [node for node, *_ in nodes_of(conditions).values() if isinstance(node, Rule)]
    for rule in rules:
        for name in rule.arguments:
            assert name in graph.nodes or name in THRESHOLDS or graph.level(name) is not None, (rule.name, name)
        assert rule.zh
        assert rule.clauses
    assert set(CONDITIONS) == {rule.name for rule in rules if not rule.step}
    assert isinstance(graph.nodes["in_g1"], GroupRule)
    assert graph.nodes["in_g1"].arguments == ("own_payment", "limit_g1_payment_over")
    assert set(FACTS) <= set(graph.nodes)


def test_a_child_is_suspected_where_nobody_could_look_after_it() -> None:
    gone = {"father": "dead", "mother": "lost_contact"}
    population = people(
        [{"age": 9, **gone}, {"age": 66}],  # both parents gone, a grandparent there
        [{"age": 9, "father": "dead"}, {"age": 35}],  # one parent gone, the other there
        [{"age": 9}, {"age": 35, "serious_illness": True}],  # the only adult is ill
        [{"age": 17}, {"age": 15}],  # no adult at all
        [{"age": 18, **gone}],  # of age
        [{"age": 9}, {"age": 35, "absence": "prison"}],  # the adult is not counted
    )
    assert inside(population)["G7"] == ["a1", "c1", "d1", "d2", "f1"]


def test_parents_situations_are_those_of_the_rulebook() -> None:
    for situation in set(Parent) - {Parent.PRESENT}:
        assert conditions.suspected_child_without_care(9, 18.0, situation, Parent.DEAD, 2)
    assert not conditions.suspected_child_without_care(9, 18.0, Parent.PRESENT, Parent.DEAD, 2)


def test_a_person_may_be_in_several_groups() -> None:
    population = people([{"petitioner": True, "hotline_caller": True, "medical_self_paid": 50_000}])
    assert inside(population) == {"G1": ["a1"], "G3": ["a1"], "G4": ["a1"]}


def test_what_no_column_and_no_list_says_is_open_never_guessed() -> None:
    population = people([{"current_scheme": "tekun"}, {}])
    assert inside(population) == {}
    assert open_to(population) == {
        **{group: {"a1", "a2"} for group in ("G1", "G3", "G4", "G5", "G6")},
        "G8": {"a1"},
    }


def test_a_card_without_a_day_is_open_and_only_for_the_severely_disabled() -> None:
    severe = {"disability_kind": "visual", "disability_grade": 1}
    population = people(
        [severe, {"disability_kind": "visual", "disability_grade": 4}, {**severe, "current_scheme": "dibao"}]
    )
    assert open_to(population)["G2"] == {"a1"}
    assert "G2" not in inside(population)


def test_lists_go_before_the_register_and_close_what_was_open() -> None:
    population = people([{"medical_self_paid": 50_000, "petitioner": True}, {"medical_self_paid": 50_000}, {}])
    lists = Lists(own_payment={"a1": 39_000.0}, petitioned={"a2": date(2019, 12, 31), "a3": FIRST, "a1": None})
    assert inside(population, lists=lists) == {"G1": ["a2"], "G3": ["a3"]}
    assert open_to(population, lists)["G3"] == {"a1"}  # the list has no day for this one


def test_a_town_widens_its_own_list_only(tmp_path: Path) -> None:
    widened = widen(tmp_path, "其他镇", 30_000)
    at_home = people([{"medical_self_paid": 35_000}])
    assert inside(at_home, widened) == {}
    elsewhere = people([{"medical_self_paid": 35_000}], town="其他镇")
    assert inside(elsewhere, widened) == {"G1": ["a1"]}


def widen(folder: Path, town: str, payment: int) -> Campaign:
    """Return the plan of 2021 with one town's own threshold for group 1."""
    plan = (load_campaign("jinjiang-2021").folder / "plan.yaml").read_text(encoding="utf-8")
    value = f"{{value: {payment}, unit: yuan/year, status: seed, source: {{document: jinjiang-2021, clause: JJ-2.1}}}}"
    own = folder / "jinjiang-2021"
    own.mkdir()
    text = f"{plan}widenings:\n  {town}:\n    G1:\n      payment_over: {value}\n"
    (own / "plan.yaml").write_text(text, encoding="utf-8")
    return load_campaign(own)


def test_whom_a_town_names_is_in_whatever_the_conditions_say() -> None:
    population = people([{"medical_self_paid": 0}, {}])
    rows = screen(population, JINJIANG, "houlong-2022", Lists(named={"T7": frozenset({"a2"})})).persons
    assert list(zip(rows["group"], rows["person_id"], rows["basis"], strict=True)) == [
        ("T7", "a2", "镇村上报 named by town")
    ]


def test_a_list_for_a_group_there_is_not_is_refused() -> None:
    with pytest.raises(CampaignError) as caught:
        screen(people([{}]), JINJIANG, "jinjiang-2021", Lists(named={"G12": frozenset({"a1"})}))
    assert str(caught.value) == "jinjiang-2021 has no group 'G12'.\nDid you mean 'G2'?"


def test_the_groups_of_the_repeat_are_other_groups_of_the_same_rules() -> None:
    population = people(
        [{"current_scheme": "tekun", "medical_self_paid": 1}],
        [{"current_scheme": "dibao", "medical_self_paid": 10_000}],
        [{"medical_self_paid": 42_000}, {"medical_self_paid": 41_999}],
    )
    lists = Lists(monitored=frozenset({"c2"}), petitioned={"c1": date(2021, 1, 1), "a1": date(2020, 12, 31)})
    assert inside(population, "houlong-2022", lists) == {
        "T1": ["a1"], "T2": ["b1"], "T3": ["c1"], "T5": ["c1"], "T6": ["c2"],
    }  # fmt: skip


def test_a_handed_in_value_is_never_computed() -> None:
    graph = group_graph(JINJIANG, load_campaign("jinjiang-2021"))
    with pytest.raises(NotImplementedError):
        graph.nodes["own_payment"].function()  # type: ignore[union-attr]


@settings(max_examples=25, deadline=None)
@given(absent=st.sets(st.sampled_from([fact.column for fact in FACTS.values() if fact.column])))
def test_whatever_is_left_untold_nobody_is_put_in_or_out_wrongly(absent: set[str]) -> None:
    whole = screen(CITY, JINJIANG, "jinjiang-2021").membership
    told = aidkit.Population(
        households=CITY.households.drop(columns=absent, errors="ignore"),
        persons=CITY.persons.drop(columns=absent, errors="ignore"),
    )
    part = screen(told, JINJIANG, "jinjiang-2021").membership
    for group, truth in whole.inside.items():
        inside, waiting = part.inside[group], part.open[group]
        assert not (inside & ~truth).any(), group
        assert not (truth & ~inside & ~waiting).any(), group
        assert not (inside & waiting).any(), group
