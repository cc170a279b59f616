"""The register of a synthetic population while it is being planted."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from aidkit.data.synthesis.assumptions import Assumptions
from aidkit.data.synthesis.draft import Draft
from aidkit.data.synthesis.margins import Anchors
from aidkit.data.synthesis.sampling import Array, Bools, Floats, Ints, Random, pick
from aidkit.policy import Policy
from aidkit.result import Result
from aidkit.schema import Area, Scheme

MOST = 0.97  # nobody is certain to be found


@dataclass
class Register:
    """The rules' answers for the drawn families, and the register so far.

    Attributes:
        draft: The families.
        result: What the rules say of them while nobody is covered.
        policy: The policy.
        anchors: The place's figures.
        assumed: What is assumed.
        random: Stream of this topic.
        scheme: (persons,) scheme in the register.
        months_above: (households,) months since income rose above the standard.
    """

    draft: Draft
    result: Result
    policy: Policy
    anchors: Anchors
    assumed: Assumptions
    random: Random
    scheme: Ints = field(init=False)
    months_above: Ints = field(init=False)

    def __post_init__(self) -> None:
        self.scheme = np.full(self.draft.people, int(Scheme.NONE))
        self.months_above = np.zeros(self.draft.families, np.int64)

    def says(self, name: str) -> Array:
        """Return what the rules say, by household or person."""
        return self.result.values(name)

    @property
    def income(self) -> Floats:
        """(households,) the income dibao is tested on, yuan a month a head."""
        return self.says("dibao_test_income")

    @property
    def line(self) -> Floats:
        """(households,) the dibao standard."""
        return self.says("dibao_standard")

    @property
    def free(self) -> Bools:
        """(persons,) not on any scheme yet."""
        return np.asarray(self.scheme == Scheme.NONE)

    @property
    def on_dibao(self) -> Bools:
        """(persons,) on dibao with their family or singly."""
        return np.isin(self.scheme, [Scheme.DIBAO, Scheme.DIBAO_SINGLE])

    def wanted(self, key: str) -> float:
        """Return what a published count of persons comes to among those drawn."""
        return self.draft.people * self.anchors.number(key) / self.anchors.number("population.hukou")

    def dibao_wanted(self, area: Area) -> float:
        """Return how many persons of an area are to stand on dibao, single entries included."""
        return self.wanted(f"beneficiaries.dibao_{area.name.lower()}_persons")

    def plant(self, scheme: Scheme, due: Bools, wanted: float, most: float = MOST) -> None:
        """Put about so many of the persons due on a scheme, whole families at a time."""
        due = due & self.free
        among = self.draft.total(due)
        chosen = pick(self.random, among > 0, wanted, most, among)
        self.scheme[due & np.isin(self.draft.owner, chosen)] = scheme
