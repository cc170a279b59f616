"""Families fit together: generations apart, couples alike, parents' states those of the parents at home."""

from __future__ import annotations

import numpy as np
import pytest

from aidkit.data.synthesis.assumptions import read_assumptions
from aidkit.data.synthesis.draft import Draft, Role, Stage
from aidkit.data.synthesis.families import LARGEST_CLASS, age_groups, draw_families, family_kinds, shares
from aidkit.data.synthesis.health import draw_health
from aidkit.data.synthesis.kin import draw_kin
from aidkit.data.synthesis.margins import read_anchors
from aidkit.schema import Parent, Sex

CLOSE = 0.01  # of all persons or families: thinning leaves chance only in the last whole family


@pytest.fixture(scope="module", params=["hanzhong", "qionghai"])
def drawn(request):
    anchors, random = read_anchors(request.param), np.random.default_rng(11)
    draft = draw_families(6_000, anchors, read_assumptions(), random)
    draw_health(draft, anchors, read_assumptions(), random)
    draw_kin(draft, anchors, read_assumptions(), random)
    return draft, anchors


def ages_in(draft: Draft, role: Role, *, oldest: bool = False) -> np.ndarray:
    """(households,) age of the youngest or oldest in a role; NaN where nobody is."""
    ages = np.where(draft.role(role), draft.person("age").astype(float), np.nan)
    result = np.full(draft.families, np.nan)
    pick = np.fmax if oldest else np.fmin
    pick.at(result, draft.owner, ages)
    return result


def at_least(difference: np.ndarray, years: int) -> bool:
    return bool((difference[~np.isnan(difference)] >= years).all())


def test_thinned_families_meet_ages_and_sizes(drawn):
    draft, anchors = drawn
    ages = np.bincount(age_groups(draft.person("age")), minlength=4) / draft.people
    assert np.abs(ages - shares(anchors["share.age"].value)).max() < CLOSE
    sizes = np.bincount(np.minimum(draft.size, LARGEST_CLASS), minlength=8)[1:] / draft.families
    assert np.abs(sizes - shares(anchors["household.size_shares"].value)).max() < CLOSE
    assert (draft.person("sex") == Sex.MALE).mean() == pytest.approx(anchors.number("share.male"), abs=CLOSE)
    assert 1 - draft.rural.mean() == pytest.approx(anchors.number("share.urban"), abs=CLOSE)


def test_parents_are_a_generation_older_than_children(drawn):
    draft, _ = drawn
    stage, children = draft.household("stage"), ages_in(draft, Role.CHILD, oldest=True)
    for role in (Role.HEAD, Role.SPOUSE):
        gap = ages_in(draft, role) - children
        assert at_least(gap[(stage == Stage.RAISING) | (stage == Stage.ELDER)], 18)
        assert at_least(gap[stage == Stage.SKIPPED], 36)
    assert at_least(ages_in(draft, Role.PARENT) - ages_in(draft, Role.HEAD), 18)
    assert at_least(ages_in(draft, Role.PARENT) - ages_in(draft, Role.SIBLING, oldest=True), 18)


def test_couples_are_a_man_and_a_woman_of_like_age(drawn):
    draft, _ = drawn
    head, spouse = draft.role(Role.HEAD), draft.role(Role.SPOUSE)
    married = draft.has(spouse)
    sex_of_head, sex_of_spouse = (draft.total(draft.person("sex") * who)[married] for who in (head, spouse))
    assert (sex_of_head + sex_of_spouse == 1).all()
    assert np.nanmax(np.abs(ages_in(draft, Role.HEAD) - ages_in(draft, Role.SPOUSE))) <= 35
    assert np.nanmedian(np.abs(ages_in(draft, Role.HEAD) - ages_in(draft, Role.SPOUSE))) <= 4


def test_minors_live_without_adults_only_by_themselves(drawn):
    draft, _ = drawn
    adults = draft.has(draft.person("age") >= 18)
    assert (draft.household("stage")[~adults] == Stage.ALONE).all()


def test_a_parent_at_home_is_in_the_state_the_child_names(drawn):
    draft, _ = drawn
    raising = draft.of(draft.household("stage") == Stage.RAISING)
    child = raising & draft.role(Role.CHILD) & (draft.person("age") < 18)
    for name, sex in (("father", Sex.MALE), ("mother", Sex.FEMALE)):
        at_home = (draft.role(Role.HEAD) | draft.role(Role.SPOUSE)) & (draft.person("sex") == sex) & raising
        ill = draft.has(at_home & draft.person("serious_illness") & (draft.person("disability_grade") == 0))
        ill &= draft.has(at_home & draft.present)
        states = draft.person(name)[child & draft.of(ill)]
        assert len(states)
        assert (states == Parent.SERIOUSLY_ILL).all()


def test_tekun_cases_live_without_children_at_home(drawn):
    draft, _ = drawn
    helpless = draft.person("helpless")
    assert helpless.any()
    assert (draft.of(draft.size)[helpless] <= 2).all()
    assert not (helpless & draft.of(draft.has(draft.role(Role.CHILD)))).any()
    assert (draft.person("supporter")[helpless] > 0).all()


def test_every_kind_of_family_has_the_members_its_name_says():
    kinds = family_kinds(read_assumptions())
    assert {"elder alone", "grandparents, one grandchild", "minors alone"} <= set(kinds.names)
    assert kinds.size_class.max() == LARGEST_CLASS
    assert kinds.members.sum(axis=1).max() + 1 < 10  # ids S000001-1 to -9 sort as they are numbered
    named = dict(zip(kinds.names, kinds.members.tolist(), strict=True))
    assert named["couple, two children, elder"] == [1, 2, 1, 0]


def test_cards_come_in_the_published_numbers(drawn):
    draft, anchors = drawn
    holders = (draft.person("disability_kind") > 0).mean()
    assert holders == pytest.approx(anchors.number("disability.card_rate"), rel=0.02)
    grades = draft.person("disability_grade")
    severe = (grades[grades > 0] <= 2).mean()
    assert severe == pytest.approx(anchors.number("disability.severe_share"), abs=0.01)
