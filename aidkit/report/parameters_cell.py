"""Read the ``parameters`` cell of a notebook and check what a run wants to put into it.

Papermill only logs a name the notebook does not have and passes a value of any type, so a misspelt setting
would silently give the baseline. The cell is therefore read as Python (never executed): one line a parameter,
written ``name: type = default  # what it means``.
"""

from __future__ import annotations

import ast
import tokenize
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from aidkit.errors import ReportError, counted, message, suggestion

TAG = "parameters"
TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool, "list": list, "dict": dict}


@dataclass(frozen=True)
class Parameter:
    """One line of a parameters cell.

    Attributes:
        name: Variable the notebook reads.
        annotation: Type as written, e.g. ``int | None`` or ``Literal['zh', 'en']``.
        types: Python types a value may have.
        choices: Values a ``Literal`` allows; empty for any value of the types.
        default: Value the cell gives it.
        note: The comment behind it.
    """

    name: str
    annotation: str
    types: tuple[type, ...]
    choices: tuple[Any, ...]
    default: Any
    note: str = ""

    def accepts(self, value: Any) -> bool:
        """Whether a value may be put into this parameter; True is not a number and 1 is a float."""
        if any(type(value) is type(choice) and value == choice for choice in self.choices):
            return True
        return type(value) in self.types or (type(value) is int and float in self.types)


def read_parameters(notebook: Path) -> dict[str, Parameter]:
    """Return the parameters a notebook takes, by name, in the order of its cell.

    Raises:
        ReportError: When the notebook has no such cell, more than one, or a line of it is not
            ``name: type = literal``.
    """
    import nbformat

    cells = nbformat.read(notebook, as_version=4).cells  # type: ignore[no-untyped-call]
    tagged = [cell for cell in cells if TAG in cell.metadata.get("tags", ())]
    if len(tagged) != 1:
        raise ReportError(
            message(
                f"{notebook.name}: {counted(len(tagged), 'cell')} tagged {TAG!r}, expected exactly one.",
                f"Give the tag {TAG!r} to the one cell that holds the notebook's settings.",
            )
        )
    return parse_parameters(tagged[0].source, notebook.name)


def parse_parameters(source: str, name: str) -> dict[str, Parameter]:
    """Return the parameters written in the source of a cell; ``name`` is the notebook's, for messages."""
    try:
        lines = ast.parse(source).body
    except SyntaxError as error:
        raise ReportError(message(f"{name}, parameters cell, line {error.lineno}: {error.msg}.")) from None
    notes = _comments(source)
    parameters = [_parameter(node, notes, name) for node in lines]
    return {parameter.name: parameter for parameter in parameters}


def check_parameters(values: Mapping[str, Any], parameters: Mapping[str, Parameter], name: str) -> None:
    """Refuse values the notebook ``name`` has no parameter for, or of another type than it declares.

    Raises:
        ReportError: With every fault at once.
    """
    faults = []
    for key, value in values.items():
        if key not in parameters:
            faults.append(f"{key}: not a parameter of this notebook. {suggestion(key, tuple(parameters))}")
        elif not parameters[key].accepts(value):
            faults.append(
                f"{key}: {value!r} is {_type_name(value)}, expected {parameters[key].annotation}"
                f" (default {parameters[key].default!r})."
            )
    if faults:
        raise ReportError(message(f"{name}: {counted(len(faults), 'parameter')} cannot be used.", *faults))


def _parameter(node: ast.stmt, notes: Mapping[int, str], name: str) -> Parameter:
    if not (isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None):
        raise _unreadable(node, name)
    try:
        default = ast.literal_eval(node.value)
        types, choices = _allowed(node.annotation)
    except (ValueError, KeyError):
        raise _unreadable(node, name) from None
    parameter = Parameter(
        node.target.id,
        ast.unparse(node.annotation),
        types,
        choices,
        default,
        notes.get(node.end_lineno or 0, ""),
    )
    if not parameter.accepts(default):
        raise _unreadable(node, name)
    return parameter


def _allowed(node: ast.expr) -> tuple[tuple[type, ...], tuple[Any, ...]]:
    """Return the types and the literal choices an annotation stands for."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        left, right = _allowed(node.left), _allowed(node.right)
        return left[0] + right[0], left[1] + right[1]
    if isinstance(node, ast.Constant) and node.value is None:
        return (type(None),), ()
    if isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("Literal"):
        choices = ast.literal_eval(node.slice)
        return (), choices if isinstance(choices, tuple) else (choices,)
    base = node.value if isinstance(node, ast.Subscript) else node
    return (TYPES[ast.unparse(base)],), ()


def _comments(source: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(StringIO(source).readline)
    return {token.start[0]: token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT}


def _unreadable(node: ast.stmt, name: str) -> ReportError:
    return ReportError(
        message(
            f"{name}, parameters cell, line {node.lineno}: {ast.unparse(node)!r} is not a parameter.",
            "Write one a line as `name: type = default  # what it means`, with a plain literal of that type.",
            f"Types: {', '.join(TYPES)}, Literal[...], each with `| None` if it may be empty.",
        )
    )


def _type_name(value: Any) -> str:
    return "None" if value is None else type(value).__name__
