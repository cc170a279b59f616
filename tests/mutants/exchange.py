"""One more kind of mutant than cosmic-ray has: a call exchanged for its opposite, the slip a rulebook fears most."""

from __future__ import annotations

from collections.abc import Iterator

import parso.python.tree
from cosmic_ray.operators.operator import Example, Operator
from cosmic_ray.plugins import OPERATOR_PROVIDERS
from parso.tree import NodeOrLeaf

OPPOSITE = {
    "min": "max",
    "max": "min",
    "minimum": "maximum",
    "maximum": "minimum",
    "any": "all",
    "all": "any",
    "floor": "ceil",
    "below": "(lambda amount, line: amount <= line)",
    "at_most": "(lambda amount, line: amount < line)",
}


class ExchangeCall(Operator):
    """Call the opposite function; a line is then drawn on the other side of the amounts that lie on it."""

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """Yield the name of each such call."""
        if isinstance(node, parso.python.tree.Name) and node.value in OPPOSITE:
            called = node.get_next_leaf()
            defined = node.parent is not None and node.parent.type == "funcdef"
            if called is not None and called.value == "(" and not defined:
                yield node.start_pos, node.end_pos

    def mutate(self, node: parso.python.tree.Name, index: int) -> parso.python.tree.Name:
        """Write the opposite name."""
        node.value = OPPOSITE[node.value]
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return what the operator does, as cosmic-ray's own operators do."""
        return (Example("min(a, b)", "max(a, b)"), Example("below(a, b)", f"{OPPOSITE['below']}(a, b)"))


OPERATOR_PROVIDERS["exchange"] = {"ExchangeCall": ExchangeCall}
