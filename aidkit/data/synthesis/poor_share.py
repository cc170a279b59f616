"""How many of an area's people must live under the dibao standard for the published numbers to be on the register."""

from __future__ import annotations

from aidkit.data.synthesis.assumptions import Assumptions
from aidkit.data.synthesis.kin import tekun_cases
from aidkit.data.synthesis.margins import Anchors
from aidkit.policy import Policy


def poor_share(area: str, anchors: Anchors, policy: Policy, assumed: Assumptions) -> float:
    """Share of an area's people under the standard.

    Covered = entitled families × take-up + families just leaving + wrong ones + single entries. The entitled and
    the tekun cases live under the standard, and so do some whose assets are over the limits.

    Args:
        area: urban or rural.
        anchors: The place's figures.
        policy: Whether there is gradual exit and single entry.
        assumed: Take-up and faults.
    """
    right = 1 - assumed.number("register.dibao_wrong") - single_entry_share(policy, assumed)
    if policy["dibao.gradual_exit.months"] > 0:
        right -= assumed.number("register.gradual_exit")
    covered = anchors.number(f"beneficiaries.dibao_{area}_persons")
    families = covered * right / assumed.number("register.dibao_take_up")
    families *= assumed.number("assets.failing_allowance")
    people = area_people(area, anchors)
    tekun = tekun_cases(anchors, assumed) * anchors.number("population.hukou")
    weight = {"urban": 1.0, "rural": assumed.number("kin.tekun_rural_weight")}
    parts = {name: weight[name] * area_people(name, anchors) for name in weight}
    tekun *= parts[area] / sum(parts.values())
    return (families + tekun) / people if people else 0.0


def area_people(area: str, anchors: Anchors) -> float:
    """Registered persons of an area."""
    urban = anchors.number("share.urban")
    return anchors.number("population.hukou") * (urban if area == "urban" else 1 - urban)


def single_entry_share(policy: Policy, assumed: Assumptions) -> float:
    """Share of single entries among those on dibao: the wider the edge band above the standard, the more."""
    if not policy["dibao.single_entry.enabled"]:
        return 0.0
    return assumed.number("register.single_entry") * max(float(policy["edge.multiple"]) - 1, 0.0)
