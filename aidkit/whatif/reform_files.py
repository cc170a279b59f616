"""Reading a reform's YAML file: every fault at once, in the manner of the files of parameters."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from aidkit.errors import ParameterFileError, PolicyError, counted, message
from aidkit.parameter_values import TWINS, checked, resolve
from aidkit.parameter_yaml import MAX_FAULTS, load_yaml, shape_faults
from aidkit.shipped import shipped
from aidkit.whatif.reform_document import SCENARIO, Bilingual, Change, How, ReformDocument

FOLDER = "reforms"  # below the folder of parameters; it holds the schema too
HOWS: tuple[How, ...] = ("value", "scale", "unify")


def read_reform(path: Path) -> ReformDocument:
    """Read and check a reform's file.

    Args:
        path: The YAML file.

    Raises:
        ParameterFileError: The file breaks YAML, the schema or the rules of values; all faults are listed.
    """
    shown = f"The reform {path.name}"
    content = load_yaml(path, shown, "reform")
    misshapen = shape_faults(content, shipped("params") / FOLDER, shown)
    faults = [f"{_where(keys)}: {what}" for keys, what in misshapen]
    unsound = {keys[:2] for keys, _ in misshapen}
    blocks = content.get("changes") if isinstance(content, dict) else None
    changes = [
        change
        for name, block in (blocks.items() if isinstance(blocks, dict) else ())
        if ("changes", str(name)) not in unsound
        and len(faults) <= MAX_FAULTS
        and (change := _change(str(name), block, faults)) is not None
    ]
    faults.extend(_touched_twice(changes))
    head = content.get("reform") if isinstance(content, dict) else None
    if isinstance(head, dict) and head.get("id", path.stem) != path.stem:
        faults.append(
            f"reform.id: {head['id']!r} is not the name of the file. Write {path.stem!r}, or rename the file."
        )
    if faults:
        what = f"{shown} cannot be used; {counted(len(faults), 'fault')}:"
        raise ParameterFileError(message(what, *(f"- {fault}" for fault in faults)))
    assert isinstance(head, dict)
    return ReformDocument(
        id=head["id"],
        title=Bilingual(**head["title"]),
        question=Bilingual(**head["question"]),
        changes=tuple(changes),
        note=head.get("note", ""),
    )


def _where(keys: tuple[str, ...]) -> str:
    """Name a place in the file: ``dibao.standard.rural, source.clause`` or ``reform.title``."""
    if keys[:1] == ("changes",) and len(keys) > 1:
        return ", ".join(part for part in (keys[1], ".".join(keys[2:])) if part)
    return ".".join(keys) or "the file"


def _change(path: str, block: dict[str, Any], faults: list[str]) -> Change | None:
    """Read one change; what is wrong with it is added to the faults, so that one reading finds them all."""
    given = [how for how in HOWS if how in block]
    if len(given) != 1:
        seen = f"{' and '.join(given)} stand together" if given else "nothing says what to change"
        faults.append(f"{path}: {seen}. Give exactly one of value, scale and unify.")
        return None
    how = given[0]
    change = Change(path, how, block[how], block.get("unit", ""), block["reason"], _citation(block.get("source")))
    try:
        _check(change)
    except PolicyError as error:
        text = " ".join(str(error).splitlines())
        faults.append(text if text.startswith((path, repr(path))) else f"{path}: {text}")
        return None
    return change


def _check(change: Change) -> None:
    """Refuse a change whose path is unknown or cannot hold what is wanted."""
    paths = change.paths
    if change.unit:
        _check_unit(change)
    if change.how == "scale" and not math.isfinite(change.to):
        raise PolicyError(message(f"{change.path}: cannot be scaled by {change.to}.", "Give a number, e.g. 1.10."))
    if change.how == "value":
        spec, row = resolve(paths[0])
        checked(spec, change.to if row is None else {row: change.to})


def _check_unit(change: Change) -> None:
    if change.how != "value":
        raise PolicyError(message(f"{change.path}: {change.how} has no unit.", "Only a value is given in a unit."))
    unit = resolve(change.path)[0].unit
    units = [unit, TWINS[unit]] if unit in TWINS else [unit]
    if change.unit not in units:
        allowed = f"Allowed: {' or '.join(units)}."
        raise PolicyError(message(f"{change.path}: {change.unit!r} is not this parameter's unit.", allowed))


def _touched_twice(changes: Iterable[Change]) -> list[str]:
    first: dict[str, str] = {}
    faults = []
    for change in changes:
        for path in change.paths:
            if path in first:
                faults.append(f"{change.path}: {path} is changed by {first[path]} already. Keep one of the two.")
            first.setdefault(path, change.path)
    return faults


def _citation(source: dict[str, Any] | None) -> str:
    if source is None:
        return SCENARIO
    if "document" in source:
        return f"{source['document']} {source['clause']}"
    return " ".join(str(source[key]) for key in ("notice", "article", "address") if key in source)
