"""A JupyterLab of the tests' own, on a free port, with nothing of anybody's settings, and a browser that opens it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

TOKEN = "browser-test"  # of a server that only this test reaches
START, PATIENCE = 60.0, 120_000  # seconds until the server answers; milliseconds for anything a page waits for
READY = """async () => {
  const app = window.jupyterapp; await app.restored;
  const panel = app.shell.currentWidget; await panel.context.ready; await panel.sessionContext.ready;
}"""


@dataclass(frozen=True)
class Lab:
    """A running server.

    Attributes:
        address: Where it listens.
        folder: The folder it shows.
    """

    address: str
    folder: Path

    def open(self, page, name: str) -> None:
        """Open a notebook in a page and wait until its kernel is there."""
        page.goto(f"{self.address}/lab/tree/{name}?token={TOKEN}")
        page.wait_for_function("window.jupyterapp && window.jupyterapp.shell.currentWidget?.context", timeout=PATIENCE)
        page.evaluate(READY)

    def run_all(self, page) -> None:
        """Run all cells of the notebook in front and wait until the last is done."""
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")


@contextmanager
def lab(folder: Path, own: Path) -> Iterator[Lab]:
    """Start JupyterLab on a folder; its settings, history and kernels' files stay below ``own``."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_SETTINGS_DIR", "IPYTHONDIR")
    environment = {**os.environ, **{name: str(own / name.lower()) for name in names}}
    quiet = own / "jupyterlab_settings_dir" / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    quiet.parent.mkdir(parents=True)
    quiet.write_text('{"fetchNews": "false", "checkForUpdates": false}')
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--allow-root",
        f"--IdentityProvider.token={TOKEN}", "--LabApp.expose_app_in_browser=True", f"--ServerApp.root_dir={folder}",
        "--ServerApp.log_level=ERROR", "--LabApp.log_level=ERROR",
    ]  # fmt: skip
    server = subprocess.Popen(command, env=environment, cwd=folder)
    try:
        _wait(f"http://127.0.0.1:{port}/api?token={TOKEN}", server)
        yield Lab(f"http://127.0.0.1:{port}", folder)
    finally:
        server.terminate()
        server.wait(20)


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end:
        assert server.poll() is None, "JupyterLab stopped at once"
        try:
            urlopen(address, timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"JupyterLab did not answer at {address} within {START:g} s")
