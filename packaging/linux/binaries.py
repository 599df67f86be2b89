"""What the binaries of a folder need of others, read by binutils; sees that somebody provides each of it.

It knows nothing of packages.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Binary:
    """A program or shared library: the name others ask for, what it asks for, and the highest glibc it needs."""

    path: Path
    soname: str
    needed: frozenset[str]
    glibc: tuple[int, ...]


def binaries(folder: Path) -> Iterator[Binary]:
    """All programs and shared libraries below a folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and _is_elf(path):
            yield _read(path)


def unprovided(found: Iterable[Binary], provided: Iterable[str]) -> dict[str, str]:
    """The libraries that neither come along nor are provided, each with one binary that asks for it."""
    known = list(found)
    there = {*provided, *(each.soname for each in known)}
    return {name: each.path.name for each in known for name in each.needed if name not in there}


def glibc_needed(text: str) -> tuple[int, ...]:
    """The highest version of glibc in the output of ``objdump -T``; ``(0,)`` where none is named."""
    found = re.findall(r"\bGLIBC_(\d+(?:\.\d+)+)\)?\s", text)
    return max((tuple(map(int, version.split("."))) for version in found), default=(0,))


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _read(path: Path) -> Binary:
    dynamic = _told("readelf", "-dW", path)
    named = re.search(r"\(SONAME\).*\[(.+)\]", dynamic)
    needed = frozenset(re.findall(r"\(NEEDED\).*\[(.+)\]", dynamic))
    return Binary(path, named[1] if named else path.name, needed, glibc_needed(_told("objdump", "-T", path)))


def _told(tool: str, option: str, path: Path) -> str:
    done = subprocess.run([tool, option, path], capture_output=True, encoding="utf-8", check=True)
    return done.stdout
