"""What notebook 20 says of a screening: its tables are the screening's counts, small ones hidden, in either language."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import aidkit
from aidkit import charts
from aidkit.campaign import Lists, count_referrals, screen
from aidkit.report import screening as said
from aidkit.report.table import Table
from tests.campaign.probe_people import people
from tests.campaign.register_screening import REGISTER, screening

IDENTITY = re.compile(r"[0-9]{17}[0-9X]")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def city():
    """A small invented city screened by the plan of 2021."""
    return screen(aidkit.synthesize("jinjiang", 2500, 7), aidkit.load_policy("jinjiang"), "jinjiang-2021")


def tables(screened) -> list[Table]:
    return [
        said.groups.planned(screened.campaign), said.groups.listed(screened), said.found.by_owner(screened),
        said.found.answers(screened), said.missed.listed(screened), said.missed.by_priority(screened),
        said.varied.plans(screened, "houlong-2022"), said.groups.sources(screened.campaign),
        said.referred.counts(count_referrals(screened.population, screened.policy), screened),
    ]  # fmt: skip


def test_groups_are_counted_as_they_are_and_small_ones_hidden(city) -> None:
    sizes = city.persons["group"].value_counts()
    frame = said.groups.listed(city).frame.set_index("group")["listed"]
    for name, shown in frame.items():
        size = int(sizes.get(name, 0))
        assert shown == ("<5" if 0 < size < 5 else size)


def test_the_figure_of_groups_adds_up_to_those_listed(city) -> None:
    parts = said.found.by_group(city)
    drawn = parts[list(said.found.KINDS)].to_numpy().sum()
    assert city.persons.shape[0] - 4 * parts.shape[0] * len(said.found.KINDS) <= drawn <= city.persons.shape[0]
    assert not ((parts[list(said.found.KINDS)] > 0) & (parts[list(said.found.KINDS)] < 5)).to_numpy().any()
    assert len(said.found.shades(parts)) == len(said.found.named(parts))


def test_every_finding_has_one_colour() -> None:
    kinds = [finding for _, findings in said.found.KINDS.values() for finding in findings]
    assert len(kinds) == len(set(kinds)) == 10
    assert set(said.found.SHADES) == set(said.found.KINDS)


def test_a_lower_threshold_never_shortens_the_list(city) -> None:
    varied = said.varied.by_threshold(city, "G1", "payment_over", [5_000, 20_000, 40_000])
    assert list(varied["listed"]) == sorted(varied["listed"], reverse=True)
    assert list(varied["missed"]) == sorted(varied["missed"], reverse=True)
    assert varied["listed"].iloc[-1] == (city.persons["group"] == "G1").sum()


def test_sentences_hold_the_numbers_of_the_screening(city) -> None:
    missed = city.missed
    assert f"应纳入 {len(missed):,} 人" in str(said.missed.reading(city, "zh"))
    assert f"{missed['amount_due'].sum():,.0f} yuan a month" in str(said.missed.reading(city, "en"))
    assert f"{city.persons['person_id'].nunique():,} are on a list" in str(said.groups.listed_reading(city, "en"))
    stages = said.stages.stages(city)
    assert f"Of {stages['persons'].iloc[0]:,} listed {stages['persons'].iloc[2]:,}" in str(
        said.stages.reading(stages, "en")
    )
    assert "for the ledger" in str(said.stages.reading(stages, "en"))
    assert f"{len(city.low_income):,} families are on the low-income list" in str(
        said.missed.low_income_reading(city, "en")
    )


def test_what_was_enrolled_since_is_said_once_somebody_says_it(city) -> None:
    done = list(city.missed["person_id"][:3])
    stages = said.stages.stages(city, enrolled=done)
    assert stages["persons"].iloc[3] == 3
    assert "3 are enrolled." in str(said.stages.reading(stages, "en"))


def test_no_table_shows_an_identity_or_a_small_number_of_the_register() -> None:
    for table in tables(screening()):
        text = str(table)
        assert not IDENTITY.search(text), table.name
        shown = table.frame[[head.column for head in table.heads if head.form == "count" and head.unit.en == "persons"]]
        numbers = [value for value in shown.to_numpy().ravel() if not isinstance(value, str) and value is not None]
        assert not [value for value in numbers if 0 < value < 5], table.name


def test_an_unknown_kind_of_family_is_no_nought() -> None:
    frame = said.missed.by_priority(screening()).frame
    assert frame["families"].isna().tolist() == [False, True, True, False]


def test_titles_in_english_hold_no_chinese() -> None:
    for table in (
        said.groups.listed(screening(), "en"),
        said.found.by_owner(screening(), "en"),
        said.missed.by_priority(screening(), "en"),
    ):
        assert not CHINESE.search(table.title.show("en"))
        assert not [head for head in table.heads if CHINESE.search(head.label.show("en"))]


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_the_funnel_is_drawn_with_its_finding_in_words(lang: str) -> None:
    picture = charts.show(charts.campaign.funnel(said.stages.stages(screening()), lang=lang))
    assert picture.png.startswith(b"\x89PNG")
    assert ("列入的 47 人中，28 人（60%）存在问题" in picture.words) == (lang != "en")
    assert ("Of 47 persons listed, 28 (60%) have a problem" in picture.words) == (lang != "zh")


def test_nobody_on_a_list_is_said_and_drawn() -> None:
    empty = screen(
        people([{"hotline_caller": False, "medical_self_paid": 0}]),
        aidkit.load_policy("jinjiang"),
        "jinjiang-2021",
        Lists(),
    )
    stages = said.stages.stages(empty)
    assert charts.show(charts.campaign.funnel(stages)).png
    assert str(said.stages.reading(stages, "en")) == "Nobody is on a list."
    assert str(said.groups.listed_reading(empty, "en")) == "Nobody is on a list."
    assert str(said.missed.reading(empty, "en")) == "Nobody on a list is to be enrolled."
    parts = said.found.by_group(empty)
    assert charts.show(charts.shares.parts(parts, said.found.named(parts), **said.found.texts(empty))).png
    assert isinstance(said.missed.listed(empty).frame, pd.DataFrame)


def test_a_register_is_opened_with_the_lists_beside_it() -> None:
    opened = said.opened.screened("jinjiang", "jinjiang-2021", str(REGISTER), households=1, seed=1)
    assert str(opened) == str(screening())


def test_a_list_cut_short_names_the_command_that_writes_all_of_it_for_the_same_people(city) -> None:
    more = len(city.missed) - len(said.missed.listed(city).frame)
    command = "aidkit campaign jinjiang screen --out lists"
    assert said.missed.listed(city).note.en == f"{more} more; {command} writes all."
    command = "aidkit campaign jinjiang screen --population folder --out lists"
    assert said.missed.listed(screening()).note.en == f"8 more; {command} writes all."
