"""Where what ships lies: the folders of parameters, notebooks and data, in a checkout or in an installed wheel."""

from __future__ import annotations

import os
from pathlib import Path

from aidkit.errors import AidkitError, message

_PACKAGE = Path(__file__).resolve().parent


def shipped(folder: str) -> Path:
    """Return a folder that ships with aidkit: ``params``, ``notebooks`` or ``data``.

    A study of one's own may hold its own ``params``: ``AIDKIT_PARAMS`` names that folder.

    Raises:
        AidkitError: The folder is not there, so the installation is not whole.
    """
    named = os.environ.get("AIDKIT_PARAMS") if folder == "params" else None
    for candidate in [Path(named)] if named else [_PACKAGE / "share" / folder, _PACKAGE.parent / folder]:
        if candidate.is_dir():
            return candidate
    if named:
        raise AidkitError(
            message(
                f"AIDKIT_PARAMS is {named!r}, which is no folder.", "Name a folder of parameter files, or unset it."
            )
        )
    raise AidkitError(message(f"The folder {folder!r} that ships with aidkit is not there.", "Install aidkit again."))
