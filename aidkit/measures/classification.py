"""Who is reached and who is missed: the errors of targeting as shares of people (瞄准误差)."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.typing import ArrayLike

from aidkit.measures.sample import clean, ratio


@dataclass(frozen=True)
class Classification:
    """A population by belonging to the target (the poor, usually) and receiving, in weighted units.

    "Inclusion error" has at least four denominators in print; here it is always over those who receive.

    Attributes:
        target_reached: in the target and receiving (TP).
        others_reached: not in the target but receiving (FP).
        target_missed: in the target and not receiving (FN).
        others_left: neither (TN).
    """

    target_reached: float
    others_reached: float
    target_missed: float
    others_left: float

    @property
    def target(self) -> float:
        """Units in the target, P."""
        return self.target_reached + self.target_missed

    @property
    def others(self) -> float:
        """Units outside the target, N - P."""
        return self.others_reached + self.others_left

    @property
    def reached(self) -> float:
        """Units receiving, BEN."""
        return self.target_reached + self.others_reached

    @property
    def population(self) -> float:
        """All units, N."""
        return self.target + self.others

    @property
    def coverage(self) -> float:
        """Receiving / all (覆盖率)."""
        return ratio(self.reached, self.population)

    @property
    def coverage_target(self) -> float:
        """Target reached / target: recall, horizontal efficiency."""
        return ratio(self.target_reached, self.target)

    @property
    def coverage_others(self) -> float:
        """Others reached / others: the false positive rate."""
        return ratio(self.others_reached, self.others)

    @property
    def exclusion_error(self) -> float:
        """Target missed / target: undercoverage (漏保率)."""
        return ratio(self.target_missed, self.target)

    @property
    def inclusion_error(self) -> float:
        """Others reached / receiving: leakage in people (错保率)."""
        return ratio(self.others_reached, self.reached)

    @property
    def accuracy(self) -> float:
        """Rightly reached or rightly left / all."""
        return ratio(self.target_reached + self.others_left, self.population)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN)."""
        errors = self.others_reached + self.target_missed
        return ratio(2 * self.target_reached, 2 * self.target_reached + errors)

    @property
    def targeting_differential(self) -> float:
        """Coverage of the target less that of the others, -1 to 1 (Ravallion 2009)."""
        return self.coverage_target - self.coverage_others

    @property
    def balanced_accuracy(self) -> float:
        """Balanced poverty accuracy criterion: TP / P - |FN - FP| / P (IRIS)."""
        return ratio(self.target_reached - abs(self.target_missed - self.others_reached), self.target)


def classify(target: ArrayLike, recipient: ArrayLike, *, weight: ArrayLike | None = None) -> Classification:
    """Count who is in the target and who receives.

    Args:
        target: (n,) True for those the money is meant for: the poor, the poorest fifth, the entitled.
        recipient: (n,) True for those who receive.
        weight: (n,) units a row stands for.

    Raises:
        MeasureError: an array holds something else than yes and no.

    Example:
        >>> classify([1, 1, 0, 0], [1, 0, 1, 0]).exclusion_error
        0.5

    Source: Cornia and Stewart (1993); Coady, Grosh and Hoddinott (2004), Targeting of Transfers, ch. 2.
    """
    people, meant, paid = clean(weight, target=target, recipient=recipient)
    return Classification(
        target_reached=float((people * meant * paid).sum()),
        others_reached=float((people * (1 - meant) * paid).sum()),
        target_missed=float((people * meant * (1 - paid)).sum()),
        others_left=float((people * (1 - meant) * (1 - paid)).sum()),
    )


@dataclass(frozen=True)
class ErrorSplit:
    """Errors by whether the rules or their carrying out made them.

    The exclusion error is design_exclusion + implementation_exclusion - ineligible_poor_reached; the inclusion
    error is design_inclusion + implementation_inclusion.

    Attributes:
        design_exclusion: poor and not entitled / poor.
        implementation_exclusion: poor, entitled and not receiving / poor.
        ineligible_poor_reached: poor, not entitled and yet receiving / poor.
        design_inclusion: not poor, entitled and receiving / receiving.
        implementation_inclusion: not poor, not entitled and receiving / receiving.
        take_up: entitled and receiving / entitled.
    """

    design_exclusion: float
    implementation_exclusion: float
    ineligible_poor_reached: float
    design_inclusion: float
    implementation_inclusion: float
    take_up: float


def split_errors(
    target: ArrayLike, eligible: ArrayLike, recipient: ArrayLike, *, weight: ArrayLike | None = None
) -> ErrorSplit:
    """Split the errors of targeting into those of design and those of implementation.

    Args:
        target: (n,) True for the poor, or whom the money is meant for.
        eligible: (n,) True for those the rules entitle.
        recipient: (n,) True for those who receive.
        weight: (n,) units a row stands for.

    Raises:
        MeasureError: an array holds something else than yes and no.

    Example:
        Of four poor, one is not entitled, one is entitled and not paid:

        >>> split = split_errors([1, 1, 1, 1], [0, 1, 1, 1], [0, 0, 1, 1])
        >>> split.design_exclusion, split.implementation_exclusion
        (0.25, 0.25)

    Source: Coady, Grosh and Hoddinott (2004), Targeting of Transfers, ch. 2.
    """
    people, poor, entitled, paid = clean(weight, target=target, eligible=eligible, recipient=recipient)
    meant, reached = float((people * poor).sum()), float((people * paid).sum())
    return ErrorSplit(
        design_exclusion=ratio(float((people * poor * (1 - entitled)).sum()), meant),
        implementation_exclusion=ratio(float((people * poor * entitled * (1 - paid)).sum()), meant),
        ineligible_poor_reached=ratio(float((people * poor * (1 - entitled) * paid).sum()), meant),
        design_inclusion=ratio(float((people * (1 - poor) * entitled * paid).sum()), reached),
        implementation_inclusion=ratio(float((people * (1 - poor) * (1 - entitled) * paid).sum()), reached),
        take_up=ratio(float((people * entitled * paid).sum()), float((people * entitled).sum())),
    )
