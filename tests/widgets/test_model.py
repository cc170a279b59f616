"""What the panel says is what the engine says: figures, tables, curve and the reform it hands over."""

from __future__ import annotations

import numpy as np
import pytest

import aidkit
from aidkit.errors import PolicyError, ReportError
from aidkit.summary import summarise
from aidkit.whatif.sweep import sweep
from aidkit.widgets.model import ExploreModel
from aidkit.widgets.tracing import TRACED, sampled
from tests.report.conftest import hand_made_population

MOVES = [("dibao.standard.rural", 480.0), ("edge.multiple", 2.0), ("income.work_cost.rate", 0.35)]
EXACT = 1e-9  # of a total: sums of the same families in another order


@pytest.mark.parametrize(("path", "value"), MOVES)
def test_figures_are_those_of_a_simulation(city, model, path, value):
    policy, population = city
    model.set(path, value)
    after = summarise(aidkit.simulate(population, policy.reform({path: value})))
    for scheme, persons in model.now.persons.items():
        assert persons == pytest.approx(after.schemes.loc[scheme, "persons"], rel=EXACT)
        assert model.now.families[scheme] == pytest.approx(after.schemes.loc[scheme, "households"], rel=EXACT)
    assert model.now.figures["annual_cost"] == pytest.approx(after.totals["annual_support"], rel=EXACT)
    assert model.now.figures["missed_persons"] == pytest.approx(after.coverage.loc["missed", "persons"], rel=EXACT)
    assert model.now.figures["wrong_persons"] == pytest.approx(after.coverage.loc["wrong", "persons"], rel=EXACT)


def test_the_curve_is_exact_whatever_else_is_moved(city, model):
    policy, population = city
    for path, value in MOVES:
        model.set(path, value)
    others = policy.reform(dict(MOVES[1:]))
    points = [300.0, 402.5, 480.0, 611.0]
    runs = sweep(population, others, MOVES[0][0], values=points, measures=TRACED, exact=False)
    read = model.curve(MOVES[0][0]).at(points)
    for figure in TRACED:
        np.testing.assert_allclose(read[figure], runs[figure], rtol=EXACT)
    assert model.curve(MOVES[0][0]) is model.curve(MOVES[0][0])  # its own position plays no part, so it is kept


def test_single_runs_stand_in_for_the_curve_until_it_can_be_traced(model):
    stand_in = sampled(model.counts, model.policy, model.dial, points=5)
    np.testing.assert_allclose(stand_in[list(TRACED)], model.curve().at(stand_in["x"])[list(TRACED)], rtol=EXACT)


def test_one_dial_for_two_standards_moves_both():
    policy = aidkit.load_policy("jinjiang")
    model = ExploreModel(policy, aidkit.synthesize("jinjiang", 400, 1))
    model.set("dibao.standard", 800)
    assert model.changes == {"dibao.standard.urban": 800.0, "dibao.standard.rural": 800.0}
    both = model.curve().at([800.0])["annual_cost"].iloc[0]
    assert both == pytest.approx(model.now.figures["annual_cost"], rel=EXACT)


def test_back_in_force_is_no_change(model):
    model.set("edge.multiple", 2.0)
    model.set("dibao.single_entry.enabled", False)
    assert model.changes == {"edge.multiple": 2.0, "dibao.single_entry.enabled": False}
    model.set("edge.multiple", 1.5)
    assert model.changes == {"dibao.single_entry.enabled": False}
    model.reset()
    assert (model.changes, model.policy) == ({}, model.baseline)


def test_differences_are_of_the_figures_shown(model):
    model.set("dibao.standard.urban", 710)
    table = model.figures().frame
    for row in table.to_dict("records"):
        number = round(row["after"]) - round(row["before"])
        assert row["difference"] == (f"{number:+,}".replace("-", "−") if number else "0")


def test_its_reform_gives_the_same_figures(city, model, tmp_path):
    policy = city[0]
    for path, value in MOVES:
        model.set(path, value)
    file = tmp_path / "what-if-hanzhong.yaml"
    file.write_text(model.yaml(), encoding="utf-8")
    reformed = aidkit.load_reform(file).apply(policy)
    assert reformed == model.policy
    assert model.counts(reformed).figures == model.now.figures
    first = (
        "# Save as what-if-hanzhong.yaml, then: aidkit whatif hanzhong --reform what-if-hanzhong.yaml --date 2021-12-31"
    )
    assert model.yaml().splitlines()[0] == first


def test_there_is_no_reform_before_something_is_moved(model):
    with pytest.raises(PolicyError) as refused:
        model.yaml()
    assert (
        str(refused.value) == "Nothing has been moved, so there is no reform to write.\nMove a slider first, then copy."
    )


@pytest.mark.slow
def test_its_report_is_of_the_same_people_and_changes(model, tmp_path):
    model.set("edge.multiple", 2.0)
    run = model.report(str(tmp_path))
    assert run.folder.joinpath("report.html").is_file()
    assert run.record["parameters"]["overrides"] == {"edge.multiple": 2.0}
    assert (run.record["parameters"]["households"], run.record["parameters"]["seed"]) == (1500, 7)
    cost = next(figure for figure in run.record["key_figures"] if figure["name"] == "annual_cost")
    assert float(cost["shown"].replace(",", "")) == pytest.approx(model.figures().frame["after"].iloc[0], abs=0.5)


def test_a_population_made_in_python_has_no_report(city):
    with pytest.raises(ReportError) as refused:
        ExploreModel(*city, source=None).report()
    assert str(refused.value) == (
        "A report opens its population itself, and this one was made in Python.\n"
        'Save it to a folder and give the folder: aidkit.explore(place, population="my-population").'
    )


def test_few_records_are_hidden_and_give_no_difference():
    whole = hand_made_population()
    homes = whole.households.iloc[3:]  # of six alone and without income three stay
    people = whole.persons[whole.persons["household_id"].isin(homes["household_id"])]
    model = ExploreModel(aidkit.load_policy("jinjiang"), aidkit.Population(homes, people), source=None)
    dibao = model.table().frame.iloc[0]
    assert (dibao["persons_before"], dibao["persons_after"], dibao["persons_difference"]) == ("<5", "<5", "—")
    assert model.table().note.en == "“<5” hides a figure of one to four."
