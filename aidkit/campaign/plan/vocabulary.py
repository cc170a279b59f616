"""The words a plan may use: thresholds, settings, conditions with what each asks for, and answers of a screening."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from aidkit.campaign.groups import conditions
from aidkit.rules import nodes_of
from aidkit.rules.definition import Rule


@dataclass(frozen=True)
class Meaning:
    """What a value of a plan means.

    Attributes:
        en, zh: Titles.
        unit: Unit it is given in; ``date`` for a day.
        wider_above: Whether a larger value, or a later day, lets more people in.
    """

    en: str
    zh: str
    unit: str
    wider_above: bool = False


THRESHOLDS: Mapping[str, Meaning] = MappingProxyType(
    {
        "payment_over": Meaning("Own medical payment over", "个人自付医疗费用超过", "yuan/year"),
        "payment_from": Meaning("Own medical payment from", "个人自付医疗费用不低于", "yuan/year"),
        "certified_from": Meaning("Disability certified from", "残疾证发证日期不早于", "date"),
        "petitioned_from": Meaning("Petitioned from", "信访日期不早于", "date"),
        "child_below": Meaning("Children below the age of", "未成年人年龄低于", "years", wider_above=True),
    }
)

SETTINGS: Mapping[str, Meaning] = MappingProxyType(
    {
        "records_matched": Meaning("Records matched and handed down", "梳理下发的数据", "records"),
        "large_relief": Meaning("Large temporary assistance, from", "大额临时救助不低于", "yuan"),
    }
)

CONDITIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        name: tuple(argument for argument in node.arguments if argument in THRESHOLDS)
        for name, (node, *_) in nodes_of(conditions).items()
        if isinstance(node, Rule) and not node.step
    }
)
"""By name, the thresholds a condition asks for; the conditions are the rules of ``campaign/groups/conditions.py``."""

ANSWERS: Mapping[str, str] = MappingProxyType(
    {
        "enrolment": "whether everybody due cash is on the scheme due",
        "relief": "whether temporary assistance that is due was given",
        "single_entry": "whether the severely disabled and ill of low-income families entered singly",
        "whole_family": "whether a single person's whole family could be covered",
        "one_off_relief": "whether the uninsured unemployed received one-off relief",
        "visit": "only a visit or a file can tell: the screening lists the person and says so",
    }
)
