"""How engines write what a rule says: numpy's way, polars' way, SQL."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import Any


@dataclass(frozen=True, eq=False)
class Symbol:  # noqa: PLW1641 - it is compared to write a comparison, and never hashed
    """Something that depends on a column, as text; arithmetic and comparisons are written alike everywhere."""

    text: str

    def __add__(self, other: Any) -> Symbol:
        return Symbol(f"({self.text} + {written(other)})")

    def __radd__(self, other: Any) -> Symbol:
        return Symbol(f"({written(other)} + {self.text})")

    def __sub__(self, other: Any) -> Symbol:
        return Symbol(f"({self.text} - {written(other)})")

    def __rsub__(self, other: Any) -> Symbol:
        return Symbol(f"({written(other)} - {self.text})")

    def __mul__(self, other: Any) -> Symbol:
        return Symbol(f"({self.text} * {written(other)})")

    def __rmul__(self, other: Any) -> Symbol:
        return Symbol(f"({written(other)} * {self.text})")

    def __truediv__(self, other: Any) -> Symbol:
        return Symbol(f"({self.text} / {written(other)})")

    def __lt__(self, other: Any) -> Symbol:
        return Symbol(f"({self.text} < {written(other)})")

    def __le__(self, other: Any) -> Symbol:
        return Symbol(f"({self.text} <= {written(other)})")

    def __gt__(self, other: Any) -> Symbol:
        return Symbol(f"({self.text} > {written(other)})")

    def __ge__(self, other: Any) -> Symbol:
        return Symbol(f"({self.text} >= {written(other)})")

    def __eq__(self, other: object) -> Symbol:  # type: ignore[override]
        return Symbol(f"({self.text} == {written(other)})")

    def __ne__(self, other: object) -> Symbol:  # type: ignore[override]
        return Symbol(f"({self.text} != {written(other)})")


def written(value: Any) -> str:
    """Write a symbol or a number; categories as their codes."""
    if isinstance(value, Symbol):
        return value.text
    if isinstance(value, bool):
        return str(value)
    return str(int(value)) if isinstance(value, int) else repr(float(value))


class Dialect:
    """Numpy's way, which JAX and pandas' columns share; ``xp`` is the module that computes."""

    def choose(self, test: Symbol, then: Any, otherwise: Any) -> Any:
        """Choose row by row; the same number on both sides is that number."""
        if isinstance(then, tuple):
            return tuple(self.choose(test, one, two) for one, two in zip(then, otherwise, strict=True))
        if not isinstance(then, Symbol) and not isinstance(otherwise, Symbol) and then == otherwise:
            return then
        return self.where(test, then, otherwise)

    def where(self, test: Symbol, then: Any, otherwise: Any) -> Symbol:
        """Write a choice row by row."""
        return Symbol(f"xp.where({test.text}, {written(then)}, {written(otherwise)})")

    def called(self, name: str, arguments: list[Any]) -> Symbol:
        """Write the least or the most of several values, or rounding down."""
        if name == "floor":
            return Symbol(f"xp.floor({written(arguments[0])})")
        each = [written(one) for one in arguments]
        return Symbol(reduce(lambda one, two: f"xp.{name}imum({one}, {two})", each))

    def joined(self, every: bool, conditions: list[Symbol]) -> Symbol:
        """Write that all conditions hold, or any."""
        each = [one.text for one in conditions]
        return conditions[0] if len(each) == 1 else Symbol(f"({(' & ' if every else ' | ').join(each)})")

    def negate(self, condition: Any) -> Any:
        """Write that a condition does not hold."""
        return Symbol(f"(~{condition.text})") if isinstance(condition, Symbol) else not condition

    def take(self, values: Any, index: Any) -> Any:
        """Write which value of a table an index names."""
        if isinstance(index, Symbol):
            return Symbol(f"xp.asarray([{', '.join(written(one) for one in values)}])[{index.text}]")
        return values[index]

    def named(self, name: str, value: Any, lines: list[str]) -> Any:
        """Give an intermediate result its name, so that it is computed once."""
        if not isinstance(value, Symbol):
            return value
        lines.append(f"{name}_{len(lines)} = {value.text}")
        return Symbol(f"{name}_{len(lines) - 1}")


class Polars(Dialect):
    """Polars' expressions; ``pl`` computes. Intermediate results have no names: its optimiser finds what occurs twice."""

    def where(self, test: Symbol, then: Any, otherwise: Any) -> Symbol:
        """Write a choice row by row."""
        return Symbol(f"pl.when({test.text}).then({written(then)}).otherwise({written(otherwise)})")

    def called(self, name: str, arguments: list[Any]) -> Symbol:
        """Write the least or the most of several values, or rounding down."""
        each = ", ".join(written(one) for one in arguments)
        return Symbol(f"({each}).floor()" if name == "floor" else f"pl.{name}_horizontal({each})")

    def take(self, values: Any, index: Any) -> Any:
        """Write which value of a table an index names: a chain of choices."""
        if not isinstance(index, Symbol):
            return values[index]
        return reduce(lambda rest, k: self.choose(index == k, values[k], rest), range(len(values)), 0.0)

    def named(self, name: str, value: Any, lines: list[str]) -> Any:
        """Leave it where it is."""
        return value


class Sql(Polars):
    """SQL as DuckDB reads it."""

    def where(self, test: Symbol, then: Any, otherwise: Any) -> Symbol:
        """Write a choice row by row."""
        return Symbol(f"(CASE WHEN {test.text} THEN {written(then)} ELSE {written(otherwise)} END)")

    def called(self, name: str, arguments: list[Any]) -> Symbol:
        """Write the least or the most of several values, or rounding down."""
        function = {"min": "least", "max": "greatest"}.get(name, name)
        return Symbol(f"{function}({', '.join(written(one) for one in arguments)})")

    def joined(self, every: bool, conditions: list[Symbol]) -> Symbol:
        """Write that all conditions hold, or any."""
        return Symbol(f"({(' AND ' if every else ' OR ').join(one.text for one in conditions)})")

    def negate(self, condition: Any) -> Any:
        """Write that a condition does not hold."""
        return Symbol(f"(NOT {condition.text})") if isinstance(condition, Symbol) else not condition
