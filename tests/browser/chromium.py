"""Where Chromium is; tests that need it are skipped together, with one line, where it is not."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
FOUND = next((path for path in map(shutil.which, NAMES) if path), "/usr/bin/chromium")
CHROMIUM = Path(os.environ.get("CHROMIUM", FOUND))
PHONE, DESK = {"width": 390, "height": 800}, {"width": 1440, "height": 1000}


def needed() -> None:
    """Skip the module that asks where there is no Chromium."""
    if not CHROMIUM.is_file():
        pytest.skip(
            f"browser tests need {CHROMIUM}: `apt-get install chromium`, or name another in CHROMIUM",
            allow_module_level=True,
        )
