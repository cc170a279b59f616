"""Where it was measured: processor, cores, memory, Python, and how busy the machine was when the run began."""

from __future__ import annotations

import datetime
import os
import platform
import re
from pathlib import Path

import pandas as pd


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
