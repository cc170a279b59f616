"""Run one notebook with Papermill, so that the same inputs give the same file and a failing cell is named."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aidkit.errors import ReportError, message

KERNEL = "python3"
INJECTED = "injected-parameters"
TIMING = ("papermill", "execution", "ExecuteTime")  # what runners write about when a cell ran


class CellError(ReportError):
    """A notebook stopped before its end; the text names the cell and the error, the file so far is kept."""


def execute(notebook: Path, output: Path, parameters: Mapping[str, Any], label: str) -> Any:
    """Run a notebook with parameters that were checked before and return it executed.

    Args:
        notebook: The notebook to run; it stays as it is.
        output: Where the executed notebook grows, cell by cell; after a failure it stays there to be read.
        parameters: Values for its parameters cell.
        label: What the run is called in messages, e.g. the place.

    Returns:
        The executed notebook without any trace of when it ran.

    Raises:
        CellError: When a cell fails or the kernel dies.
    """
    from papermill import PapermillExecutionError, execute_notebook

    logging.getLogger("papermill").setLevel(logging.ERROR)  # its warnings about parameters are wrong for `int | None`
    output.parent.mkdir(parents=True, exist_ok=True)
    try:
        with _private_jupyter():
            executed = execute_notebook(
                *(str(path).replace("{", "{{").replace("}", "}}") for path in (notebook, output)),
                parameters=dict(parameters),
                kernel_name=KERNEL,
                language="python",
                progress_bar=False,
                extra_arguments=["--log-level=50"],  # ipykernel would warn at each start about its transport
            )
    except PapermillExecutionError as error:
        raise CellError(_stopped(error, label, notebook, output)) from None
    except RuntimeError as error:  # the kernel did not start, or died
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
def _private_jupyter() -> Iterator[None]:
    """Start kernels from an empty IPython profile: nobody's start-up files or history change a report."""
    names = ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR")
    before = {name: os.environ.get(name) for name in names}
    with tempfile.TemporaryDirectory(prefix="aidkit-") as folder:
        os.environ.update(dict.fromkeys(names, folder))
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value
