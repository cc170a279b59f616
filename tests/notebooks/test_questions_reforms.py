"""Reforms side by side, places side by side: the tables are the comparisons', the sentences theirs."""

from __future__ import annotations

import pytest

import aidkit
from aidkit.errors import PolicyError
from aidkit.report import questions


@pytest.fixture(scope="module")
def ready(result):
    return questions.reforms.run(result, [], 1.5, 10)


def test_all_that_move_are_run_dearest_first(ready, policy):
    costs = [one.cost for one in ready.values()]
    assert costs == sorted(costs, reverse=True)
    assert "edge-line-2.0" not in ready  # as it stands already
    assert {"edge-line-1.5", "single-entry-off", "uplift-100"} <= set(ready)
    assert all(one.policy.changes for one in ready.values())


def test_a_reform_that_changes_nothing_is_refused_where_it_was_asked_for(result):
    with pytest.raises(PolicyError) as error:
        questions.reforms.run(result, ["edge-line-2.0"], 1.5, 5)
    assert str(error.value).startswith("The reform 'edge-line-2.0' changes nothing in jinjiang on 2021-08-24")


def test_a_row_is_its_comparison(ready, people, result):
    table = questions.reforms.side_by_side(ready, people, 1.5, "en")
    row = table.frame.set_index("name").loc["single-entry-off"]
    one = ready["single-entry-off"]
    compared = aidkit.compare(result, aidkit.simulate(people, one.policy), replicates=10, line=1.5 * 775)
    gap = compared.poverty.set_index("measure").loc["fgt1"]
    assert row["cost"] == pytest.approx(compared.cost["difference_yuan_a_year"].iloc[-1] / 10_000)
    assert row["gap"] == f"{100 * gap['difference']:+.3f}"
    assert row["interval"].startswith(f"[{100 * gap['difference_low']:+.3f}".replace("-", "−"))
    assert "1.5 times today's standard" in table.note.en


def test_sentences_name_what_costs_most_and_who_loses(ready):
    dearest, last = next(iter(ready.values())), list(ready.values())[-1]
    assert f"“{dearest.document.title.en}” costs most" in str(questions.reforms.answer(ready, "en"))
    assert last.losing > last.gaining
    assert "times as far" in str(questions.reforms.pairing(ready, "en"))
    only = {"single-entry-off": ready["single-entry-off"]}
    assert str(questions.reforms.answer(only, "en")).startswith("None of 1 reforms costs more than what is in force.")
    assert questions.gainers.gainers_finding(only).en.startswith("Nobody gains; most lose by “No single-person entry”")
    assert str(questions.gainers.winners_reading(only["single-entry-off"], "en")).startswith("No family gains. ")


def test_groups_are_named_and_their_gain_is_the_whole(ready, people):
    one = ready["uplift-100"]
    table = questions.gainers.groups(one, people, "en")
    assert table.frame["label"].tolist()[:3] == ["all", "rural", "urban"]
    assert table.frame["wan"].iloc[1:3].sum() == pytest.approx(table.frame["wan"].iloc[0])
    assert table.frame["label"].nunique() == len(table.frame)


def test_a_reform_that_was_not_run_is_named_with_those_that_were(ready):
    with pytest.raises(PolicyError) as error:
        questions.gainers.one(ready, "uplift-10")
    assert str(error.value) == (
        "'uplift-10' was not run: it is no reform, or changes nothing here.\nDid you mean 'uplift-100'?"
    )


def test_documents_give_every_change_its_reason(ready):
    frame = questions.gainers.documents(ready).frame
    assert set(frame["name"]) == set(ready)
    assert (frame["reason"] != "").all()


@pytest.fixture(scope="module")
def places(people):
    policies = questions.places.policies(["jinjiang", "hanzhong", "yangxin"])
    common = questions.places.on_one_line(policies, 775.0)
    return policies, common, aidkit.across_places(people, policies), aidkit.across_places(people, common)


def test_one_line_leaves_alone_who_has_it(places):
    policies, common, _, _ = places
    assert common["jinjiang"] is policies["jinjiang"]
    assert common["yangxin"]["dibao.standard.rural"] == 775.0


def test_places_stand_dearest_first_with_both_costs(places, people):
    _, _, own, one = places
    table = questions.places.by_place(own, one, people, 775.0, "en")
    assert table.frame["wan"].is_monotonic_decreasing
    same = table.frame.set_index("policy").loc["jinjiang"]
    assert same["wan"] == pytest.approx(same["common"])
    assert table.heads[-1].label.en == "on one line of 775"
    assert questions.places.places_finding(table).en.startswith("For the same families the rules of Jinjiang cost ")
    assert "On one standard of 775 yuan" in str(questions.places.common_reading(table, 775.0))
    assert "of all families" in str(questions.places.spread_reading(own, "en")).lower()
