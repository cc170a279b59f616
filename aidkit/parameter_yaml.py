"""YAML of parameters as plain data: every key once, no aliases, dates as text, its shape held against a JSON schema."""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from aidkit.errors import SHOWN, ParameterFileError, counted, message

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError

MAX_BYTES = 2_000_000  # a city's file is some 40 kB; anything near this is no parameter file
MAX_DEPTH = 40  # a path, its dates and its source nest to nine
MAX_VALUES = 5_000  # keys and values of a file; the largest that ships has some 2,000
MAX_FAULTS = 100  # that are looked for; whoever has more mends these first
MAX_SAID = 500  # characters shown of what breaks the schema
MAX_TEXT = 3_000  # characters of one value; a number of more digits can be read but not printed
MOST = 10**300  # a whole number beyond it is no double, and nothing can be reckoned with it
DATE_ADVICE = "Write the first day the value is in force as YYYY-MM-DD, oldest first."


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe YAML that refuses two equal keys and leaves dates as text for our own check."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own shape
        key: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for key, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag.endswith(":null"):
                raise yaml.YAMLError(f"line {line}: a key must be a word")
            if key_node.value in seen:
                raise yaml.YAMLError(f"line {line}: the key {key_node.value!r} stands here a second time")
            seen.add(key_node.value)
        return super().construct_mapping(node, deep)  # type: ignore[no-any-return]

    def construct_yaml_int(self, node: Any) -> int:
        number = super().construct_yaml_int(node)
        if abs(number) > MOST:
            line = node.start_mark.line + 1
            raise yaml.YAMLError(f"line {line}: a whole number of more than 300 digits")
        return number  # type: ignore[no-any-return]


_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.construct_yaml_int)


def load_yaml(path: Path, shown: str = "", kind: str = "parameter file") -> Any:
    """Read a file of parameters, or one that is written like them, as plain data.

    Args:
        path: The YAML file.
        shown: What messages call it; ``params/<file>`` when left out.
        kind: What it is meant to be, as messages say it.

    Returns:
        What it holds, unchecked but for YAML itself; dates are text.

    Raises:
        ParameterFileError: The file is not there, too large, not UTF-8 or not YAML, or a key stands in it twice.
    """
    shown = shown or f"params/{path.name}"
    if _present(path).stat().st_size > MAX_BYTES:
        raise ParameterFileError(message(f"{shown} is larger than {MAX_BYTES:,} bytes.", f"Is it a {kind}?"))
    try:
        return read_yaml(path.read_text(encoding="utf-8"), kind)
    except (yaml.YAMLError, ValueError) as error:
        raise ParameterFileError(
            message(
                f"{shown} is not readable YAML: {' '.join(str(error).split())}.",
                "Keys stand once, indented by two spaces, the file in UTF-8.",
            )
        ) from None


def read_yaml(text: str, kind: str) -> Any:
    """Read YAML that a person wrote as plain data: limited in depth, no tags, no aliases, every key once.

    Args:
        text: The YAML.
        kind: What it is meant to be, as messages say it.

    Raises:
        yaml.YAMLError: It is not YAML, or more than plain data.
        ValueError: A number of it cannot be read.

    Example:
        >>> read_yaml("{from: 2021-07-01, share: 0.5}", "setting")
        {'from': '2021-07-01', 'share': 0.5}
    """
    _refuse_traps(text, kind)
    return yaml.load(text, Loader=_Loader)


def _refuse_traps(text: str, kind: str) -> None:
    """Refuse what a small file could fill the memory or the stack with, before anything of it is built."""
    depth = values = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            raise yaml.YAMLError(f"aliases (*name) are not allowed in {kind}s")
        line = event.start_mark.line + 1 if event.start_mark else 0
        if depth > MAX_DEPTH:
            raise yaml.YAMLError(f"line {line}: more than {MAX_DEPTH} levels deep")
        if getattr(event, "tag", None) is not None:
            raise yaml.YAMLError(f"line {line}: tags (!name) are not allowed in {kind}s")
        values += isinstance(event, yaml.ScalarEvent)
        if values > MAX_VALUES:
            raise yaml.YAMLError(f"line {line}: more than {MAX_VALUES:,} keys and values")
        if len(getattr(event, "value", "")) > MAX_TEXT:
            raise yaml.YAMLError(f"line {line}: a value of more than {MAX_TEXT:,} characters")


def key_lines(path: Path) -> dict[tuple[str, ...], int]:
    """Return the line, from 1, on which each key of a file stands, by the keys that lead to it.

    Args:
        path: A file that ``load_yaml`` has read.
    """
    lines: dict[tuple[str, ...], int] = {(): 1}

    def walk(node: Any, keys: tuple[str, ...]) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                lines[*keys, str(key.value)] = key.start_mark.line + 1
                walk(value, (*keys, str(key.value)))
        elif isinstance(node, yaml.SequenceNode):
            for place, value in enumerate(node.value):
                lines[*keys, str(place)] = value.start_mark.line + 1
                walk(value, (*keys, str(place)))

    walk(yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader), ())
    return lines


def shape_faults(content: Any, folder: Path, shown: str) -> list[tuple[tuple[str, ...], str]]:
    """Return what breaks the shape of a parameter file: the keys that lead there, and what is wrong.

    Args:
        content: What ``load_yaml`` returned.
        folder: The folder of parameters, which holds ``schema.json``.
        shown: What messages call the file.

    Returns:
        Keys from the top of the file, and a sentence.

    Raises:
        ParameterFileError: There are more than ``MAX_FAULTS``.
    """
    errors = sorted(_validator(folder).iter_errors(content), key=lambda e: [str(part) for part in e.absolute_path])
    faults = list(
        dict.fromkeys((tuple(str(part) for part in error.absolute_path), _short(_said(error))) for error in errors)
    )
    if len(faults) > MAX_FAULTS:
        first = (f"- {'.'.join(keys) or 'the file'}: {said}" for keys, said in faults[:SHOWN])
        raise ParameterFileError(
            message(f"{shown} cannot be used; {counted(len(faults), 'fault')}, the first:", *first, "Mend these first.")
        )
    return faults


def _short(said: str) -> str:
    return said if len(said) <= MAX_SAID else f"{said[:MAX_SAID]}…"


@cache
def _validator(folder: Path) -> Draft202012Validator:
    return json_schema(json.loads(_present(folder / "schema.json").read_text(encoding="utf-8")))


def json_schema(schema: dict[str, Any]) -> Draft202012Validator:
    """Return what checks plain data against a JSON schema."""
    already = "rfc3987_syntax" in sys.modules
    if not already:  # a grammar of web addresses jsonschema would parse first: a second, and no schema here has any
        sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    try:
        from jsonschema import Draft202012Validator
    finally:
        if not already:
            del sys.modules["rfc3987_syntax"]
    return Draft202012Validator(schema)


def _present(path: Path) -> Path:
    if path.is_file():
        return path
    raise ParameterFileError(
        message(
            f"{path.parent.name}/{path.name} is not there.",
            "A folder of parameters holds national.yaml, schema.json and a file for each place.",
            "Copy what is missing from aidkit's own.",
        )
    )


def _said(error: ValidationError) -> str:
    """Say a fault in words where JSON schema's own are riddles."""
    seen, kind, rule = repr(error.instance), str(error.validator), str(error.validator_value)
    if kind == "None":
        return (
            f"{seen} has no place here: low, high and alternatives go with assumed values, code and dates with places."
        )
    if kind == "pattern" and rule.startswith("^[0-9]{4}-"):
        return f"{seen}: not a date. {DATE_ADVICE}"
    if kind == "required":
        return f"{error.message.removesuffix(' is a required property')} is missing."
    if kind == "type":
        return f"{seen} is not {_TYPES.get(rule, rule)}."
    return {
        "pattern": f"{seen} does not fit {rule}.",
        "anyOf": f"{seen} is no value a parameter can have.",
        "minProperties": "nothing stands here.",
    }.get(kind, f"{error.message}.")


_TYPES = {"object": "a mapping", "string": "text; put it in quotes"}
