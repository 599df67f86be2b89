"""Processes from start to end: a score on the command line, and the window until it is ready."""

from __future__ import annotations

import statistics
import sys

from benchmarks.timing import LARGEST_FILE, process, run, show

BARE_WINDOW = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv)
window = QMainWindow()
window.show()
window.repaint()
application.processEvents()
"""


def main() -> int:
    """Prints the medians; 1 if a limit is exceeded."""
    return show(
        "进程（从启动起）",
        [
            ("ziping score", process("-m", "ziping", "score", str(LARGEST_FILE), "--json"), 350),
            ("对照：python -c pass", process("-c", "pass"), None),
            ("窗口可用（ziping --start-and-quit 所报）", window_ready(), 600),
            ("窗口启动到退出（整个进程）", process("-m", "ziping", "--start-and-quit"), None),
            ("对照：空的 QMainWindow（整个进程）", process("-c", BARE_WINDOW), None),
        ],
    )


def window_ready(times: int = 9) -> float:
    """The median of the milliseconds that the program itself prints."""
    return statistics.median(int(run("-m", "ziping", "--start-and-quit")) for _ in range(times))


if __name__ == "__main__":
    sys.exit(main())
