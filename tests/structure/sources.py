"""The package's own source, read once: modules, their text and syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Source:
    """One Python file.

    Attributes:
        path: Path from the root of the checkout.
        module: Dotted name; a package is named like its folder.
        text: The file.
        tree: Its syntax tree.
    """

    path: str
    module: str
    text: str
    tree: ast.Module


@cache
def sources(folder: str = "aidkit") -> tuple[Source, ...]:
    """Read every Python file below a folder of the checkout."""
    return tuple(_read(path) for path in sorted((ROOT / folder).rglob("*.py")))


def _read(path: Path) -> Source:
    name = path.relative_to(ROOT)
    parts = name.with_suffix("").parts
    text = path.read_text(encoding="utf-8")
    module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Source(name.as_posix(), module, text, ast.parse(text))


def functions(source: Source) -> Iterator[ast.FunctionDef]:
    """Yield every function and method of a file."""
    yield from (node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef))
