"""Processes of this machine, each with one thread of linear algebra: what they compute has the same last digits anywhere.

Threads would add up in another order, and wait for each other longer than each works.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from aidkit.environment import ONE_THREAD, environment
from aidkit.errors import AidkitError, message

GUARD = "In a script, the call must stand below `if __name__ == '__main__':`, since each process reads the script."
T = TypeVar("T")
A = TypeVar("A")


def in_processes(task: Callable[[A], T], parts: Sequence[A], processes: int) -> Iterator[T]:
    """Run a task for every part in processes of its own.

    Args:
        task: A function of a module; it is sent by name.
        parts: The parts.
        processes: How many at a time.

    Yields:
        What the task gave back, in the order in which parts are done.

    Raises:
        AidkitError: A process came to an end.
    """
    workers = max(1, min(processes, len(parts)))
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), end_with_the_parent)
    try:
        with environment(ONE_THREAD):
            futures = [pool.submit(task, part) for part in parts]
        for future in as_completed(futures):
            yield future.result()
    except BrokenProcessPool:
        raise AidkitError(
            message("A process that worked on a part came to an end.", GUARD, "Or memory ran out: give processes=1.")
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def end_with_the_parent() -> None:
    """End this process as soon as the one that started it is gone; it would wait for work for ever."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        assert parent is not None
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
