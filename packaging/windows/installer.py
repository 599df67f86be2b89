"""Makes the setup program with NSIS: lists every file for it, to be installed and to be removed one by one."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from launcher import numbers

SCRIPT = Path(__file__).resolve().parent / "setup.nsi"
LICENCES = "第三方许可.txt"
"""The licences of all that comes along: a page of the setup program, and a file beside the program."""


def make(stage: Path, work: Path, setup: Path, version: str) -> None:
    """Pack ``stage`` into ``setup``; ``work`` keeps the lists and holds ``ziping.ico``."""
    files = sorted(path.relative_to(stage) for path in stage.rglob("*") if path.is_file())
    (work / "install.nsh").write_text(installing(stage, files), encoding="utf-8")
    (work / "uninstall.nsh").write_text(removing(files), encoding="utf-8")
    kilobytes = sum((stage / path).stat().st_size for path in files) // 1024
    values = {
        "WORK": work,
        "VERSION": version,
        "NUMBERS": numbers(version),
        "OUTPUT": setup,
        "ICON": work / "ziping.ico",
        "LICENCES": stage / LICENCES,
        "KILOBYTES": kilobytes,
    }
    defined = [f"-D{name}={value}" for name, value in values.items()]
    command = ["makensis", "-V2", "-INPUTCHARSET", "UTF8", *defined, str(SCRIPT)]
    surroundings = {**os.environ, "LC_ALL": "C.UTF-8"}
    subprocess.run(command, env=surroundings, check=True)


def installing(stage: Path, files: list[Path]) -> str:
    """Every file, below its folder."""
    lines, folder = [], None
    for path in files:
        if path.parent != folder:
            folder = path.parent
            lines.append(f'SetOutPath "{inside(folder)}"')
        lines.append(f'File "{stage / path}"')
    return "\n".join(lines) + "\n"


def removing(files: list[Path]) -> str:
    """Every file, then every folder from the innermost on; a folder that holds anything else stays."""
    folders = {parent for path in files for parent in path.parents if parent != Path()}
    deepest_first = sorted(folders, key=lambda folder: (-len(folder.parts), folder))
    deleted = [f'Delete "{inside(path)}"' for path in files]
    return "\n".join([*deleted, *(f'RMDir "{inside(folder)}"' for folder in deepest_first)]) + "\n"


def inside(path: Path) -> str:
    """The path as the clerk's machine names it."""
    return "\\".join(["$INSTDIR", *path.parts])
