"""From clause to number: what stands in the tables is what the policy and the rules hold."""

from __future__ import annotations

import pytest

import aidkit
from aidkit.errors import RuleError
from aidkit.report import questions
from aidkit.rules.edge import is_edge


def test_a_rule_is_shown_as_it_is_written():
    found = questions.rules.source_of(is_edge, "en")
    assert found.heading.startswith("is_edge — Edge family: not dibao")
    assert found.heading.endswith("[yes/no; JJ-2.3.2, HZ-1.5]")
    assert found.code.startswith("@rule(")
    assert "<pre><code>" in found._repr_html_()
    assert repr(found) == str(found)  # nothing of memory in it
    with pytest.raises(RuleError):
        questions.rules.source_of(len)


def test_it_reads_the_values_it_names():
    assert questions.rules.read_by(is_edge) == ["edge.multiple", "edge.inclusive"]


@pytest.mark.parametrize(("place", "on_edge", "word"), [("jinjiang", "edge", "within"), ("hanzhong", "none", "below")])
def test_one_yuan_decides(place, on_edge, word):
    policy = aidkit.load_policy(place)
    table = questions.rules.on_the_line(policy, "en")
    named = {"edge": "Low-income (edge)", "none": "none"}
    schemes = table.frame["en"].tolist()
    assert schemes == ["Dibao", "Low-income (edge)", "Low-income (edge)", "Low-income (edge)", named[on_edge], "none"]
    assert table.frame["cash"].tolist() == pytest.approx([1.0, 0, 0, 0, 0, 0])
    assert str(questions.rules.line_reading(table, policy)).endswith(f"because here the rule says {word}.")


def test_the_one_yuan_over_is_explained(policy):
    assert "edge_test_income 1,551.00 is 1.00 above line 1,550.00" in str(questions.rules.one_yuan_over(policy))


def test_all_rules_stand_in_one_table(policy):
    frame = questions.rules.all_rules(policy).frame
    result = aidkit.simulate(aidkit.synthesize("jinjiang", 20, 1), policy)
    assert set(frame["name"]) == set(result.outputs)
    assert (frame["clauses"] != "").all()


def test_statuses_count_every_value_once(policy):
    table = questions.status.by_programme(policy)
    status = policy.provenance()["status"].value_counts()
    assert {kind: int(table[kind].sum()) for kind in questions.status.KINDS} == status.to_dict()
    assert not set(table["en"]) & set(policy.provenance()["path"])  # every programme has a name
    assert f"{status['assumed']} of {len(policy.entries)} values" in questions.status.status_finding(table).en


def test_two_dates_differ_in_the_grades_of_disability():
    before, after = (aidkit.load_policy("hanzhong", day) for day in ("2021-06-30", "2021-07-01"))
    table = questions.status.between(before, after, "en")
    assert table.frame["path"].tolist() == ["severe.single_entry", "severe.labour"]
    assert table.frame["before"].tolist()[0] == "any 2"
    assert table.heads[2].label.en == "Until 2021-06-30"


@pytest.fixture(scope="module")
def compared(people, policy, result):
    after = aidkit.simulate(people, policy.scale({"dibao.standard": 1.15}))
    return aidkit.compare(result, after, groups=["area"], replicates=5), after


def test_movers_are_those_whose_scheme_differs(compared, result, people):
    found, after = compared
    moving = questions.status.moves(found)
    changed = result.values("entitled_scheme") != after.values("entitled_scheme")
    assert moving["persons"].sum() == pytest.approx(people.weight[people.household_of][changed].sum())
    steps = {(row.before.en, row.after.en): row.step for row in moving.itertuples()}
    assert steps["none", "Low-income (edge)"] == 1
    assert steps.get(("Single-person dibao", "Dibao"), 0) == 0
    assert f"{int(changed.sum())} records" in str(questions.status.change_reading(result, after, found, "en"))


def test_nobody_who_moves_is_said(result):
    same = aidkit.compare(result, result, groups=["area"], replicates=5)
    assert questions.status.moves(same).empty
    assert str(questions.status.largest_move(questions.status.moves(same), "en")) == "Nobody's scheme changes."
    assert str(questions.status.change_reading(result, result, same, "zh")) == "这一天变动的值没有改变任何人的类别。"
