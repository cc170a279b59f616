"""The warm process: import everything a report needs, then fork for each caller. Started by ``calls``, never by hand."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import pickle
import pkgutil
import selectors
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

PACKAGE = Path(__file__).parents[2]
LIBRARIES = (
    "numpy", "pandas", "pyarrow", "numba", "matplotlib.figure", "matplotlib.backends.backend_agg", "nbformat", "nbclient",
    "nbconvert", "papermill", "openpyxl", "docx", "typst", "ipykernel.inprocess.manager",
)  # fmt: skip
LEFT_OUT = ("aidkit.cli", "aidkit.scale")  # commands, and what works on clusters
MOST_WAITING = 64  # callers that may stand in line


def main(address: str) -> None:
    """Serve calls at an address until whoever started this process is gone.

    Args:
        address: Path of a socket in a folder of its own, which nobody else can enter.
    """
    own = [module.name for module in pkgutil.walk_packages([str(PACKAGE)], "aidkit.")]
    for name in (*LIBRARIES, *(name for name in own if not name.startswith(LEFT_OUT))):
        with contextlib.suppress(ImportError):  # said where somebody asks for it
            importlib.import_module(name)
    from aidkit.fonts import use_chinese_font

    use_chinese_font()
    gc.collect()
    gc.freeze()  # what is imported stays as it is: forks share its memory
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # forks that have ended need nobody to ask for them
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the caller, whose end ends this process too
    with socket.socket(socket.AF_UNIX) as listener, selectors.DefaultSelector() as selector:
        listener.bind(address)
        listener.listen(MOST_WAITING)
        selector.register(listener, selectors.EVENT_READ)
        selector.register(sys.stdin, selectors.EVENT_READ)  # it ends when the process that holds its other side does
        print("ready", flush=True)
        while all(key.fileobj is listener for key, _ in selector.select()):
            caller, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                answer(caller)
            caller.close()
    shutil.rmtree(Path(address).parent, ignore_errors=True)


def answer(caller: socket.socket) -> None:
    """Do in a fork what a caller asks for, hand it the outcome, and end the fork."""
    code = 1
    with contextlib.suppress(BaseException):
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        with caller.makefile("rb") as stream:
            environment, folder, path, question = pickle.load(stream)
        _stand_where(environment, folder, path)
        caller.sendall(pickle.dumps(_outcome(question)))
        caller.close()
        code = 0
    os._exit(code)


def _stand_where(environment: Mapping[str, str], folder: str, path: Sequence[str]) -> None:
    """Take on the caller's environment, folder and search path: what a process it started would have."""
    from aidkit.report.forked import calls

    calls.in_fork = True
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None  # the caller may keep its temporary files elsewhere
    os.chdir(folder)
    sys.path[:] = path


def _outcome(question: bytes) -> tuple[bool, object]:
    """Return whether the call came to its end, and what it gave back or raised."""
    try:
        function, arguments = pickle.loads(question)
        return True, function(*arguments)
    except Exception as error:
        return False, error


if __name__ == "__main__":
    main(sys.argv[1])
