"""The reforms that ship with aidkit, and reforms of one's own, loaded by name or path (改革方案)."""

from __future__ import annotations

from pathlib import Path

from aidkit.errors import PolicyError, message, suggestion
from aidkit.shipped import shipped
from aidkit.whatif.reform_document import ReformDocument
from aidkit.whatif.reform_files import FOLDER, read_reform

__all__ = ["ReformDocument", "load_reform", "reforms"]


def reforms() -> tuple[str, ...]:
    """Return the names of the reforms that ship with aidkit, in alphabetical order.

    Example:
        >>> "unified-standard" in reforms()
        True
    """
    return tuple(sorted(path.stem for path in (shipped("params") / FOLDER).glob("*.yaml")))


def load_reform(name: str | Path) -> ReformDocument:
    """Load a reform by its name, or from a file of one's own.

    Args:
        name: One of ``aidkit.reforms()``, or the path of a YAML file.

    Returns:
        The document; ``apply`` it to a policy.

    Raises:
        PolicyError: No reform is called so; the message names the nearest.
        ParameterFileError: The file breaks YAML, the schema or the rules of values; all faults are listed.

    Example:
        >>> load_reform("unified-standard").title.zh
        '统一城乡低保标准'
    """
    if isinstance(name, Path) or str(name).endswith((".yaml", ".yml")):
        path = Path(name)
        if not path.is_file():
            raise PolicyError(message(f"{path} is not a file.", "Give the path of a reform's YAML file, or its name."))
        return read_reform(path)
    if name not in reforms():
        raise PolicyError(
            message(
                f"{name!r} is not a reform aidkit knows.",
                suggestion(str(name), reforms()),
                "A file of your own is loaded by its path, ending in .yaml.",
            )
        )
    return read_reform(shipped("params") / FOLDER / f"{name}.yaml")
