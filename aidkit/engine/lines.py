"""Numbers that know their slope: what lets the compiled rules be followed along a line, exactly.

A number is written as a complex one, its value in the real part and, scaled down until its products vanish, its slope
in the imaginary part: the complex step, exact for rules that are linear between their thresholds. Comparisons, min and
max look at values only, and note where along the line they would next turn out the other way.
"""

from __future__ import annotations

import math
from typing import Any

STEP = 1e-30  # so small that a product of two slopes cannot touch a value
ON_THE_LINE = 1e-12  # relative: a turn is put this far to the side on which it takes effect
POSITION, NEXT, CAUSE = 0, 1, 2  # of a trace: where we stand, the nearest turn ahead, which comparison turns there


def less(a: Any, b: Any, trace: Any, site: Any) -> Any:
    """Whether a < b, noting where that turns."""
    raise NotImplementedError("compiled only")


def at_most(a: Any, b: Any, trace: Any, site: Any) -> Any:
    """Whether a <= b, noting where that turns."""
    raise NotImplementedError("compiled only")


def smaller(a: Any, b: Any, trace: Any, site: Any) -> Any:
    """Return the smaller of two, noting where the other one becomes it."""
    raise NotImplementedError("compiled only")


def larger(a: Any, b: Any, trace: Any, site: Any) -> Any:
    """Return the larger of two, noting where the other one becomes it."""
    raise NotImplementedError("compiled only")


def rounded_down(a: Any, trace: Any, site: Any) -> Any:
    """Return the whole number below, noting where it becomes the next."""
    raise NotImplementedError("compiled only")


def times(a: Any, b: Any) -> Any:
    """Multiply; by a number without slope both parts alike, so that the value is that of plain arithmetic."""
    raise NotImplementedError("compiled only")


def over(a: Any, b: Any) -> Any:
    """Divide; by a number without slope both parts alike, so that the value is that of plain arithmetic."""
    raise NotImplementedError("compiled only")


def value_of(a: Any) -> Any:
    """Return a number's value."""
    raise NotImplementedError("compiled only")


def slope_of(a: Any) -> Any:
    """Return a number's slope; 0 where it has none."""
    raise NotImplementedError("compiled only")


def install() -> None:
    """Teach the compiler the functions above; does nothing the second time."""
    if not _INSTALLED:
        _INSTALLED.append(True)
        _install()


_INSTALLED: list[bool] = []


def _install() -> None:  # noqa: PLR0915 - one short twin after another
    import numba
    from numba import types
    from numba.extending import overload

    @numba.njit
    def note(gap: complex, trace: Any, site: int, holds_on_the_line: bool) -> None:
        slope = gap.imag / STEP
        if slope != 0.0:
            turn = trace[POSITION] - gap.real / slope
            late = (slope > 0.0) == holds_on_the_line  # what holds on the line itself turns just behind it
            turn += (ON_THE_LINE if late else -ON_THE_LINE) * max(1.0, abs(turn))
            if trace[POSITION] < turn < trace[NEXT]:
                trace[NEXT] = turn
                trace[CAUSE] = site

    def sloped(*kinds: Any) -> bool:
        return any(isinstance(kind, types.Complex) for kind in kinds)

    @overload(less)
    def _less(a: Any, b: Any, trace: Any, site: Any) -> Any:
        if sloped(a, b):

            def impl(a: Any, b: Any, trace: Any, site: Any) -> Any:
                gap = complex(a) - complex(b)
                note(gap, trace, site, False)
                return gap.real < 0.0

            return impl

        def plain(a: Any, b: Any, trace: Any, site: Any) -> Any:
            return a < b

        return plain

    @overload(at_most)
    def _at_most(a: Any, b: Any, trace: Any, site: Any) -> Any:
        if sloped(a, b):

            def impl(a: Any, b: Any, trace: Any, site: Any) -> Any:
                gap = complex(a) - complex(b)
                note(gap, trace, site, True)
                return gap.real <= 0.0

            return impl

        def plain(a: Any, b: Any, trace: Any, site: Any) -> Any:
            return a <= b

        return plain

    @overload(smaller)
    def _smaller(a: Any, b: Any, trace: Any, site: Any) -> Any:
        if sloped(a, b):

            def impl(a: Any, b: Any, trace: Any, site: Any) -> Any:
                first, second = complex(a), complex(b)
                gap = first - second
                note(gap, trace, site, True)
                return first if gap.real < 0.0 or (gap.real == 0.0 and gap.imag < 0.0) else second

            return impl

        def plain(a: Any, b: Any, trace: Any, site: Any) -> Any:
            return min(a, b)

        return plain

    @overload(larger)
    def _larger(a: Any, b: Any, trace: Any, site: Any) -> Any:
        if sloped(a, b):

            def impl(a: Any, b: Any, trace: Any, site: Any) -> Any:
                first, second = complex(a), complex(b)
                gap = first - second
                note(gap, trace, site, True)
                return first if gap.real > 0.0 or (gap.real == 0.0 and gap.imag > 0.0) else second

            return impl

        def plain(a: Any, b: Any, trace: Any, site: Any) -> Any:
            return max(a, b)

        return plain

    @overload(rounded_down)
    def _rounded_down(a: Any, trace: Any, site: Any) -> Any:
        if sloped(a):

            def impl(a: Any, trace: Any, site: Any) -> Any:
                whole = math.floor(a.real)
                note(a - (whole + (1.0 if a.imag > 0.0 else 0.0)), trace, site, False)
                return whole

            return impl

        def plain(a: Any, trace: Any, site: Any) -> Any:
            return math.floor(a)

        return plain

    @overload(times)
    def _times(a: Any, b: Any) -> Any:
        def left(a: Any, b: Any) -> Any:
            return complex(a.real * b, a.imag * b)

        def right(a: Any, b: Any) -> Any:
            return complex(a * b.real, a * b.imag)

        def plain(a: Any, b: Any) -> Any:
            return a * b

        if sloped(a) == sloped(b):
            return plain
        return left if sloped(a) else right

    @overload(over)
    def _over(a: Any, b: Any) -> Any:
        def left(a: Any, b: Any) -> Any:
            return complex(a.real / b, a.imag / b)

        def plain(a: Any, b: Any) -> Any:
            return a / b

        return left if sloped(a) and not sloped(b) else plain

    @overload(value_of)
    def _value_of(a: Any) -> Any:
        if sloped(a):

            def impl(a: Any) -> Any:
                return a.real

            return impl

        def plain(a: Any) -> Any:
            return float(a)

        return plain

    @overload(slope_of)
    def _slope_of(a: Any) -> Any:
        if sloped(a):

            def impl(a: Any) -> Any:
                return a.imag / STEP

            return impl

        def plain(a: Any) -> Any:
            return 0.0

        return plain
