"""Begin a new place's files: every parameter path once, and what must be looked up marked by name."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from aidkit.data.synthesis.margins import read_margins
from aidkit.errors import PolicyError, message
from aidkit.parameter_faults import LOOK_UP
from aidkit.parameter_files import NATIONAL, read_parameter_file
from aidkit.parameter_yaml import load_yaml
from aidkit.parameters import SPECS, Spec

PLACE_ID = re.compile(r"[a-z][a-z0-9-]{0,39}")
CHECK = "CHECK 待核"
TEMPLATE = "town-template"
LONGEST = 60  # characters of a place's name

WHERE = {
    "dibao": "the city's or province's notice on dibao standards (低保标准)",
    "minimum_wage": "the province's notice on the minimum wage (最低工资标准)",
    "income": "the statistical bulletin of the year before (国民经济和社会发展统计公报)",
    "children": "the notice on the basic living of orphans (孤儿基本生活费标准)",
}

_HEAD = """\
# {zh} {en}: parameters of a new place, begun on {today}.
#
# 1. Look up what says {look_up}: {count} values no national rule gives, each with the first day it is in force. What
#    cannot be found is an assumption:
#    {{value: 700, status: assumed, low: 600, high: 800, source: {{reason: "Why, and whose figure it is."}}}}
# 2. Go through the lines that begin with '#': the national value holds while they do. Where your notices differ, take
#    the '#' off the parameter and off the groups above it, write your value, and cite your notice.
#    {check} marks those for which no national text gives a number either.
# 3. `aidkit check params/{id}.yaml` says line by line what is missing or wrong; then `aidkit report {id}`.
"""


def begin_city(
    name: str, *, zh: str, en: str = "", code: str = "", day: date | None = None, out: str | Path = "params"
) -> list[Path]:
    """Write the files of a new place: its parameters, and beside them the figures invented families are drawn by.

    Args:
        name: Id of the place and name of its file: small Latin letters, digits and hyphens.
        zh: Chinese name.
        en: English name; the id with capitals when left out.
        code: Division code, 6, 9 or 12 digits; to be looked up when left out.
        day: The campaign's date, taken when a report names none; today when left out.
        out: A folder of parameter files, with ``national.yaml`` in it.

    Returns:
        The files written: the parameters, and ``data/margins/<name>.yaml`` where such a folder lies beside ``out``.

    Raises:
        PolicyError: The name is no id, a file is there already, or the folder holds no ``national.yaml`` that can be
            used.
    """
    folder, day = Path(out), day or date.today()
    names = {"id": name, "en": en or name.replace("-", " ").title(), "zh": zh, "code": code or LOOK_UP}
    _check(names, folder)
    read_parameter_file(folder / f"{NATIONAL}.yaml")  # its faults are said before anything is made of it
    texts = {folder / f"{name}.yaml": _parameters(names, day, load_yaml(folder / f"{NATIONAL}.yaml")["parameters"])}
    margins = folder.resolve().parent / "data" / "margins"
    if (margins / f"{TEMPLATE}.yaml").is_file():
        texts[margins / f"{name}.yaml"] = _margins(names, read_margins(margins / f"{TEMPLATE}.yaml"))
    for path in texts:
        if path.exists() or path.is_symlink():
            raise PolicyError(message(f"{path} is there already.", "Choose another name, or go on with that file."))
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(texts)


def _check(names: dict[str, str], folder: Path) -> None:
    name = names["id"]
    if not PLACE_ID.fullmatch(name) or name == NATIONAL:
        allowed = "Allowed: up to 40 small Latin letters, digits and hyphens, a letter first, e.g. my-city."
        raise PolicyError(message(f"{name!r} is no id of a place.", allowed))
    for what in ("zh", "en", "code"):
        if not names[what].isprintable() or not 0 < len(names[what].strip()) <= LONGEST:
            raise PolicyError(
                message(f"{what}={names[what]!r} cannot be used.", f"Allowed: one line of up to {LONGEST} characters.")
            )
    if not (folder / f"{NATIONAL}.yaml").is_file():
        raise PolicyError(
            message(
                f"{folder}: no folder of parameters, for it holds no {NATIONAL}.yaml.",
                "Begin a study with `aidkit init my-study` and go into it; or name the folder: --out my-study/params.",
            )
        )


def _parameters(names: dict[str, str], day: date, nation: dict[str, Any]) -> str:
    count = sum(_record(nation, spec.path, day) is None for spec in SPECS)
    head = _HEAD.format(**names, today=date.today(), look_up=LOOK_UP, check=CHECK, count=count)
    place = _flow({**names, "campaign_date": day.isoformat()})
    lines = [f"place: {place}", "parameters:", *_group(_tree(), 1, nation, day)]
    return head + "\n".join(lines) + "\n"


def _tree() -> dict[str, Any]:
    """Return the table of parameters as the tree a file writes it in."""
    tree: dict[str, Any] = {}
    for spec in SPECS:
        *groups, last = spec.path.split(".")
        node = tree
        for group in groups:
            node = node.setdefault(group, {})
        node[last] = spec
    return tree


def _group(tree: dict[str, Any], depth: int, nation: dict[str, Any], day: date) -> Iterator[str]:
    for key, node in tree.items():
        indent = "  " * depth
        if isinstance(node, Spec):
            record = _record(nation, node.path, day)
            yield from _to_look_up(node, indent, day) if record is None else _as_national(node, indent, *record)
            continue
        lines = list(_group(node, depth + 1, nation, day))
        yield f"{'#' if all(line.startswith('#') for line in lines) else ''}{indent}{key}:"
        yield from lines


def _to_look_up(spec: Spec, indent: str, day: date) -> Iterator[str]:
    key = spec.path.rpartition(".")[2]
    record = {"value": LOOK_UP, "status": "published", "source": {"notice": LOOK_UP, "address": LOOK_UP}}
    yield f"{indent}# {LOOK_UP} {spec.zh} {spec.en}: {WHERE[spec.path.split('.')[0]]}."
    yield f"{indent}{key}:"
    yield f"{indent}  {_line(unit=spec.unit)}"
    yield f"{indent}  values:"
    yield f"{indent}    {day.replace(month=1, day=1)}: {_flow(record)}"


def _as_national(spec: Spec, indent: str, unit: str, since: str, record: dict[str, Any]) -> Iterator[str]:
    key = spec.path.rpartition(".")[2]
    mark = f" · {CHECK}" if record["status"] == "assumed" else ""
    yield f"#{indent}{key}:  # {spec.zh} {spec.en}{mark}"
    yield f"#{indent}  {_line(unit=unit)}"
    yield f"#{indent}  values:"
    yield f"#{indent}    {since}: {{{_line(**{name: value for name, value in record.items() if name != 'source'})},"
    yield f"#{indent}      {_line(source=record['source'])}}}"


def _record(nation: dict[str, Any], path: str, day: date) -> tuple[str, str, dict[str, Any]] | None:
    """Return the unit, first day and record of the national value in force; the first one before there was any."""
    node: Any = nation
    for key in path.split("."):
        node = node.get(key, {})
    since = [text for text in node.get("values", {}) if text <= day.isoformat()] or list(node.get("values", {}))[:1]
    return (node["unit"], since[-1], node["values"][since[-1]]) if since else None


def _margins(names: dict[str, str], template: dict[str, Any]) -> str:
    """Write the template's sizes under the place's name; benefits and shares are then the country's."""
    kept = {key: entry for key, entry in template["anchors"].items() if key.startswith(("population.", "share."))}
    head = (
        f"# What invented families of {names['zh']} {names['en']} are drawn by. These sizes are a template's: write your own\n"
        "# from census and yearbook. What stands here not at all is the country's; see national.yaml.\n"
    )
    entries = "".join(f"  {key}:\n    {_flow(entry)}\n" for key, entry in kept.items())
    return f"{head}place: {_flow(names)}\nanchors:\n{entries}"


def _line(**values: Any) -> str:
    """Write keys and values on one line without braces."""
    return _flow(values)[1:-1]


def _flow(value: dict[str, Any]) -> str:
    """Write a mapping on one line of YAML."""
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=sys.maxsize)
    return str(text).strip()
