"""Run a notebook's cells in this process, with the outputs a kernel would have given."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from aidkit.report.forked.calls import INLINE

if TYPE_CHECKING:
    from nbclient import NotebookClient

LONGEST_SILENCE = 30.0  # seconds between a cell's end and the last message it sent


def run_cells(text: str) -> str:
    """Run a notebook in this process, which nothing else must use, up to the first cell that fails.

    Args:
        text: The notebook as JSON.

    Returns:
        The executed notebook as JSON, with the outputs, counts and metadata nbclient writes.
    """
    import nbformat
    from ipykernel.inprocess.manager import InProcessKernelManager
    from nbclient import NotebookClient

    os.environ.setdefault("MPLBACKEND", INLINE)  # as a kernel does
    book = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    manager = InProcessKernelManager()
    manager.start_kernel()  # type: ignore[no-untyped-call]
    line = manager.client()  # type: ignore[no-untyped-call]
    line.start_channels()
    line.allow_stdin = False  # nobody is there to be asked
    reader = NotebookClient(book, record_timing=False)
    reader.reset_execution_trackers()
    for cell in book.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    for index, cell in enumerate(book.cells):
        if cell.cell_type == "code" and cell.source.strip():
            _run(line, reader, cell, index)
            if any(output.output_type == "error" for output in cell.outputs):
                break
    kernel: Any = manager.kernel
    book.metadata["language_info"] = kernel.language_info
    return str(nbformat.writes(book))  # type: ignore[no-untyped-call]


def _run(line: Any, reader: NotebookClient, cell: Any, index: int) -> None:
    """Run one cell and let nbclient write down what it says."""
    from nbclient.exceptions import CellExecutionComplete

    reader.clear_before_next_output = False
    line.execute(cell.source, store_history=True)
    while True:
        try:
            reader.process_message(line.get_iopub_msg(timeout=LONGEST_SILENCE), cell, index)
        except CellExecutionComplete:
            return
