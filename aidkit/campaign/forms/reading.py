"""Read a form's definition from ``params/forms``: every fault is named with its line before anything is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from aidkit.campaign.clauses.files import clause_ids
from aidkit.campaign.errors import CampaignError
from aidkit.campaign.faults import Faults
from aidkit.campaign.forms.definition import (
    ADDED,
    ALL,
    KINDS,
    NOT,
    SERIAL,
    Check,
    Column,
    Form,
    Head,
    Layout,
    Node,
    leaves,
    pruned,
)
from aidkit.campaign.forms.files import form_ids, forms_folder
from aidkit.errors import message, suggestion
from aidkit.parameter_yaml import load_yaml
from aidkit.remembering import until_changed

HEAD = ("zh", "en", "clauses", "unit", "orientation", "basis")
TALLY = ("name", "zh", "en", "tally")
WIDEST = 255  # places a column of a spreadsheet can be wide
SERIAL_COLUMN = Column(SERIAL, "序号", "No.", "count", 5)


def load_form(name: str) -> Form:
    """Read a form's definition.

    Args:
        name: Id of the form, a file of ``params/forms``.

    Returns:
        The form.

    Raises:
        CampaignError: No such form, or its file has faults; each is named with its line and what is allowed.

    Example:
        >>> load_form("payments").title("琼海市")
        '琼海市城乡低保、特困供养资金和临时救助发放统计表'
    """
    if name not in form_ids():
        raise CampaignError(message(f"There is no form {name!r}.", suggestion(name, form_ids())))
    path = forms_folder() / f"{name}.yaml"
    return _remembered(path)


def read_form(path: Path) -> Form:
    """Read a form from a file; its name is the form's id.

    Args:
        path: A file as ``params/forms/<id>.yaml``.

    Returns:
        The form.

    Raises:
        CampaignError: The file has faults.
        ParameterFileError: It is no YAML, or a key stands in it twice.
    """
    shown = f"params/forms/{path.name}"
    content = load_yaml(path, shown, "form")
    faults = Faults(path, shown)
    required = ("form", "columns", "tables")
    if faults.mapping((), content, required=required, optional=("checks",)):
        if faults.mapping(("form",), content["form"], required=HEAD, optional=("period", "notes")):
            _head_texts(content["form"], faults)
        faults.mapping(("tables",), content["tables"])
        for part in ("columns", "checks"):
            faults.listed((part,), content.get(part, []))
    faults.refuse()
    head = content["form"]
    faults.one_of(("form", "orientation"), head["orientation"], ("landscape", "portrait"), "orientation")
    for number, clause in enumerate(head["clauses"]):
        faults.one_of(("form", "clauses", str(number)), clause, clause_ids(), "clause")
    heads = tuple(_nodes(("columns",), content["columns"], faults))
    names = [column.name for column in leaves(heads)]
    for name in {name for name in names if names.count(name) > 1}:
        faults.add(("columns",), f"{name!r} stands here {names.count(name)} times. A column has one place.")
    layouts = tuple(_layouts(content["tables"], heads, faults))
    checks = tuple(_checks(content.get("checks", []), names, faults))
    faults.refuse()
    return Form(
        id=path.stem, zh=head["zh"], en=head["en"], clauses=tuple(head["clauses"]), unit=head["unit"],
        landscape=head["orientation"] == "landscape", basis=head["basis"], period=head.get("period", ""),
        notes=tuple(head.get("notes", ())), heads=heads, layouts=layouts, checks=checks,
    )  # fmt: skip


_remembered = until_changed(read_form)


def _head_texts(head: Mapping[str, Any], faults: Faults) -> None:
    for name in ("zh", "en", "unit", "orientation", "basis", "period"):
        faults.text(("form", name), head.get(name, ""))
    for name in ("clauses", "notes"):
        faults.texts(("form", name), head.get(name, []))


def _nodes(where: tuple[str, ...], given: Any, faults: Faults) -> Iterator[Node]:
    for number, node in enumerate(given):
        at = (*where, str(number))
        if isinstance(node, dict) and "columns" in node:
            if (
                faults.mapping(at, node, required=("zh", "en", "columns"))
                and _texts(at, node, ("zh", "en"), faults)
                and faults.listed((*at, "columns"), node["columns"])
            ):
                yield Head(node["zh"], node["en"], tuple(_nodes((*at, "columns"), node["columns"], faults)))
        elif (
            faults.mapping(at, node, required=("name", "zh", "en", "kind"), optional=("width",))
            and _texts(at, node, ("name", "zh", "en"), faults)
            and faults.one_of((*at, "kind"), node["kind"], KINDS, "kind of column")
            and _width(at, node.get("width", 0), faults)
        ):
            yield Column(node["name"], node["zh"], node["en"], node["kind"], node.get("width", 0))


def _texts(at: tuple[str, ...], node: Mapping[str, Any], names: tuple[str, ...], faults: Faults) -> bool:
    sound = [faults.text((*at, name), node[name]) for name in names]
    return all(sound)


def _width(at: tuple[str, ...], given: Any, faults: Faults) -> bool:
    if type(given) is int and 0 <= given <= WIDEST:
        return True
    faults.add((*at, "width"), f"{given!r} is no width. Allowed: 0 to {WIDEST} places, 0 for as wide as needed.")
    return False


def _layouts(given: Mapping[str, Any], heads: tuple[Node, ...], faults: Faults) -> Iterator[Layout]:
    names = [column.name for column in leaves(heads)]
    for key, table in given.items():
        at = ("tables", key)
        if not faults.mapping(at, table, required=("zh", "en"), optional=("by", "columns")):
            continue
        if not _texts(at, table, ("zh", "en"), faults) or not faults.texts((*at, "by"), table.get("by", [])):
            continue
        if not faults.listed((*at, "columns"), table.get("columns", [])):
            continue
        by = tuple(table.get("by", ()))
        if not all(faults.one_of((*at, "by"), name, names, "column of this form") for name in by):
            continue
        tallies = tuple(_tallies((*at, "columns"), table["columns"], names, faults)) if "columns" in table else ()
        yield Layout(key, table["zh"], table["en"], by, _heads(heads, by, tallies))


def _heads(heads: tuple[Node, ...], by: tuple[str, ...], tallies: tuple[Column, ...]) -> tuple[Node, ...]:
    """Return the heads of one table: its keys and tallies, or its keys and what can be added up, or every column."""
    if tallies:
        return (*pruned(heads, lambda column: column.name in by), *tallies)
    if by:
        return pruned(heads, lambda column: column.name in by or column.kind in ADDED)
    return (SERIAL_COLUMN, *heads)


def _tallies(where: tuple[str, ...], given: Any, names: list[str], faults: Faults) -> Iterator[Column]:
    for number, column in enumerate(given):
        at = (*where, str(number))
        if faults.mapping(at, column, required=TALLY) and _texts(at, column, TALLY, faults):
            counted_by = column["tally"].removeprefix(NOT)
            if counted_by == ALL or faults.one_of((*at, "tally"), counted_by, names, "column of this form"):
                yield Column(column["name"], column["zh"], column["en"], "count", tally=column["tally"])


def _checks(given: Any, names: list[str], faults: Faults) -> Iterator[Check]:
    for number, check in enumerate(given):
        at = ("checks", str(number))
        if not faults.mapping(at, check, required=("sum",), optional=("equals", "at_most")):
            continue
        if ("equals" in check) == ("at_most" in check):
            faults.add(at, "one of equals and at_most is needed.")
            continue
        total = check.get("equals", check.get("at_most"))
        if faults.texts((*at, "sum"), check["sum"]) and all(
            faults.one_of(at, name, names, "column of this form") for name in (*check["sum"], total)
        ):
            yield Check(tuple(check["sum"]), total, "equals" in check)
