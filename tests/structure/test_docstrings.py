"""Every module and public function says what it does; every door says what it takes and gives back."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import aidkit
from tests.structure.sources import Source, sources

MODULES = [name for name in aidkit.__all__ if inspect.ismodule(getattr(aidkit, name))]
DOORS = ("aidkit", *(f"aidkit.{name}" for name in MODULES))  # what a notebook reaches without looking for it

every_source = pytest.mark.parametrize("source", sources(), ids=lambda source: source.path)


def public_functions(source: Source) -> Iterator[ast.FunctionDef]:
    """Yield public functions of a module and public methods of its public classes, but for mere signatures."""
    classes = [node.body for node in source.tree.body if isinstance(node, ast.ClassDef) and node.name[0] != "_"]
    for body in (source.tree.body, *classes):
        for node in body:
            if isinstance(node, ast.FunctionDef) and node.name[0] != "_" and not is_signature(node):
                yield node


def is_signature(function: ast.FunctionDef) -> bool:
    """Whether a function only states types: an overload, or a method of a protocol."""
    return ast.unparse(function.body[-1]) == "..."


def doors() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield the functions that the package and its parts offer, and the methods of the classes they offer."""
    for module in DOORS:
        if importlib.util.find_spec(module) is None:
            continue
        home = importlib.import_module(module)
        for name in getattr(home, "__all__", ()):
            thing = getattr(home, name)
            if inspect.isfunction(thing):
                yield f"{module}.{name}", thing
            elif inspect.isclass(thing) and not issubclass(thing, Exception):
                methods = {n: m for n, m in vars(thing).items() if inspect.isfunction(m) and n[0] != "_"}
                yield from ((f"{module}.{name}.{n}", method) for n, method in methods.items())


@every_source
def test_a_module_says_what_it_is_for(source: Source) -> None:
    assert ast.get_docstring(source.tree)


@every_source
def test_a_public_function_says_what_it_does(source: Source) -> None:
    for function in public_functions(source):
        text = ast.get_docstring(function)
        assert text, f"{source.path}, {function.name}: no docstring"
        first = text.splitlines()[0]
        assert first.endswith((".", ":", "”", "``")), f"{source.path}, {function.name}: {first!r} is no sentence"


@pytest.mark.parametrize(("name", "function"), list(doors()), ids=lambda value: value if isinstance(value, str) else "")
def test_a_door_says_what_it_takes_and_gives_back(name: str, function: Callable[..., Any]) -> None:
    text = inspect.getdoc(function) or ""
    arguments = [a for a in inspect.signature(function).parameters if a not in ("self", "cls", "settings")]
    if len(arguments) < 2 and "Args:" not in text:
        return
    described = re.findall(r"^ {4}\*{0,2}(\w+)(?:, \w+)*:", text, re.MULTILINE)
    assert set(arguments) <= set(described), f"{name}: {sorted(set(arguments) - set(described))}"
    gives = inspect.signature(function).return_annotation not in (None, "None", inspect.Signature.empty)
    assert not gives or re.search(r"^(Returns|Yields):|\breturn", text, re.MULTILINE | re.IGNORECASE), name
