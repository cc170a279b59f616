"""Where what ships lies: the folders of parameters, notebooks and data, of a study, a checkout or an installed wheel."""

from __future__ import annotations

import os
from pathlib import Path

from aidkit.errors import AidkitError, message

SHIPPED = ("params", "notebooks", "data")
STUDY = "aidkit-study"  # the file that marks a folder as a study

_PACKAGE = Path(__file__).resolve().parent


def shipped(folder: str) -> Path:
    """Return a folder that ships with aidkit: ``params``, ``notebooks`` or ``data``.

    That of a study counts first: the nearest folder upward from where one works that holds a file ``aidkit-study``.
    ``AIDKIT_PARAMS`` names another folder of parameters.

    Raises:
        AidkitError: The folder is not there, so the installation is not whole.
    """
    named = os.environ.get("AIDKIT_PARAMS") if folder == "params" else None
    if named:
        if Path(named).is_dir():
            return Path(named)
        raise AidkitError(
            message(
                f"AIDKIT_PARAMS is {named!r}, which is no folder.", "Name a folder of parameter files, or unset it."
            )
        )
    study = _study()
    return study / folder if study and (study / folder).is_dir() else packaged(folder)


def packaged(folder: str) -> Path:
    """Return a folder as it ships with aidkit, whatever study one is in.

    Raises:
        AidkitError: The folder is not there, so the installation is not whole.
    """
    for candidate in (_PACKAGE / "share" / folder, _PACKAGE.parent / folder):
        if candidate.is_dir():
            return candidate
    raise AidkitError(message(f"The folder {folder!r} that ships with aidkit is not there.", "Install aidkit again."))


def _study() -> Path | None:
    """Return the study that the working directory is in; none where that directory is gone."""
    try:
        here = Path.cwd()
    except OSError:
        return None
    return next((folder for folder in (here, *here.parents) if (folder / STUDY).is_file()), None)
