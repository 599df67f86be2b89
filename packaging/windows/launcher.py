"""Makes 自评通.exe, the program without a console, from ``launcher.c`` and the icon."""

from __future__ import annotations

import subprocess
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent
PICTURE = HERE.parents[1] / "resources" / "icons" / "ziping.png"
SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
"""Pixels at which Windows shows icons, from 100 to 200 %."""


def make_icon(icon: Path) -> None:
    """The icon in all sizes in one file."""
    with Image.open(PICTURE) as picture:
        picture.save(icon, format="ICO", sizes=[(size, size) for size in SIZES])


def make_launcher(program: Path, version: str, work: Path) -> None:
    """Compile it with icon and version; ``work`` keeps ``ziping.ico``, which the installer needs too."""
    make_icon(work / "ziping.ico")
    resources = work / "launcher.res"
    values = [f"-DNUMBERS={numbers(version).replace('.', ',')}", f'-DVERSION=\\"{version}\\"']
    places = ["-I", str(work), "-I", str(HERE)]
    windres = ["x86_64-w64-mingw32-windres", "-c", "65001", *places, *values, "-O", "coff"]
    subprocess.run([*windres, str(HERE / "launcher.rc"), str(resources)], check=True)
    gcc = [
        "x86_64-w64-mingw32-gcc",
        "-municode",
        "-mwindows",
        "-Os",
        "-s",
        "-Wall",
        "-Wextra",
        "-Wno-unused-parameter",
    ]
    reproducible = ["-Wl,--no-insert-timestamp"]
    subprocess.run([*gcc, *reproducible, str(HERE / "launcher.c"), str(resources), "-o", str(program)], check=True)


def numbers(version: str) -> str:
    """The version as Windows wants it: four numbers."""
    parts = [part for part in version.split(".") if part.isdigit()]
    return ".".join([*parts, "0", "0", "0", "0"][:4])
