"""Fuzzing led by what was reached: ``python -m tests.safety.guided NAME RUNS [FOLDER]``, with atheris.

Atheris watches which branches of aidkit a text reaches and keeps those that reach new ones. It is no dependency of the
kit: install it beside it (``pip install atheris``, Python 3.11 to 3.13) and start from the folder of the repository.
Texts that reach something new are kept in FOLDER, where one is named, and are where the next run begins.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.safety.spoiling import ODD

NAMES = ("place", "reform", "survey mapping", "calendar", "form", "values of --set", "register", "population")
LARGEST = 4_000  # bytes of a text; faults of texts show in small ones
SLOWEST = 2  # seconds a text may take, as in the issue of the kit's safety


def main(name: str, runs: int, kept: Path | None = None) -> None:
    """Try so many texts on a reader; the first exception that is no ``AidkitError`` ends the run with its text."""
    try:
        import atheris
    except ImportError:
        raise SystemExit("atheris is not installed: pip install atheris") from None
    with atheris.instrument_imports(include=["aidkit"]):
        from tests.safety.readers import target
    with tempfile.TemporaryDirectory() as folder:
        files, begin = Path(folder) / "files", kept or Path(folder) / "texts"
        files.mkdir()
        begin.mkdir(exist_ok=True, parents=True)
        spoilt = target(name, files)
        spoilt.good()
        for number, text in enumerate({text for files in spoilt.small for text in files.values()}):
            (begin / f"good-{number}").write_bytes(text)
        words = Path(folder) / "words"
        words.write_text("".join(f'"{_escaped(word)}"\n' for word in ODD if word), encoding="ascii")
        options = [
            f"-dict={words}",
            f"-runs={runs}",
            f"-max_len={LARGEST}",
            f"-timeout={SLOWEST * 10}",
            "-rss_limit_mb=1024",
            "-print_final_stats=1",
        ]
        atheris.Setup([sys.argv[0], str(begin), *options], _trial(spoilt.read_content))
        atheris.Fuzz()


def _escaped(word: str) -> str:
    """Write a word as libFuzzer reads it from a file of words."""
    return "".join(f"\\x{byte:02x}" for byte in word.encode("utf-8", "surrogatepass"))


def _trial(read: Callable[[bytes], object]) -> Callable[[bytes], None]:
    from aidkit.errors import AidkitError

    def trial(content: bytes) -> None:
        try:
            read(content)
        except AidkitError:
            return

    return trial


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in NAMES:
        raise SystemExit(f"{__doc__}\nNames: {', '.join(NAMES)}")
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None)
