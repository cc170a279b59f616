"""Where each clause is computed: found by what cites it, so that nothing is claimed by name only.

Rules, parameters, settings, plans, deadlines, forms and words of the ledger each name their clause themselves. Functions
and notebooks are named in ``params/clauses`` and are looked up when they are listed.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from aidkit.campaign.calendar.loading import calendars, load_calendar
from aidkit.campaign.clauses.files import read_clauses
from aidkit.campaign.forms.files import form_ids
from aidkit.campaign.forms.reading import load_form
from aidkit.campaign.ledger.taxonomy import GROUPS, load_taxonomy
from aidkit.campaign.plan.loading import campaigns, load_campaign
from aidkit.errors import AidkitError, message
from aidkit.oversight.settings import load_settings
from aidkit.parameter_files import national_file, parameter_file, places
from aidkit.rules import nodes_of
from aidkit.shipped import shipped

Kind = Literal["rule", "parameter", "setting", "plan", "deadline", "form", "word", "function", "notebook"]
RULE = re.compile(r"^@rule\(", re.MULTILINE)
CLAUSE = re.compile(r"\b(?:JJ|HZ|HS|XZ|QH)-[0-9A-Z](?:[0-9A-Z.–]*[0-9A-Z])?")


@dataclass(frozen=True)
class Place:
    """One place where a clause is computed, held as a value or put into a form.

    Attributes:
        clause: Id of the clause.
        kind: What the place is.
        name: What it is called in its own kind.
        address: Where it stands: ``module:name``, or a file with the keys that lead there.
    """

    clause: str
    kind: Kind
    name: str
    address: str


def clause_places() -> tuple[Place, ...]:
    """Return every place of every clause; what is named but not there is an error, never a silent gap.

    Raises:
        AidkitError: ``params/clauses`` names a function or a notebook that does not exist.
    """
    gathered = (*_rules(), *_parameters(), *_settings(), *_plans(), *_deadlines(), *_forms(), *_words(), *_named())
    return tuple(dict.fromkeys(gathered))


def _rules() -> Iterator[Place]:
    for module in _rule_modules():
        for name, variants in nodes_of(module).items():
            for clause in {clause for node in variants for clause in node.clauses}:
                yield Place(clause, "rule", name, f"{module.__name__}:{name}")


def _rule_modules() -> Iterator[ModuleType]:
    """Yield every module of the package that declares rules, wherever it lies."""
    package = Path(__file__).parents[2]
    for path in sorted(package.rglob("*.py")):
        if RULE.search(path.read_text(encoding="utf-8")):
            parts = path.relative_to(package.parent).with_suffix("").parts
            yield importlib.import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))


def _parameters() -> Iterator[Place]:
    for file in (national_file(), *map(parameter_file, places())):
        for path, entries in file.entries.items():
            for clause in sorted({clause for entry in entries for clause in CLAUSE.findall(_cited(entry))}):
                yield Place(clause, "parameter", path, f"params/{file.place.id}.yaml#{path}")


def _cited(entry: Any) -> str:
    """Return where a value of a document comes from; a reason of an assumption cites nothing."""
    return entry.source if entry.status == "seed" else ""


def _settings() -> Iterator[Place]:
    for path in sorted((shipped("params") / "oversight").glob("*.yaml")):
        for name, setting in load_settings(path.stem).items():
            for clause in CLAUSE.findall(_cited(setting)):
                yield Place(clause, "setting", name, f"params/oversight/{path.name}#{name}")


def _plans() -> Iterator[Place]:
    for campaign in campaigns():
        plan = load_campaign(campaign)
        file = f"params/campaigns/{campaign}/plan.yaml"
        for part in ("groups", "checks", "dates"):
            for key, entry in getattr(plan, part).items():
                for clause in CLAUSE.findall(entry.clause):
                    yield Place(clause, "plan", f"{campaign} {key}", f"{file}#{part}.{key}")
        for key, setting in plan.settings.items():
            for clause in CLAUSE.findall(setting.source.clause):
                yield Place(clause, "plan", f"{campaign} {key}", f"{file}#settings.{key}")


def _deadlines() -> Iterator[Place]:
    for campaign in calendars():
        calendar = load_calendar(campaign)
        file = f"params/campaigns/{campaign}/calendar.yaml"
        for item in calendar.items:
            yield Place(item.clause, "deadline", f"{campaign} {item.id}", f"{file}#items.{item.id}")
        for stage in calendar.stages:
            yield Place(stage.clause, "deadline", f"{campaign} {stage.id}", f"{file}#stages.{stage.id}")


def _forms() -> Iterator[Place]:
    for name in form_ids():
        for clause in load_form(name).clauses:
            yield Place(clause, "form", name, f"params/forms/{name}.yaml")


def _words() -> Iterator[Place]:
    taxonomy = load_taxonomy()
    for group in GROUPS:
        for key, word in getattr(taxonomy, group).items():
            for clause in CLAUSE.findall(word.clause):
                yield Place(clause, "word", f"{group}.{key}", f"params/campaigns/taxonomy.yaml#{group}.{key}")


def _named() -> Iterator[Place]:
    for clause, said in read_clauses().items():
        for address in said.get("by", ()):
            check_function(clause, address)
            yield Place(clause, "function", address.replace("aidkit:", "aidkit.").replace(":", "."), address)
        for notebook in said.get("notebooks", ()):
            if not (shipped("notebooks") / f"{notebook}.ipynb").is_file():
                raise AidkitError(message(f"Clause {clause}: there is no notebook {notebook!r}.", _HINT))
            yield Place(clause, "notebook", notebook, f"notebooks/{notebook}.ipynb")


def check_function(clause: str, address: str) -> Any:
    """Return the function or class an address names.

    Raises:
        AidkitError: There is none, or it is not one of aidkit: a file of parameters imports nothing else.
    """
    module, _, name = address.partition(":")
    if module.partition(".")[0] != "aidkit":
        raise AidkitError(message(f"Clause {clause}: {address!r} is not of aidkit.", _HINT))
    try:
        return getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError):
        raise AidkitError(message(f"Clause {clause}: there is no {address!r}.", _HINT)) from None


_HINT = "Name in params/clauses what computes the clause, as module:function, or take the name out."
