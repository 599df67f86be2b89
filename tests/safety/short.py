"""A short version of a drill: the same script with fewer repetitions, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from drills.line import Line

ROOT = Path(__file__).resolve().parents[2]


def held(drill: str, *words: str) -> list[Line]:
    """The lines a drill prints; fails with what it complains of if one is not as promised."""
    script = ROOT / "tests" / "drills" / f"drill_{drill}.py"
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    ran = subprocess.run(
        [sys.executable, str(script), *words],
        env={**os.environ, "PYTHONPATH": paths, "PYTHONUTF8": "1", "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr[-4000:]
    return [Line(**json.loads(line)) for line in ran.stdout.splitlines()]
