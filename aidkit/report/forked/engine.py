"""The fork engine for papermill: ``papermill --engine aidkit-fork`` runs a notebook in a fork of the warm process."""

from __future__ import annotations

from typing import Any

from IPython.core.async_helpers import _should_be_async
from papermill.engines import Engine, NBClientEngine

from aidkit.report.forked.calls import call, possible
from aidkit.report.forked.cells import run_cells

NAME = "aidkit-fork"


class ForkEngine(Engine):  # type: ignore[misc]
    """Runs notebooks in forks of a warm process; gives a notebook it cannot run to papermill's own engine."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **settings: Any) -> Any:
        """Run the notebook papermill manages.

        Args:
            nb_man: Papermill's manager of the run; it holds the notebook.
            kernel_name: The kernel asked for; a fork runs Python only.
            **settings: Papermill's settings, handed on where a kernel does the work.

        Returns:
            The executed notebook.

        Raises:
            RuntimeError: The fork ended without an answer.
        """
        import nbformat

        if not possible() or not runs_in_fork(nb_man.nb):
            return NBClientEngine.execute_managed_notebook(nb_man, kernel_name, **settings)
        nb_man.nb = nbformat.reads(call(run_cells, nbformat.writes(nb_man.nb)), as_version=4)  # type: ignore[no-untyped-call]
        return nb_man.nb


def runs_in_fork(notebook: Any) -> bool:
    """Whether a notebook is Python and waits for nothing: a bare ``await`` needs a kernel's own loop."""
    if notebook.metadata.get("kernelspec", {}).get("language", "python") != "python":
        return False
    return not any(cell.cell_type == "code" and _should_be_async(cell.source) for cell in notebook.cells)
