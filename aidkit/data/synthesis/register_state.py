"""Plant what the register says today: most who are entitled are on it, some are missed, some are on it wrongly.

How many stand on each scheme is published; how the register errs is assumed. The order matters: persons on a
scheme of their own come first, then families on dibao (`dibao_cover`), last what the low-income database records.
"""

from __future__ import annotations

import numpy as np

from aidkit.data.synthesis.assumptions import Assumptions
from aidkit.data.synthesis.dibao_cover import plant_dibao, plant_faults
from aidkit.data.synthesis.draft import Draft
from aidkit.data.synthesis.margins import Anchors
from aidkit.data.synthesis.poor_share import single_entry_share
from aidkit.data.synthesis.register import Register
from aidkit.data.synthesis.sampling import Random, pick
from aidkit.policy import Policy
from aidkit.result import Result
from aidkit.schema import Area, Scheme

STALE_UP_TO = 1.6  # times the edge line: records of families who have risen further were dropped
WRONG_TEKUN_UP_TO = 2.0  # times the standard
HALF = 0.5  # of those who could be on the register wrongly, at most this part is


def draw_register(
    draft: Draft, result: Result, policy: Policy, anchors: Anchors, assumed: Assumptions, random: Random
) -> None:
    """Add ``current_scheme`` and ``months_above_standard``.

    Args:
        draft: The families.
        result: What the rules say of them while nobody is covered.
        policy: The policy.
        anchors: The place's figures.
        assumed: How the register errs.
        random: Stream of this topic.
    """
    register = Register(draft, result, policy, anchors, assumed, random)
    _plant_children(register)
    _plant_tekun(register)
    for area in Area:
        _plant_single_entries(register, area)
        plant_dibao(register, area)
    plant_faults(register)
    _plant_edge(register)
    draft.persons["current_scheme"] = register.scheme
    draft.households["months_above_standard"] = register.months_above


def _plant_children(register: Register) -> None:
    """Orphans and unsupported children on their schemes, other orphans on dibao or on nothing."""
    due, share = register.says("entitled_scheme"), register.assumed.number
    for scheme, take_up in (
        (Scheme.ORPHAN, "register.orphan_take_up"),
        (Scheme.UNSUPPORTED_CHILD, "register.child_take_up"),
    ):
        register.plant(scheme, due == scheme, share(take_up) * (due == scheme).sum())
    left = (due == Scheme.ORPHAN) & register.free
    register.plant(Scheme.DIBAO, left, share("register.orphan_as_dibao") * left.sum())


def _plant_tekun(register: Register) -> None:
    """As many tekun persons as published: nearly all of those entitled, and a few whose children are able."""
    draft, share = register.draft, register.assumed.number
    wanted, wrong = register.wanted("beneficiaries.tekun_persons"), share("register.tekun_wrong")
    entitled = register.says("entitled_scheme") == Scheme.TEKUN
    register.plant(Scheme.TEKUN, entitled, (1 - wrong) * wanted)
    left = entitled & register.free
    register.plant(Scheme.DIBAO, left, share("register.tekun_as_dibao") * left.sum())
    poor = register.income < WRONG_TEKUN_UP_TO * register.line
    able = (draft.person("age") >= 60) & draft.of((draft.size == 1) & poor) & draft.present & ~entitled
    register.plant(Scheme.TEKUN, able, wrong * wanted, most=HALF)


def _plant_single_entries(register: Register, area: Area) -> None:
    """Severely disabled and seriously ill members of edge families, where the place enters them singly."""
    here = register.draft.of(register.draft.household("area") == area)
    entitled = np.flatnonzero(register.says("is_single_entry") & here & register.free)
    room = 2 * single_entry_share(register.policy, register.assumed) * register.dibao_wanted(area)
    wanted = min(register.assumed.number("register.single_take_up") * len(entitled), room)
    register.scheme[entitled[pick(register.random, np.ones(len(entitled)), wanted)]] = Scheme.DIBAO_SINGLE


def _plant_edge(register: Register) -> None:
    """Edge families recorded in the low-income database, to the published number, some of them out of date."""
    due, wanted = register.says("entitled_scheme"), register.wanted("beneficiaries.edge_persons")
    stale = register.assumed.number("register.edge_stale")
    register.plant(Scheme.EDGE, due == Scheme.EDGE, (1 - stale) * wanted)
    income = register.says("edge_test_income") / (register.policy["edge.multiple"] * register.line)
    risen = register.draft.of((income > 1) & (income < STALE_UP_TO)) & register.says("in_unit")
    register.plant(Scheme.EDGE, risen & (due == Scheme.NONE), stale * wanted, most=HALF)
