"""Reforms as documents: each says why, changes what it says wherever it applies, and a bad one is refused whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import aidkit
from aidkit.errors import ParameterFileError, PolicyError
from aidkit.policy import Policy
from aidkit.whatif.reforms import ReformDocument, load_reform, reforms
from tests.refusals import refusal
from tests.structure.test_rules_have_cases import CLAUSES

NAMES = (
    "care-shares-10-25-40", "edge-line-1.5", "edge-line-2.0", "gradual-exit-0", "gradual-exit-12", "gradual-exit-6",
    "no-rigid-deduction", "single-entry-off", "single-entry-on", "unified-standard", "uplift-100", "uplift-20",
)  # fmt: skip
CHINESE = re.compile(r"[\u4e00-\u9fff]")

every_reform = pytest.mark.parametrize("name", NAMES)


def test_the_shipped_reforms_are_listed() -> None:
    assert reforms() == NAMES


@every_reform
def test_a_document_says_what_it_asks_in_both_languages(name: str) -> None:
    document = load_reform(name)
    assert document.id == name
    for text in (document.title, document.question):
        assert CHINESE.search(text.zh)
        assert not CHINESE.search(text.en)
    assert document.question.en.endswith("?")
    assert document.question.zh.endswith("？")


@every_reform
def test_every_change_has_a_reason_and_a_clause_that_exists_a_notice_or_is_called_a_scenario(name: str) -> None:
    for change in load_reform(name).changes:
        assert change.reason.endswith(".")
        clause = change.source.split()[-1]
        assert clause in CLAUSES or "https://" in clause or "http://" in clause or "scenario" in change.source


@every_reform
def test_it_changes_something_in_some_place_and_only_what_it_names(name: str) -> None:
    document = load_reform(name)
    named = {path for change in document.changes for path in change.paths}
    pairs = [(policy, applied(document, policy)) for policy in map(aidkit.load_policy, aidkit.places())]
    moving = [(policy, reform) for policy, reform in pairs if reform is not None]
    assert moving
    for policy, reform in moving:
        moved = {path for path, _, _ in reform.changes}
        assert (reform.name, moved <= named, reform == policy) == (name, True, False)
        assert all(reform.entries[path] == policy.entries[path] for path in policy.entries if path not in moved)


def applied(document: ReformDocument, policy: Policy) -> Policy | None:
    """Return the reformed policy, or None where the reform stands already."""
    try:
        return document.apply(policy)
    except PolicyError:
        return None


def test_one_standard_gives_the_countryside_the_urban_standard_and_its_way_of_paying() -> None:
    hanzhong = aidkit.load_policy("hanzhong")
    reform = load_reform("unified-standard").apply(hanzhong)
    assert (hanzhong["dibao.standard.rural"], hanzhong["dibao.mode.rural"]) == (402.5, "graded")
    assert (reform["dibao.standard.rural"], reform["dibao.mode.rural"]) == (610.0, "difference")
    assert reform["dibao.grades.rural"] is None
    assert reform["dibao.standard.urban"] == 610.0


def test_values_are_those_the_titles_say() -> None:
    hanzhong = aidkit.load_policy("hanzhong")
    care = load_reform("care-shares-10-25-40").apply(hanzhong)
    assert [hanzhong[f"tekun.care_share.{level}"] for level in ("full", "partial", "none")] == [0.1, 0.15, 0.25]
    assert [care[f"tekun.care_share.{level}"] for level in ("full", "partial", "none")] == [0.1, 0.25, 0.4]
    assert load_reform("edge-line-2.0").apply(hanzhong)["edge.multiple"] == 2.0
    assert load_reform("gradual-exit-6").apply(hanzhong)["dibao.gradual_exit.months"] == 6.0
    assert load_reform("single-entry-off").apply(hanzhong)["dibao.single_entry.enabled"] is False
    huangshi = load_reform("uplift-100").apply(aidkit.load_policy("huangshi"))
    rates = {key: huangshi[f"uplift.rates.{key}"] for key in ("serious_illness", "elder_alone", "elder", "minor")}
    assert rates == {"serious_illness": 1.0, "elder_alone": 1.0, "elder": 0.0, "minor": 0.0}


def test_reforms_add_up_and_keep_both_names() -> None:
    policy = load_reform("edge-line-2.0").apply(aidkit.load_policy("hanzhong"))
    both = load_reform("gradual-exit-0").apply(policy)
    assert both.name == "edge-line-2.0; gradual-exit-0"
    assert [path for path, _, _ in both.changes] == ["edge.multiple", "dibao.gradual_exit.months"]


def test_a_reform_that_stands_already_is_refused() -> None:
    text = refusal(PolicyError, load_reform("unified-standard").apply, aidkit.load_policy("jinjiang"))
    assert text == (
        "The reform 'unified-standard' changes nothing in jinjiang on 2021-08-24 (baseline).\n"
        "As it wants already: dibao.standard.rural = 775.0, dibao.mode.rural = difference, dibao.grades.rural = None.\n"
        "Apply it to another place or date, or compare with a reform that differs."
    )


def test_an_unknown_reform_names_the_nearest() -> None:
    assert refusal(PolicyError, load_reform, "unified-standards") == (
        "'unified-standards' is not a reform aidkit knows.\n"
        "Did you mean 'unified-standard'?\n"
        "A file of your own is loaded by its path, ending in .yaml."
    )
    assert refusal(PolicyError, load_reform, "xyz") == (
        "'xyz' is not a reform aidkit knows.\n"
        f"Valid names: {', '.join(NAMES)}.\n"
        "A file of your own is loaded by its path, ending in .yaml."
    )


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    assert refusal(PolicyError, load_reform, path) == (
        f"{path} is not a file.\nGive the path of a reform's YAML file, or its name."
    )


HEAD = """
reform:
  id: mine
  title: {en: Mine, zh: 我的}
  question: {en: What of it?, zh: 如何？}
changes:
"""


def written(folder: Path, changes: str, head: str = HEAD) -> Path:
    path = folder / "mine.yaml"
    path.write_text(head + changes, encoding="utf-8")
    return path


def test_a_file_of_ones_own_may_scale_set_in_the_other_unit_and_unify(tmp_path: Path) -> None:
    changes = """
  dibao.standard: {scale: 1.1, reason: Prices rose.}
  tekun.basic_published.rural: {value: 12000, unit: yuan/year, reason: As announced.}
  severe.single_entry.hearing: {value: 3, reason: Grade 3 of hearing counts.}
  tekun.care_published.full: {value: 100, reason: A sum.}
"""
    document = load_reform(str(written(tmp_path, changes)))
    policy = aidkit.load_policy("qionghai")
    reform = document.apply(policy)
    assert reform["dibao.standard.urban"] == pytest.approx(560 * 1.1)
    assert reform["dibao.standard.rural"] == pytest.approx(480 * 1.1)
    assert reform["tekun.basic_published.rural"] == 1_000.0
    assert reform["severe.single_entry.hearing"] == 3
    assert reform["severe.single_entry.any"] == policy["severe.single_entry.any"]
    assert str(document) == (
        "我的 Mine\n如何？ What of it?\n"
        "- dibao.standard: × 1.1. Prices rose. [scenario, no document]\n"
        "- tekun.basic_published.rural: = 12000 yuan/year. As announced. [scenario, no document]\n"
        "- severe.single_entry.hearing: = 3. Grade 3 of hearing counts. [scenario, no document]\n"
        "- tekun.care_published.full: = 100. A sum. [scenario, no document]"
    )
    assert document.table()["zh"].tolist() == [
        "城镇低保标准；农村低保标准", "公布的农村特困基本生活标准", "单人户重度残疾等级", "公布的特困照料护理标准（全自理）",
    ]  # fmt: skip


def test_all_faults_of_a_file_are_said_at_once(tmp_path: Path) -> None:
    changes = """
  edge.multipel: {value: 2, reason: A slip.}
  edge.multiple: {value: 200, reason: Too much.}
  dibao.standard: {scale: 1.1, value: 700, reason: Both.}
  edge.inclusive: {reason: Says nothing.}
  minimum_wage: {value: 2000, unit: factor, reason: Wrong unit.}
  tekun: {unify: rural to urban, reason: No pair.}
  uplift: {scale: 1.2, reason: Holds a choice.}
  dibao.grades: {unify: town to country, reason: Unknown.}
  relief.annual_cap: {value: 15000}
  medical.ratio: {scale: .inf, reason: Endless.}
"""
    head = HEAD.replace("id: mine", "id: yours").replace(", zh: 我的", "")
    text = refusal(ParameterFileError, load_reform, written(tmp_path, changes, head))
    assert text == (
        "The reform mine.yaml cannot be used; 12 faults:\n"
        "- dibao.grades, unify: 'town to country' is not one of ['rural to urban', 'urban to rural'].\n"
        "- relief.annual_cap: 'reason' is missing.\n"
        "- reform.title: 'zh' is missing.\n"
        "- 'edge.multipel' is not a parameter. Did you mean 'edge.multiple'?\n"
        "- edge.multiple: 200 cannot be used. Allowed: a number at least 0, at most 20; unit: factor.\n"
        "- dibao.standard: value and scale stand together. Give exactly one of value, scale and unify.\n"
        "- edge.inclusive: nothing says what to change. Give exactly one of value, scale and unify.\n"
        "- minimum_wage: 'factor' is not this parameter's unit. Allowed: yuan/month or yuan/year.\n"
        "- tekun: has no urban and rural value. Unify a group such as dibao.standard.\n"
        "- uplift.combine: holds no number, so it cannot be scaled.\n"
        "- medical.ratio: cannot be scaled by inf. Give a number, e.g. 1.10.\n"
        "- reform.id: 'yours' is not the name of the file. Write 'mine', or rename the file."
    )


def test_a_path_changed_twice_is_refused(tmp_path: Path) -> None:
    changes = """
  dibao.standard: {scale: 1.1, reason: Prices.}
  dibao.standard.rural: {value: 500, unit: yuan/month, reason: The countryside.}
  edge: {scale: 2, unit: factor, reason: A unit nobody needs.}
"""
    text = refusal(ParameterFileError, load_reform, written(tmp_path, changes))
    assert text == (
        "The reform mine.yaml cannot be used; 2 faults:\n"
        "- edge.deduct_rigid: holds no number, so it cannot be scaled.\n"
        "- dibao.standard.rural: dibao.standard.rural is changed by dibao.standard already. Keep one of the two."
    )


def test_a_value_out_of_range_after_scaling_is_refused_when_applied(tmp_path: Path) -> None:
    document = load_reform(written(tmp_path, "  edge.multiple: {scale: 100, reason: Much.}\n"))
    assert "edge.multiple: 150.0 cannot be used." in refusal(
        PolicyError, document.apply, aidkit.load_policy("hanzhong")
    )


def test_a_study_without_reforms_of_its_own_lists_none(params_folder: Path) -> None:
    for path in (params_folder / "reforms").glob("*.yaml"):
        path.unlink()
    assert reforms() == ()
