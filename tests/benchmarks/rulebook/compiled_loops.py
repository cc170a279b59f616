"""The rulebook by Tax-Calculator's decorator: the very same scalar rules, one compiled loop over rows a rule.

Nothing is translated. The decorator reads a function's file for the names it returns, so each rule gets a wrapper in a
file of its own making. It knows rows, not families: sums and what members share are numpy's, as in Tax-Calculator.
"""

from __future__ import annotations

import importlib.util
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numba
import numpy as np
from taxcalc.decorators import iterate_jit

from aidkit.engine.compilable import compilable
from aidkit.rules.definition import Aggregate, Rule
from tests.benchmarks.rulebook.book import Array, Book, added_up

NAME, PACKAGE = "Tax-Calculator's decorator, one compiled loop a rule", "taxcalc"


def prepare(book: Book) -> Callable[[], dict[str, Array]]:
    """Return the work."""
    rules = {name: node for name, node in book.nodes().items() if isinstance(node, Rule)}
    known = {**book.parameters, **{n: v for n, v in book.constants.items() if n in book.plan.nodes}}
    policy = SimpleNamespace(**{name: np.array([value]) for name, value in known.items()})
    loops = _loops(rules, list(known))
    room = {name: book.empty(name) for name in rules}

    def work() -> dict[str, Array]:
        found: dict[str, Any] = dict(book.columns)
        for name, node in book.nodes().items():
            if isinstance(node, Aggregate):
                found[name] = added_up(book, node, found)
                continue
            each = {one: found[one] for one in node.arguments if one not in known}
            if node.level == "person":
                each = {one: values if book.of_person(one) else values[book.owner] for one, values in each.items()}
            table = loops[name](policy, SimpleNamespace(**each, **{name: room[name]}))
            found[name] = table[name].to_numpy()
        return book.answer(found)

    return work


def _loops(rules: dict[str, Rule], known: list[str]) -> dict[str, Callable[..., Any]]:
    text = "\n\n".join(
        f"def {name}({', '.join(node.arguments)}):\n"
        f"    {name} = rule_{name}({', '.join(node.arguments)})\n"
        f"    return {name}"
        for name, node in rules.items()
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "loops.py"
        file.write_text(text + "\n", encoding="utf-8")
        spec = importlib.util.spec_from_file_location("loops", file)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        vars(module).update({f"rule_{name}": numba.njit(compilable(node.function)) for name, node in rules.items()})
        spec.loader.exec_module(module)
        return {name: iterate_jit(parameters=known, nopython=True)(getattr(module, name)) for name in rules}
