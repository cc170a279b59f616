"""Call a function in a fork of the warm process, which is started at the first call."""

from __future__ import annotations

import atexit
import os
import pickle
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from aidkit.temporary import Passing

T = TypeVar("T")
INLINE = "module://matplotlib_inline.backend_inline"  # what a kernel draws with
ONE_THREAD = {"OMP_NUM_THREADS": "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}  # only then is a fork safe
ENDING = 5.0  # seconds it is given to end

in_fork = False  # whether this process is itself a fork of the warm one
_starting = threading.Lock()
_running: dict[int, _Warm] = {}  # by process, so that a fork of this process starts its own


def possible() -> bool:
    """Whether this system can fork processes and let them speak through a socket in a folder.

    Apple's can, but its own libraries do not outlive a fork.
    """
    return hasattr(os, "fork") and hasattr(socket, "AF_UNIX") and sys.platform != "darwin"


def call(function: Callable[..., T], *arguments: Any) -> T:
    """Call a function in a fresh fork that stands where this process does: environment, folder, search path.

    Args:
        function: A function of a module; it is sent by name.
        *arguments: Its arguments, copied.

    Returns:
        What it returns.

    Raises:
        RuntimeError: The fork ended without an answer: it was killed, or memory ran out.
        Exception: Whatever the function raises.
    """
    question = pickle.dumps((dict(os.environ), str(Path.cwd()), list(sys.path), pickle.dumps((function, arguments))))
    with _fork() if in_fork else _warm().connect() as caller:
        caller.sendall(question)
        caller.shutdown(socket.SHUT_WR)
        with caller.makefile("rb") as stream:
            said = stream.read()
    if not said:
        raise RuntimeError("its process ended without an answer; it was killed, or memory ran out")
    came_to_end, outcome = pickle.loads(said)
    if not came_to_end:
        raise outcome
    return outcome  # type: ignore[no-any-return]


def _fork() -> socket.socket:
    """Fork this process, which is warm itself, and return the line to the fork."""
    from aidkit.report.forked.warm import answer

    here, there = socket.socketpair()
    if os.fork() == 0:
        here.close()
        answer(there)
    there.close()
    return here


class _Warm:
    """The warm process of this one; it ends when this one does."""

    def __init__(self) -> None:
        self.passing = Passing("warm")
        self.folder = self.passing.path
        self.address = str(self.folder / "socket")
        command = [sys.executable, "-X", "frozen_modules=off", "-m", "aidkit.report.forked.warm", self.address]
        environment = {**os.environ, **ONE_THREAD, "MPLBACKEND": INLINE}
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        atexit.register(self.end)
        assert self.process.stdout is not None
        if self.process.stdout.readline() != b"ready\n":
            self.end()
            raise RuntimeError("the warm process did not start; set AIDKIT_ENGINE=kernel to do without it")

    def connect(self) -> socket.socket:
        line = socket.socket(socket.AF_UNIX)
        line.connect(self.address)
        return line

    def end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(ENDING)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.passing.end()


def _warm() -> _Warm:
    with _starting:
        found = _running.get(os.getpid())
        if found is None or found.process.poll() is not None:
            found = _running[os.getpid()] = _Warm()
        return found
