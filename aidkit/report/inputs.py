"""Open what a report starts from: the policy of a place, and people to hold it against."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidkit.errors import PopulationError, ReportError, message, suggestion
from aidkit.report.registers import open_register
from aidkit.shipped import shipped

if TYPE_CHECKING:
    from aidkit.campaign.groups.lists import Lists
    from aidkit.policy import Policy
    from aidkit.population import Population

SYNTHETIC = "synthetic"
HOUSEHOLDS, SEED = 20_000, 2021  # invented families a report is about: enough for a table by town


def open_policy(
    place: str, date: str | None = None, overrides: Mapping[str, Any] | None = None, name: str | None = None
) -> Policy:
    """Return a place's policy on a date, with a reform laid over it when there are overrides.

    Args:
        place: Id of the place.
        date: Policy date ``YYYY-MM-DD``; None or empty for the place's campaign date.
        overrides: Parameter paths and their new values.
        name: What to call the reform; None or empty for the name the policy gives it.

    Raises:
        PolicyError: Place, date, path or value cannot be used.
    """
    from aidkit.policy import load_policy

    policy = load_policy(place, date or None)
    return policy.reform(overrides, name=name or None) if overrides else policy


def open_population(source: str, policy: Policy, *, households: int = HOUSEHOLDS, seed: int = SEED) -> Population:
    """Return the population a report is about.

    Args:
        source: ``synthetic``, a file or folder of households and persons, or the folder of a register extract.
        policy: The policy; its place and date say whom to synthesize and how old people are.
        households: Families to synthesize.
        seed: Seed to synthesize with.

    Raises:
        PopulationError: The path does not exist, or what lies there cannot be used.
    """
    if source == SYNTHETIC:
        from aidkit.data.synthetic import synthesize

        return synthesize(policy.place.id, households, seed, policy.date)
    return read_people(source, policy.date)


def read_people(source: str, date: datetime.date | str | None = None) -> Population:
    """Return the population in a file or folder, or the register extract in a folder.

    Args:
        source: Path of a file or folder of households and persons, or of a register extract.
        date: Day to count an extract's ages to; None for the extract's own.

    Raises:
        PopulationError: The path does not exist, or what lies there cannot be used.
    """
    from aidkit.data.files import read_population

    path = Path(source)
    if not path.exists():
        raise PopulationError(
            message(
                f"{source}: no such file or folder.",
                "A population is a folder or file with households and persons, or the folder of a register extract.",
                f"Leave it out for an invented ({SYNTHETIC}) population.",
            )
        )
    if path.is_file() or any(path.glob("households.*")):
        return read_population(path)
    return open_register(path, date).population()


def lists_beside(source: str, people: Population, policy: Policy, folder: Path | None = None) -> Lists | None:
    """Return the departments' lists that lie beside a register extract, or in a folder of their own, else None.

    Args:
        source: What the population was opened from.
        people: The population; only one read from an extract holds faults.
        policy: Its date is the one the extract was read for.
        folder: Where the lists lie, when not beside the extract.
    """
    from aidkit.campaign.groups.lists import read_lists

    register = open_register(source, policy.date) if people.faults is not None else None
    if folder is None and register is None:
        return None
    return read_lists(folder if folder is not None else source, register)


def notebook_path(notebook: str) -> Path:
    """Return the notebook of a name, or of a path ending in ``.ipynb``.

    Raises:
        ReportError: There is no such notebook.
    """
    path = Path(notebook) if notebook.endswith(".ipynb") else shipped("notebooks") / f"{notebook}.ipynb"
    if not path.is_file():
        names = sorted(file.stem for file in shipped("notebooks").glob("*.ipynb"))
        raise ReportError(message(f"{notebook!r} is no notebook.", suggestion(notebook, names)))
    return path
