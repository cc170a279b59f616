"""Give families invented towns and villages, which bear no real place's name (示例乡镇、村)."""

from __future__ import annotations

import numpy as np

from aidkit.data.synthesis.draft import Draft
from aidkit.data.synthesis.sampling import Random, one_of
from aidkit.schema import Area

NUMERALS = "一二三四五六"
STEMS = "甲乙丙丁戊己"


def draw_villages(draft: Draft, random: Random) -> None:
    """Add ``town`` and ``village``: streets and communities for urban families, towns and villages for rural ones."""
    rural = draft.household("area") == Area.RURAL
    n = len(rural)
    town_size, village_size = 1.0 + random.random(len(NUMERALS)), 1.0 + random.random(len(STEMS))
    town, village = one_of(random, town_size, n), one_of(random, village_size, n)
    kind, below = np.where(rural, "镇", "街道"), np.where(rural, "村", "社区")
    numeral, stem = np.array(list(NUMERALS))[town], np.array(list(STEMS))[village]
    draft.households["town"] = np.char.add(np.char.add("示例", numeral), kind)
    draft.households["village"] = np.char.add(stem, below)
