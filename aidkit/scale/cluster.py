"""The parts of a population spread over Dask workers; one that dies loses nothing but the part it was working on."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from aidkit.errors import AidkitError, message

LOCAL = "local"
RETRIES = 3  # of a part that failed, as where a disk was away for a moment; Dask itself moves those of a lost worker
PATIENCE = "30s"
T = TypeVar("T")
A = TypeVar("A")


def on_cluster(task: Callable[[A], T], parts: Sequence[A], scheduler: str) -> Iterator[T]:
    """Run a task for every part on Dask workers.

    Args:
        task: What is done with a part; it and what it gives back must be fit to be sent.
        parts: The parts.
        scheduler: ``"local"`` for one worker process a core, or the address of a scheduler.

    Yields:
        What the task gave back, in the order in which parts are done.

    Raises:
        AidkitError: Dask is not installed, or the scheduler does not answer.
    """
    distributed = _distributed(scheduler)
    with _client(distributed, scheduler) as client:
        futures = client.map(task, parts, retries=RETRIES, pure=False)
        for future, found in distributed.as_completed(futures, with_results=True):
            yield found
            future.release()


def _distributed(scheduler: str) -> Any:
    try:
        return importlib.import_module("distributed")
    except ImportError:
        raise AidkitError(
            message(
                f"scheduler={scheduler!r}: Dask is not installed.",
                "Install it with pip install 'aidkit[scale]', or leave scheduler out to use this machine's cores.",
            )
        ) from None


@contextmanager
def _client(distributed: Any, scheduler: str) -> Iterator[Any]:
    if scheduler == LOCAL:
        settings = {"n_workers": os.cpu_count() or 1, "threads_per_worker": 1, "dashboard_address": None}
        with distributed.LocalCluster(**settings) as cluster, distributed.Client(cluster) as client:
            yield client
        return
    try:
        client = distributed.Client(scheduler, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise AidkitError(
            message(
                f"scheduler={scheduler!r}: no Dask scheduler answers there ({type(error).__name__}).",
                'Give "local", or an address such as "tcp://10.0.0.1:8786" that `dask scheduler` printed.',
            )
        ) from None
    with client:
        yield client
