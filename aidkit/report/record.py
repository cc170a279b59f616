"""Read a run's record, run.json: its shape is checked, so that whoever reads on may trust it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidkit.errors import ReportError, listed, message
from aidkit.report.folder import RECORD

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

SHOWN = ("place_name", "date", "name", "files")  # what the index of runs shows of each
HINT = "A run's folder holds run.json and notebook.ipynb, e.g. reports/jinjiang/2021-08-24-baseline."
AGAIN = "Run the report again."
MOST = 20_000_000  # bytes; a record is some 20 kB

_TEXT, _MAPPING = {"type": "string"}, {"type": "object"}
_TEXTS = {"type": "array", "items": _TEXT}
_TWO = {"type": "array", "items": _TEXT, "minItems": 2, "maxItems": 2}
_BOUNDS = {"minimum": -1e15, "maximum": 1e15}  # of numbers; no figure of a report comes near them
_NUMBER = {"type": ["number", "null"], **_BOUNDS}
_STEP = {"type": "object", "properties": {key: {"type": "number", **_BOUNDS} for key in ("up_to_ratio", "amount")}}
_VALUE = {**_BOUNDS, "items": {**_STEP, "required": ["up_to_ratio", "amount"]}}  # a list is a scale of relief
_FIGURE = {"name": _TEXT, "label": _TWO, "unit": _TWO, "shown": _TEXT, "interval": {"type": ["string", "null"]}}
_RATE = {"name": _TEXT, "label": _TWO, "unit": _TWO, "value": _NUMBER, "low": _NUMBER, "high": _NUMBER}
_SHAPE: Mapping[str, Any] = {
    **dict.fromkeys(("place", "date", "name", "raw"), _TEXT),
    "notebook": {"type": "string", "pattern": r"^(?!.*\.ipynb$)[^/\\]+$"},  # a name, never a path: verify runs it
    **dict.fromkeys(("asked", "versions", "rules", "population"), _MAPPING),
    "values": {"type": "object", "additionalProperties": _VALUE},
    "hashes": {"type": "object", "additionalProperties": _TEXT},
    "parameters": {"type": "object", "properties": {"overrides": {"type": ["object", "null"]}, "lang": _TEXT}},
    "files": _TEXTS,
    "place_name": _TWO,
    "key_figures": {
        "type": "array",
        "items": {"type": "object", "properties": _FIGURE, "required": ["name", "label", "unit", "shown"]},
    },
    "rates": {"type": "array", "items": {"type": "object", "properties": _RATE, "required": list(_RATE)}},
}


def read_record(folder: Path, needed: Collection[str]) -> dict[str, Any]:
    """Return what a run's record says.

    Args:
        folder: The run's folder.
        needed: Entries it must have.

    Raises:
        ReportError: There is no record, it is no JSON, lacks an entry, or an entry is not of its shape.
    """
    what = f"{folder}: not the folder of a run"
    try:
        record = json.loads(_text(folder / RECORD))
    except OSError:
        raise ReportError(message(f"{what}: there is no {RECORD}.", HINT)) from None
    except (ValueError, RecursionError):
        raise ReportError(message(f"{what}: its {RECORD} is no JSON.", AGAIN)) from None
    missing = [name for name in needed if not isinstance(record, dict) or name not in record]
    if missing:
        raise ReportError(message(f"{what}: its {RECORD} lacks {', '.join(missing)}.", HINT))
    odd = sorted({".".join(str(part) for part in error.absolute_path) for error in _validator().iter_errors(record)})
    if odd:
        raise ReportError(message(f"{what}: its {RECORD} has entries of another shape: {listed(odd)}.", AGAIN))
    return dict(record)


def _text(path: Path) -> str:
    if path.stat().st_size > MOST:
        raise ValueError("too large")
    return path.read_text(encoding="utf-8")


@cache
def _validator() -> Draft202012Validator:
    from aidkit.parameter_yaml import json_schema

    return json_schema({"type": "object", "properties": _SHAPE})
