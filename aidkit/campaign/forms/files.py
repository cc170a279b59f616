"""Which forms there are: a file each in ``params/forms``."""

from __future__ import annotations

from pathlib import Path

from aidkit.shipped import shipped


def forms_folder() -> Path:
    """Return the folder of the forms' definitions."""
    return shipped("params") / "forms"


def form_ids() -> tuple[str, ...]:
    """Return the ids of all forms, in alphabetical order.

    Example:
        >>> "progress" in form_ids()
        True
    """
    return tuple(sorted(path.stem for path in forms_folder().glob("*.yaml")))
