"""What a scheme costs, for how many, in each place: exact in fen, whatever the order of rows (资金测算)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aidkit.errors import MeasureError, counted, listed, message
from aidkit.measures.money import FEN, exact_fen, to_fen, total_yuan
from aidkit.measures.sample import Floats, below, clean, codes, ratio

__all__ = ["Budget", "budget", "cost_per_person_lifted", "exact_fen", "lifted_out", "to_fen", "total_yuan"]


@dataclass(frozen=True, eq=False)
class Budget:
    """Money and recipients of each group; every array has one number a group, in the order of `groups`.

    Attributes:
        groups: one array of codes for each column of `by`, sorted by the first, then the second, ...
        persons: persons in receiving rows (人数).
        families: receiving families (户数).
        fen: fen a year, whole numbers (分/年).
        yuan: the same in yuan a year (元/年).
        cost_per_family: yuan a year and receiving family; NaN where none receives.
        cost_per_person: yuan a year and person; NaN where none receives.
    """

    groups: tuple[NDArray[np.generic], ...]
    persons: Floats
    families: Floats
    fen: tuple[int, ...]
    yuan: Floats
    cost_per_family: Floats
    cost_per_person: Floats


def budget(
    amount: ArrayLike,
    *,
    by: Sequence[ArrayLike] = (),
    weight: ArrayLike | None = None,
    members: ArrayLike | None = None,
    family: ArrayLike | None = None,
) -> Budget:
    """Add up what a scheme pays in a year, and to how many, in each group.

    Rows are families with their `members`, or persons with the code of their `family`; say which by passing
    one of the two. A row receives where its amount is not 0. A family with several paid persons counts once.

    Args:
        amount: (n,) yuan a year.
        by: columns of group codes, each (n,), such as scheme and place; none for one total.
        weight: (n,) families or persons a row stands for; alike within a family.
        members: (n,) persons in the family of the row.
        family: (n,) code of the family of the person in the row.

    Raises:
        MeasureError: neither or both of members and family are given, lengths differ, an amount is not a
            number, or weights differ within a family.

    Example:
        >>> paid = budget([1200, 0, 600], members=[3, 2, 1], by=[["a", "a", "b"]])
        >>> paid.groups[0].tolist(), paid.families.tolist(), paid.persons.tolist(), paid.fen
        (['a', 'b'], [1.0, 1.0], [3.0, 1.0], (120000, 60000))
    """
    if (members is None) == (family is None):
        given = "Neither was given." if members is None else "Both were given."
        what = "Pass members= where rows are families, or family= where rows are persons."
        raise MeasureError(message(what, given))
    each, yuan, size = _columns(amount, weight, 1.0 if members is None else members)
    code = np.arange(yuan.size) if family is None else codes("family", family, yuan.size)
    groups, rows = _grouped(by, yuan.size)
    paid = [inside[yuan[inside] != 0] for inside in rows]
    fen = tuple(exact_fen(yuan[inside], each[inside]) for inside in rows)
    families = np.array([_families(code[inside], each[inside]) for inside in paid])
    persons = np.array([math.fsum(each[inside] * size[inside]) for inside in paid])
    cost = np.array([total / FEN for total in fen])
    return Budget(
        groups=groups,
        persons=persons,
        families=families,
        fen=fen,
        yuan=cost,
        cost_per_family=np.array([ratio(*pair) for pair in zip(cost, families, strict=True)]),
        cost_per_person=np.array([ratio(*pair) for pair in zip(cost, persons, strict=True)]),
    )


def lifted_out(before: ArrayLike, after: ArrayLike, line: ArrayLike, *, weight: ArrayLike | None = None) -> float:
    """Return how many more are poor before than after: S p 1(x < z) - S p 1(y < z) (脱贫人数, net).

    Args:
        before: (n,) income without the scheme.
        after: (n,) income with it.
        line: one number or (n,).
        weight: (n,) persons a row stands for.

    Raises:
        MeasureError: a line is not above 0, or a row not a number.

    Example:
        >>> lifted_out([5, 8, 20], [9, 12, 20], 10)
        1.0
    """
    people, x, y, z = clean(weight, before=before, after=after, line=line)
    change = below(x, z).astype(float) - below(y, z)
    return float((people * change).sum())


def cost_per_person_lifted(
    benefit: ArrayLike,
    before: ArrayLike,
    after: ArrayLike,
    line: ArrayLike,
    *,
    weight: ArrayLike | None = None,
) -> float:
    """Return spending over the number lifted out of poverty: T / (N (FGT0 before - FGT0 after)).

    It can be gamed by paying those nearest the line, so show the poverty gap beside it.

    Args:
        benefit: (n,) 0 or more, per person, in the money the answer is to be in (yuan a year, say).
        before: (n,) income without the scheme.
        after: (n,) income with it.
        line: one number or (n,), in the unit of the incomes.
        weight: (n,) persons a row stands for.

    Returns:
        Money per person; NaN where nobody is lifted.

    Raises:
        MeasureError: a benefit is negative, a line not above 0, or a row not a number.

    Example:
        >>> cost_per_person_lifted([4, 4, 0], [5, 8, 20], [9, 12, 20], 10)
        8.0
    """
    people, b, x, y, z = clean(weight, benefit=benefit, before=before, after=after, line=line)
    return ratio(math.fsum(people * b), lifted_out(x, y, z, weight=people))


def _columns(amount: ArrayLike, weight: ArrayLike | None, members: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Return weight, amount and members of every row, checked; a row of weight 0 pays nothing."""
    clean(weight, amount=amount, members=members)
    yuan = np.asarray(amount, dtype=float)
    each = np.ones(yuan.shape) if weight is None else np.broadcast_to(np.asarray(weight, float), yuan.shape)
    size = np.broadcast_to(np.asarray(members, dtype=float), yuan.shape)
    return each, np.where(each == 0, 0.0, yuan), size


def _grouped(by: Sequence[ArrayLike], size: int) -> tuple[tuple[NDArray[np.generic], ...], list[NDArray[np.intp]]]:
    """Return the combinations of codes that occur, one array a column, and the rows of each."""
    if not by:
        return (), [np.arange(size)]
    columns = [np.unique(codes(f"by[{k}]", column, size), return_inverse=True) for k, column in enumerate(by)]
    places, group = np.unique(np.column_stack([inverse for _, inverse in columns]), axis=0, return_inverse=True)
    order = np.argsort(group, kind="stable")
    rows = np.split(order, np.cumsum(np.bincount(group, minlength=len(places)))[:-1])
    return tuple(names[places[:, k]] for k, (names, _) in enumerate(columns)), rows


def _families(code: NDArray[np.generic], weight: Floats) -> float:
    """Count distinct families, each with the weight its rows share."""
    _, first, family = np.unique(code, return_index=True, return_inverse=True)
    unlike = np.unique(code[weight != weight[first][family]])
    if unlike.size:
        what = f"weight: the persons of {counted(unlike.size, 'family', 'families')} differ in weight"
        raise MeasureError(message(f"{what}: {listed(unlike)}.", "All members of a family share its weight."))
    return math.fsum(weight[first])
