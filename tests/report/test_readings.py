"""Sentences read the tables they stand under, in both languages, and data cannot turn into markup."""

import aidkit
from aidkit.report import readings, tables
from aidkit.report.text import Text


def test_coverage_says_shares_of_those_due_and_of_those_registered(hand_made):
    assert str(readings.coverage(tables.coverage(hand_made(), "en"))) == (
        "Of 6 persons due cash, 100.0% are missed; of 5 registered, 100.0% are covered wrongly. "
        "Most are missed by Dibao: 6 persons."
    )


def test_towns_says_where_most_are_missed(hand_made):
    assert str(readings.towns(tables.coverage_by_town(hand_made(), "zh"))) == (
        "漏保最多的是甲，6 人，漏救 0 户；全部乡镇（街道）漏保 6 人，漏救 3 户。"
    )


def test_cost_says_the_total_and_the_largest_part(hand_made):
    assert str(readings.cost(tables.cost(hand_made(weight=10.0), "en"))) == (
        "All that is due comes to 604,500 yuan a year, 92.3% of it for Dibao; a family helped receives 6,717 yuan on average."
    )


def test_entitled_says_how_many_are_entitled_to_any(hand_made):
    assert str(readings.entitled(tables.entitled(hand_made(), "en"))) == (
        "Most people are entitled to Dibao: 6 persons. All schemes together: 12 persons, 60.0% of everybody."
    )


def test_limits_say_what_is_invented_and_assumed(hand_made):
    made = hand_made()
    assert "assumed" in str(readings.limits(made.population, made.policy, "en"))
    assert "invented" not in str(readings.limits(made.population, made.policy, "en"))


def test_the_command_makes_the_same_report_again():
    policy = aidkit.load_policy("jinjiang", "2021-08-24").reform({"edge.multiple": 1.5}, name="lower edge")
    assert str(readings.command(policy, "my data", {"edge.multiple": 1.5})) == (
        "aidkit report jinjiang --date 2021-08-24 --set edge.multiple=1.5 --name 'lower edge' --population 'my data'"
    )
    fewer = readings.command(aidkit.load_policy("jinjiang"), "synthetic", {}, households=500, seed=2021)
    assert str(fewer) == "aidkit report jinjiang --date 2021-08-24 --param households=500"
    staffed = readings.command(aidkit.load_policy("jinjiang"), "synthetic", {}, staff="our staff.csv", seed=2021)
    assert str(staffed) == "aidkit report jinjiang --date 2021-08-24 --param 'staff=our staff.csv'"
    assert (
        str(readings.command(aidkit.load_policy("jinjiang"), "synthetic", {}, staff=""))
        == "aidkit report jinjiang --date 2021-08-24"
    )


def test_markup_in_a_town_is_shown_as_it_is():
    text = readings.Reading(Text("镇 <b>*一*</b>", "town"), "zh")
    assert text._repr_markdown_() == "镇 &lt;b&gt;\\*一\\*&lt;/b&gt;"
    assert str(text) == "镇 <b>*一*</b>"
