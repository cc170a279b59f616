"""Work spread over Dask workers; one that dies loses nothing but the piece it was working on, which others do again."""

from __future__ import annotations

import hashlib
import importlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from aidkit.errors import AidkitError, message
from aidkit.scale.processes import GUARD
from aidkit.temporary import Passing

LOCAL = "local"
RETRIES = 3  # of a piece that failed, as where a disk was away for a moment; Dask itself moves those of a lost worker
PATIENCE = "30s"
PACKAGE = Path(__file__).parents[1]
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
        AidkitError: Dask is not installed, the scheduler does not answer or has no workers, a worker has another
            aidkit, or workers died over one part again and again.
    """
    for _, found in outcomes_on_cluster(task, parts, scheduler):
        if isinstance(found, BaseException):
            raise found
        yield found


def outcomes_on_cluster(
    task: Callable[[A], T], parts: Sequence[A], scheduler: str
) -> Iterator[tuple[int, T | BaseException]]:
    """Run a task for every part on Dask workers, and go on where it fails for one.

    Args:
        task: What is done with a part; it and what it gives back must be fit to be sent.
        parts: The parts.
        scheduler: ``"local"`` for one worker process a core, or the address of a scheduler.

    Yields:
        Each part's position, and what the task gave back or raised, in the order in which parts are done.

    Raises:
        AidkitError: Dask is not installed, or the scheduler does not answer, has no workers or was lost on the way.
    """
    distributed = _distributed(scheduler)
    with _client(distributed, scheduler) as client:
        futures = client.map(_WithThisCode(task, package_digest()), parts, key="aidkit", retries=RETRIES, pure=False)
        position = {future.key: number for number, future in enumerate(futures)}
        for future, found in distributed.as_completed(futures, with_results=True, raise_errors=False):
            outcome = found
            if future.status != "finished":
                outcome = _told(found, scheduler, str(parts[position[future.key]]))
            yield position[future.key], outcome
            future.release()


@dataclass(frozen=True)
class _WithThisCode(Generic[A, T]):
    """A task that is not done by a worker whose aidkit is another one: its figures might be others."""

    task: Callable[[A], T]
    digest: str

    def __call__(self, part: A) -> T | AidkitError:
        if package_digest() == self.digest:
            return self.task(part)
        from distributed import get_worker

        what = f"The worker at {get_worker().address} has another aidkit than the one that asks it."
        return AidkitError(message(what, "Install the same version on all machines, and start the workers again."))


@cache
def package_digest() -> str:
    """Return one hash over aidkit's own code, as it was when it was first asked for."""
    total = hashlib.sha256()
    for file in sorted(PACKAGE.rglob("*.py")):
        total.update(file.relative_to(PACKAGE).as_posix().encode() + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _told(found: Any, scheduler: str, part: str) -> BaseException:
    """Return what befell a part, in words where it is known."""
    error: BaseException = found[1] if isinstance(found, tuple) else found
    if isinstance(error, CancelledError):
        raise AidkitError(
            message(
                f"scheduler={scheduler!r}: the scheduler was lost before all was done.",
                "See why it ended (`dask scheduler` says it), start it and its workers, and run this again.",
            )
        ) from None
    if type(error).__name__ == "KilledWorker":
        return AidkitError(
            message(
                f"scheduler={scheduler!r}: workers died one after the other over {part}.",
                "Their logs say why; mostly it is memory: give workers more, or start fewer on a machine.",
            )
        )
    if isinstance(error, ModuleNotFoundError) and (error.name or "").startswith("aidkit"):
        return AidkitError(
            message(
                f"scheduler={scheduler!r}: a worker has no aidkit.",
                "Install the same version on all machines: pip install 'aidkit[scale]'.",
            )
        )
    return error


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


def _local(distributed: Any) -> Any:
    """Start one worker process a core."""
    settings = {"n_workers": os.cpu_count() or 1, "threads_per_worker": 1, "dashboard_address": ":0"}
    try:
        return distributed.LocalCluster(**settings)
    except RuntimeError:
        raise AidkitError(message(f"scheduler={LOCAL!r}: Dask's workers did not start.", GUARD)) from None


@contextmanager
def _client(distributed: Any, scheduler: str) -> Iterator[Any]:
    if scheduler == LOCAL:
        dask = importlib.import_module("dask")
        with (
            Passing("workers") as folder,
            dask.config.set({"temporary-directory": str(folder)}),
            _local(distributed) as cluster,
            distributed.Client(cluster) as client,
        ):
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
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise AidkitError(
                message(
                    f"scheduler={scheduler!r}: the scheduler has no workers.",
                    f"Start some, on any machine that has the same aidkit: dask worker {scheduler}",
                )
            ) from None
        yield client
