"""Compiles the program with a Python 3.13: the installed program writes nothing, so that it can't compile itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import trixie

WANTED = (3, 13)
"""The version whose bytecode the shipped Python reads."""


def compile_tree(stage: Path, folders: Sequence[str]) -> None:
    """Put ``__pycache__`` beside every module below the folders; each file depends on its source alone."""
    options = ["-m", "compileall", "-q", "-f", "--invalidation-mode", "unchecked-hash", "-s"]
    python = _python()
    if python:
        command = [python, *options, str(stage), *(str(stage / folder) for folder in folders)]
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": "0"}, check=True)
        return
    with trixie.lent(stage) as inside:
        command = [
            "env",
            "PYTHONHASHSEED=0",
            "python3",
            *options,
            inside,
            *(f"{inside}/{folder}" for folder in folders),
        ]
        trixie.run(command)


def _python() -> str | None:
    """A Python 3.13 of this machine; a name in the path may be a mere signpost, so it has to run."""
    asked = f"import sys; sys.exit(sys.version_info[:2] != {WANTED})"
    for name in (sys.executable, shutil.which("python3.13")):
        if name and subprocess.run([name, "-c", asked], capture_output=True, check=False).returncode == 0:
            return name
    return None
