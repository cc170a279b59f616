"""Where it was measured: processor, cores, memory, Python, and how busy the machine was when the run began."""

from __future__ import annotations

import ctypes
import datetime
import os
import platform
import re
from pathlib import Path

import pandas as pd

MALLOPT = {
    -1: 2**31 - 1,
    -3: 2**25,
}  # trim the heap above 2 GiB only; give arrays up to 32 MiB, the most allowed, from it


def keep_memory() -> None:
    """Ask the C library to keep freed memory with the process, as it does where one engine runs alone.

    Else an engine that frees much in one run leaves whoever comes next to fetch new pages from the operating system.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # glibc has it
    for setting, value in MALLOPT.items():
        if mallopt is not None:
            mallopt(setting, value)


def machine() -> pd.DataFrame:
    """Return one row; Linux alone tells all of it."""
    processor, memory = Path("/proc/cpuinfo"), Path("/proc/meminfo")
    model = re.search(r"model name\s*:\s*(.+)", processor.read_text()) if processor.exists() else None
    total = re.search(r"MemTotal:\s*(\d+)", memory.read_text()) if memory.exists() else None
    return pd.DataFrame(
        [
            {
                "processor": model[1] if model else platform.processor(),
                "cores": os.cpu_count(),
                "memory_GB": round(int(total[1]) / 1e6) if total else float("nan"),
                "python": platform.python_version(),
                "day": datetime.date.today().isoformat(),
                "others_running": round(os.getloadavg()[0], 1),
            }
        ]
    )
