"""Medians of what a benchmark runs, in milliseconds, and the table they are shown in."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Sequence

from published import FOLDER, source_of
from ziping.form.model import Form
from ziping.importers.plain_json import read_plain

LARGEST = "xianghua-2023-ywtg"
"""The published form that takes longest: two pages, 22 rows with merged labels, the longest goals."""
LARGEST_FILE = FOLDER / f"{LARGEST}.json"

Line = tuple[str, float, float | None]
"""What was measured, its median in ms, and the most it may take; no limit for what is measured to compare with."""


def median(action: Callable[[], object], times: int = 15) -> float:
    """The median of some runs in ms, after one that is not counted."""
    action()
    return statistics.median(_timed(action) for _ in range(times))


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def process(*words: str, times: int = 9) -> float:
    """The median of a Python process from start to end."""
    return median(lambda: run(*words), times)


def run(*words: str) -> bytes:
    """What a Python process prints; Qt draws into memory."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run([sys.executable, *words], env=environment, check=True, capture_output=True).stdout


def form_with(count: int) -> Form:
    """A real form whose rows are repeated under their own names until there are ``count``."""
    source = source_of(LARGEST)
    rows = source["绩效指标"]
    copies = [rows[number % len(rows)] | {"三级指标": f"第{number}项巡查处置工作量"} for number in range(count)]
    source["绩效指标"] = sorted(copies, key=lambda row: (row["一级指标"], row["二级指标"]))
    return read_plain(json.dumps(source)).form


def show(title: str, lines: Sequence[Line]) -> int:
    """Prints the medians beside their limits; 1 if one is exceeded."""
    print(f"\n{title}")
    print(_row("项目", "中位数 ms", "限值 ms", "结果"))
    for name, measured, limit in lines:
        verdict = "对照" if limit is None else "达标" if measured <= limit else "未达标"
        print(_row(name, f"{measured:.1f}", "—" if limit is None else f"{limit:g}", verdict))
    return int(any(limit is not None and measured > limit for _, measured, limit in lines))


def _row(name: str, *cells: str) -> str:
    return _padded(name, 44, left=True) + "".join(_padded(cell, 12) for cell in cells)


def _padded(text: str, width: int, *, left: bool = False) -> str:
    """Text filled up to a number of columns, of which a Chinese character takes two."""
    gap = " " * (width - sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text))
    return text + gap if left else gap + text
