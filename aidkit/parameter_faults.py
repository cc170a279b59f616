"""What is wrong with a parameter file, line by line, and which of its values nobody has looked up yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aidkit.parameter_yaml import key_lines
from aidkit.parameters import BY_PATH

LOOK_UP = "LOOK-UP"  # what stands in a new place's file where the place's own notice must be found

Keys = tuple[str, ...]


class Faults:
    """Collects the faults of one file by the keys that lead to them.

    Args:
        content: What the file holds; what is not filled in yet is its first faults.
    """

    def __init__(self, content: Any) -> None:
        self.found: dict[Keys, list[str]] = {keys: [what] for keys, what in _unfilled(content, ())}
        self._open = tuple(self.found)

    def add(self, keys: Keys, what: str) -> None:
        """Note a fault; what else is wrong with an entry that is not filled in yet is left unsaid."""
        if not any(keys[: len(above)] == above for above in self._open):
            self.found.setdefault(keys, []).append(what)

    def texts(self, path: Path) -> list[str]:
        """Return each fault as a sentence with line and place, in the order of the lines."""
        lines = key_lines(path)

        def line(keys: Keys) -> int:
            return lines.get(keys) or line(keys[:-1])

        by_line = sorted(((line(keys), keys) for keys in self.found), key=lambda pair: pair[0])
        return [f"line {number}, {_named(keys)}: {what}" for number, keys in by_line for what in self.found[keys]]


def _unfilled(tree: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """Yield what still says ``LOOK-UP``: an entry whose value does as a whole, anything else by itself."""
    if tree == LOOK_UP:
        yield keys, f"still {LOOK_UP}. Write what your own notice says."
    elif isinstance(tree, dict) and tree.get("value") == LOOK_UP:
        spec = BY_PATH.get(".".join(keys[1:-2]))
        wanted = f"{spec.zh} {spec.en}: {spec.allowed}, {spec.unit}" if spec else "the value"
        yield keys, f"still {LOOK_UP}. Write {wanted}; and who says so."
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from _unfilled(value, (*keys, str(key)))


def _named(keys: Keys) -> str:
    """Name a place in the file as paths are named: ``dibao.standard.urban, 2021-07-01, source``."""
    named = keys[1:] or keys if keys[:1] == ("parameters",) else keys
    if "values" not in named:
        return ".".join(named) or "the file"
    cut = named.index("values")
    return ", ".join([".".join(named[:cut]), *named[cut + 1 :]])
