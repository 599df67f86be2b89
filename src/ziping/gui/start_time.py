"""How long the process has been running."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

_IMPORTED = time.perf_counter()


def milliseconds_since_start() -> int:
    """Milliseconds since the process started; where the system does not tell, since this module was imported."""
    if sys.platform.startswith("linux"):
        ticks = int(Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()[19])
        uptime = time.clock_gettime(time.CLOCK_BOOTTIME)
        return round((uptime - ticks / os.sysconf("SC_CLK_TCK")) * 1000)
    return round((time.perf_counter() - _IMPORTED) * 1000)
