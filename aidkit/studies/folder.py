"""Begin a study: a folder with parameters, notebooks and data of one's own, which aidkit then uses instead of its own."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from aidkit.errors import ReportError, message
from aidkit.shipped import SHIPPED, STUDY, packaged

_TEMPLATE = Path(__file__).with_name("template")


def begin_study(folder: str | Path) -> Path:
    """Copy what ships with aidkit into a new folder: params, notebooks, data, a Makefile and how to go on.

    Commands and notebooks run anywhere below that folder read its files. It appears whole or not at all.

    Args:
        folder: Where to; it must not be there yet, or be empty.

    Returns:
        The folder.

    Raises:
        ReportError: Something is there already.
    """
    target = Path(folder)
    if target.is_symlink() or (target.exists() and (not target.is_dir() or any(target.iterdir()))):
        raise ReportError(message(f"{target}: something is there already.", "Name a folder that is not there yet."))
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".aidkit-", dir=target.parent) as beside:
        made = Path(beside) / "study"
        made.mkdir()
        for part in SHIPPED:
            shutil.copytree(packaged(part), made / part, ignore=shutil.ignore_patterns(".*", "__pycache__"))
        for file in sorted(_TEMPLATE.iterdir()):
            shutil.copyfile(file, made / file.name)
        (made / STUDY).write_text("A folder that holds this file is a study of aidkit.\n", encoding="utf-8")
        if target.exists():
            target.rmdir()
        made.rename(target)
    return target
