"""A Debian 13 in a folder of the cache: it has the Python 3.13 that compiles the program, and the Wine that tries it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dev import need_system

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ziping-package"
ROOT = CACHE / "trixie"
MIRROR = "http://deb.debian.org/debian"
WINE = ("wine", "wine64", "wine32:i386", "xvfb", "x11-utils", "python3-pil", "locales")
LOCALE = "zh_CN.UTF-8"


def make() -> None:
    """See that the folder is there, with Python."""
    if (ROOT / ".whole").exists():
        return
    if os.geteuid() != 0:
        raise SystemExit("需要 Python 3.13 来编译，或者以 root 身份运行。")
    need_system({}, {"debootstrap": "debootstrap"})
    print("正在制作 Debian 13 基础系统……", flush=True)
    shutil.rmtree(ROOT, ignore_errors=True)
    CACHE.mkdir(parents=True, exist_ok=True)
    packages = "--include=ca-certificates,python3"
    command = ["debootstrap", "--variant=minbase", packages, "trixie", str(ROOT), MIRROR]
    with (CACHE / "trixie.log").open("wb") as log:
        subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, check=True)
    (ROOT / ".whole").touch()


def add_wine() -> None:
    """See that Wine and a screen in memory are there, and a Chinese locale: with it Wine is a Chinese Windows."""
    make()
    if (ROOT / ".wine").exists():
        return
    shutil.copy("/etc/resolv.conf", ROOT / "etc" / "resolv.conf")
    for setting in Path("/etc/apt/apt.conf.d").glob("*"):
        if not (ROOT / "etc" / "apt" / "apt.conf.d" / setting.name).exists():
            shutil.copy(setting, ROOT / "etc" / "apt" / "apt.conf.d")
    with mounted():
        run(["dpkg", "--add-architecture", "i386"])
        run(["apt-get", "update", "-qq"])
        run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *WINE])
        run(["localedef", "-i", "zh_CN", "-f", "UTF-8", LOCALE])
    (ROOT / ".wine").touch()


@contextmanager
def lent(folder: Path) -> Iterator[str]:
    """A copy of the folder inside, by the name given; what is done to it comes back."""
    make()
    there = ROOT / "srv" / folder.name
    shutil.rmtree(there, ignore_errors=True)
    shutil.copytree(folder, there)
    yield f"/srv/{folder.name}"
    shutil.copytree(there, folder, dirs_exist_ok=True)
    shutil.rmtree(there)


def surroundings(**more: str) -> list[str]:
    """The beginning of a command that runs inside, with nothing of our own environment."""
    known = {
        "HOME": "/root",
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "LANG": "C.UTF-8",
        "DEBIAN_FRONTEND": "noninteractive",
        **more,
    }
    return ["chroot", str(ROOT), "/usr/bin/env", "-i", *(f"{name}={value}" for name, value in known.items())]


def run(command: Sequence[str]) -> None:
    """Run a command inside."""
    subprocess.run([*surroundings(), *command], check=True)


@contextmanager
def mounted() -> Iterator[None]:
    """With the system's processes and devices inside, which Wine and a screen need."""
    places = [name for name in ("proc", "dev") if not os.path.ismount(ROOT / name)]
    for name in places:
        subprocess.run(["mount", "--bind", f"/{name}", str(ROOT / name)], check=True)
    try:
        yield
    finally:
        for name in places:
            subprocess.run(["umount", "-l", str(ROOT / name)], check=False)
