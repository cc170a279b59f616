"""Run one notebook with Papermill, so that the same inputs give the same file and a failing cell is named."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, get_args

from aidkit.engine.cache import cache_folder
from aidkit.environment import ONE_THREAD, environment
from aidkit.errors import ReportError, message, suggestion
from aidkit.masking import RAW
from aidkit.temporary import Passing

KERNEL = "python3"
Engine = Literal["fork", "kernel"]
ENGINES: tuple[Engine, ...] = get_args(Engine)
CHOSEN = "AIDKIT_ENGINE"
TEMPORARY = "TMPDIR"
INJECTED = "injected-parameters"
TIMING = ("papermill", "execution", "ExecuteTime")  # what runners write about when a cell ran


class CellError(ReportError):
    """A notebook stopped before its end; the text names the cell and the error, the file so far is kept."""


def chosen_engine() -> Engine:
    """Return what runs notebooks here: forks of a warm process where that can be, else kernels; ``AIDKIT_ENGINE`` decides.

    Raises:
        ReportError: ``AIDKIT_ENGINE`` names none of the two.
    """
    from aidkit.report.forked.calls import possible

    named = os.environ.get(CHOSEN)
    if named:
        _check(f"{CHOSEN}={named}", named)
    return "kernel" if named == "kernel" or not possible() else "fork"


def choose_engine(name: str) -> None:
    """Decide what runs notebooks, here and in the processes started from here.

    Raises:
        ReportError: There is no such engine.
    """
    _check(name, name)
    os.environ[CHOSEN] = name


def _check(said: str, name: str) -> None:
    if name not in ENGINES:
        raise ReportError(message(f"{said}: no engine is called so.", suggestion(name, ENGINES)))


def execute(notebook: Path, output: Path, parameters: Mapping[str, Any], label: str, *, raw: str = "") -> Any:
    """Run a notebook with parameters that were checked before and return it executed.

    Args:
        notebook: The notebook to run; it stays as it is.
        output: Where the executed notebook grows, cell by cell; after a failure it stays there to be read.
        parameters: Values for its parameters cell.
        label: What the run is called in messages, e.g. the place.
        raw: The reason for which identities and small counts are shown whole; empty to hide them.

    Returns:
        The executed notebook without any trace of when it ran.

    Raises:
        CellError: When a cell fails or the kernel dies.
    """
    from papermill import PapermillExecutionError, execute_notebook
    from papermill.engines import papermill_engines

    from aidkit.report.forked.engine import NAME, ForkEngine

    papermill_engines.register(NAME, ForkEngine)
    logging.getLogger("papermill").setLevel(logging.ERROR)  # its warnings about parameters are wrong for `int | None`
    output.parent.mkdir(parents=True, exist_ok=True)
    try:
        with _apart(raw):
            executed = execute_notebook(
                *(str(path).replace("{", "{{").replace("}", "}}") for path in (notebook, output)),
                parameters=dict(parameters),
                kernel_name=KERNEL,
                language="python",
                engine_name=NAME if chosen_engine() == "fork" else None,
                progress_bar=False,
                extra_arguments=["--log-level=50"],  # ipykernel would warn at each start about its transport
            )
    except PapermillExecutionError as error:
        raise CellError(_stopped(error, label, notebook, output)) from None
    except RuntimeError as error:  # the kernel or fork did not start, or died
        raise CellError(message(f"{label}: the kernel running {notebook.stem} stopped: {error}")) from None
    return without_timing(executed)


def without_timing(notebook: Any) -> Any:
    """Take out what differs between two equal runs: times, run ids and the id of the injected cell."""
    for key in TIMING:
        notebook.metadata.pop(key, None)
    for cell in notebook.cells:
        for key in TIMING:
            cell.metadata.pop(key, None)
        if INJECTED in cell.metadata.get("tags", ()):
            cell["id"] = INJECTED
    return notebook


def _stopped(error: Any, label: str, notebook: Path, output: Path) -> str:
    first_line = error.source.strip().splitlines()[0] if error.source.strip() else ""
    return message(
        f"{label}: cell {error.exec_count} of {notebook.stem} stopped: {error.ename}: {error.evalue}",
        f"The cell begins: {first_line}",
        f"The notebook as far as it ran is kept: {output}",
        "Open it in JupyterLab (`make lab`), mend the cause and run the report again.",
    )


@contextmanager
def _apart(raw: str) -> Iterator[None]:
    """Run from an empty IPython profile and with one thread of linear algebra.

    Nobody's start-up files or history change a report, and neither does the number of processors: sums taken by
    several threads differ in their last digits. Whatever its cells leave among temporary files goes when they are done;
    what is compiled stays.
    """
    with Passing("run") as own:
        folder, cache = str(own), str(cache_folder())
        wanted = {
            "IPYTHONDIR": folder,
            "JUPYTER_RUNTIME_DIR": folder,
            TEMPORARY: folder,
            "AIDKIT_CACHE": cache,
            RAW: raw,
            **ONE_THREAD,
        }
        with environment(wanted):
            yield
