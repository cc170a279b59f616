"""The clause table: every clause, every named place looked up a second way, nothing done by name only."""

import importlib
import inspect
import re
import shutil
from functools import cache
from pathlib import Path

import pytest
import yaml

from aidkit.campaign import CampaignError, clause_table
from aidkit.campaign.clauses.files import clause_ids
from aidkit.campaign.clauses.places import clause_places
from aidkit.errors import AidkitError
from aidkit.rules import all_nodes, nodes_of
from aidkit.rules.definition import Aggregate

ROOT = Path(__file__).parents[2]
NUMBER = r"(?![0-9A-Za-z.–]*[0-9A-Za-z])"  # what follows a clause's id ends it
DRIVERS = {  # a function that runs what cites the clause: rules, values, deadlines, forms, words
    "aidkit:simulate": {"rule"},
    "aidkit:explain": {"rule"},
    "aidkit.campaign:screen": {"rule", "plan"},
    "aidkit.campaign:load_calendar": {"deadline"},
    "aidkit.campaign:fill_form": {"form"},
    "aidkit.campaign:campaign_tables": {"form"},
    "aidkit.campaign:Ledger": {"word"},
    "aidkit.oversight:monitor": {"rule", "setting"},
    "aidkit.oversight:draw_audit_sample": {"setting"},
    "aidkit.oversight:check_files": {"setting"},
    "aidkit.oversight:simulate_process": {"setting"},
    "aidkit.oversight:staff_towns": {"setting", "rule"},
}
PLACES = clause_places()
TABLE = clause_table("en").set_index("clause")


def test_the_table_holds_every_clause_and_no_other():
    listed = (ROOT / "tests/structure/clauses.txt").read_text(encoding="utf-8").split()
    assert sorted(clause_ids()) == sorted(listed) == sorted(TABLE.index)
    assert {place.clause for place in PLACES} <= set(listed)


def test_nothing_is_left_and_what_is_only_told_says_why():
    assert TABLE.index[TABLE["state"] == "open"].tolist() == []
    assert TABLE.index[TABLE["state"] == "told"].tolist() == ["JJ-4", "HZ-7"]
    assert all(TABLE.loc[TABLE["state"] != "done", "why"])
    assert all(TABLE.loc[TABLE["state"].isin(["done", "partly"]), "where"])


def test_every_place_can_be_looked_up():
    for place in PLACES:
        if ".yaml" in place.address or ".ipynb" in place.address:
            assert_in_file(place)
        else:
            module, _, name = place.address.partition(":")
            assert callable(getattr(importlib.import_module(module), name)) or place.kind == "rule", place


@cache
def content_of(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def assert_in_file(place):
    """Hold a place in a file against the file itself, read without aidkit."""
    file, _, keys = place.address.partition("#")
    path = ROOT / file
    assert path.is_file(), place
    if place.kind in ("notebook", "form"):
        return
    content = content_of(path)
    for top in ({"parameter": "parameters", "setting": "settings"}.get(place.kind), *keys.split(".")):
        content = content[int(top) if top and top.isdigit() and int(top) in content else top] if top else content
    assert re.search(re.escape(place.clause) + NUMBER, yaml.dump(content, allow_unicode=True)), place


def test_a_rule_named_for_a_clause_names_the_clause():
    named = [place for place in PLACES if place.kind == "rule"]
    assert len(named) > 150
    for place in named:
        module, _, name = place.address.partition(":")
        found = getattr(importlib.import_module(module), name)
        node = found if isinstance(found, Aggregate) else found.rule
        assert place.clause in node.clauses, place


def test_every_rule_of_the_package_is_in_the_table():
    listed = {(place.clause, place.name) for place in PLACES if place.kind == "rule"}
    expected = {(clause, name) for name, nodes in all_nodes().items() for node in nodes for clause in node.clauses}
    for module in ("campaign.groups.conditions", "campaign.screening.findings", "oversight.monitoring.rules",
                   "oversight.staffing.rules", "whatif.figures"):  # fmt: skip
        nodes = nodes_of(importlib.import_module(f"aidkit.{module}"))
        expected |= {(clause, name) for name, found in nodes.items() for node in found for clause in node.clauses}
    assert expected <= listed


@pytest.mark.parametrize("clause", clause_ids())
def test_a_function_named_for_a_clause_cites_it_or_runs_what_does(clause):
    kinds = {place.kind for place in PLACES if place.clause == clause}
    for place in (place for place in PLACES if place.clause == clause and place.kind == "function"):
        module, _, name = place.address.partition(":")
        home = Path(inspect.getfile(getattr(importlib.import_module(module), name)))
        near = home.parent.glob("*.py") if home.parent.name != "aidkit" else [home]
        cites = any(re.search(re.escape(clause) + NUMBER, path.read_text(encoding="utf-8")) for path in near)
        assert cites or DRIVERS.get(place.address, set()) & kinds, f"{place.address} does not cite {clause}"


def test_the_table_speaks_both_languages():
    both, zh = clause_table("both").set_index("clause"), clause_table("zh").set_index("clause")
    assert both.loc["QH-5.3", "state_said"] == "已计算 done"
    assert zh.loc["JJ-G1", "title"] == "第1类：2020年度个人自付医疗费用超过4万元对象"
    assert TABLE.loc["HZ-T", "where"] == (
        "functions: aidkit.campaign.load_calendar\n"
        "deadlines: hanzhong plan, hanzhong self-check, hanzhong summary, hanzhong planning and 1 more\nforms: results"
    )
    assert not zh["title"].str.contains(r"[a-z]{12}").any()
    with pytest.raises(CampaignError, match=r"^lang='de' is no language\.\nValid names: zh, en, both\.$"):
        clause_table("de")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "by: [aidkit.oversight:staff_norm, aidkit.oversight:staff_towns]",
            "by: [aidkit.oversight:staff_norms]",
            "Clause HZ-F: there is no 'aidkit.oversight:staff_norms'.\n"
            "Name in params/clauses what computes the clause, as module:function, or take the name out.",
        ),
        (
            "notebooks: [33_early_warning]",
            "notebooks: [33_warning]",
            "Clause HZ-3: there is no notebook '33_warning'.\n"
            "Name in params/clauses what computes the clause, as module:function, or take the name out.",
        ),
        (
            "    why:\n",
            "    left:\n",
            "Nothing computes clause HZ-7, and it does not say why.\nAdd `by`, or `why`, in params/clauses.",
        ),
    ],
)
def test_a_name_that_stands_for_nothing_is_refused(tmp_path, monkeypatch, old, new, said):
    shutil.copytree(ROOT / "params", tmp_path / "params")
    path = tmp_path / "params/clauses/hanzhong-2021.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    monkeypatch.setenv("AIDKIT_PARAMS", str(tmp_path / "params"))
    with pytest.raises(AidkitError) as raised:
        clause_table("en")
    assert str(raised.value) == said
