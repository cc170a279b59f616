"""Fuzzing led by what was reached: ``python -m tests.safety.guided NAME RUNS [FOLDER]``, with atheris.

Atheris watches which branches of aidkit a text reaches and keeps those that reach new ones. It is no dependency of the
kit: install it beside it (``pip install atheris``, Python 3.11 to 3.13) and start from the folder of the repository.
NAME is one of those ``tests.safety.fuzz_by_hand`` lists. Texts that reach something new are kept in FOLDER, where one is
named, and are where the next run begins.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.safety.spoiling import Spoiler, spoil

if TYPE_CHECKING:
    from tests.safety.bad_files import Target

LARGEST = 12_000  # bytes of a file; faults show in small ones
SLOWEST = 2  # seconds a text may take, as in the issue of the kit's safety


def main(name: str, runs: int, kept: Path | None = None) -> None:
    """Try so many texts on a reader; the first exception that is no ``AidkitError`` ends the run with its text."""
    try:
        import atheris
    except ImportError:
        raise SystemExit("atheris is not installed: pip install atheris") from None
    with atheris.instrument_imports(include=["aidkit", "jsonschema"]):
        from tests.safety.readers import READERS, target
    with tempfile.TemporaryDirectory() as folder:
        files, begin = Path(folder) / "files", kept or Path(folder) / "texts"
        files.mkdir()
        begin.mkdir(exist_ok=True, parents=True)
        spoilt = target(name, files)
        spoilt.good()
        for number, (_, text) in enumerate(spoilt.texts):
            (begin / f"good-{number}").write_bytes(bytes([number]) + text)
        options = [
            f"-runs={runs}",
            f"-max_len={LARGEST}",
            f"-timeout={SLOWEST * 10}",
            "-rss_limit_mb=1024",
            f"-artifact_prefix={begin}/",  # where a text that ends in another exception is kept
            "-print_final_stats=1",
        ]
        change = _change(READERS[name].spoiler)
        atheris.Setup([sys.argv[0], str(begin), *options], _trial(spoilt), custom_mutator=change)
        atheris.Fuzz()


def _change(spoiler: Spoiler) -> Callable[[bytes, int, int], bytes]:
    """Return what changes a kept text once or a few times: as one who knows what it holds would, or as bytes.

    The first byte says which file of the reader it is the text of, and stays.
    """

    def change(content: bytes, largest: int, seed: int) -> bytes:
        chance = random.Random(seed)
        which, content = content[:1], content[1:]
        for _ in range(chance.choice((1, 1, 2, 4))):
            try:
                content = chance.choice((spoiler, spoil))(content, chance)
            except Exception:  # it is no YAML any more
                content = spoil(content, chance)
        return which + content[: largest - 1]

    return change


def _trial(spoilt: Target) -> Callable[[bytes], None]:
    from aidkit.errors import AidkitError

    files = spoilt.texts

    def trial(content: bytes) -> None:
        path, good = files[content[0] % len(files) if content else 0]
        try:
            spoilt.read_with(path, content[1:], good)
        except AidkitError:
            return

    return trial


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None)
