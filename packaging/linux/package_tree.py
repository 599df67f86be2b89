"""Lays out what the package holds, as it will lie on the clerk's machine.

Nothing is written there at run time: the bytecode is made here, and the launcher forbids making more.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import shipped

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
PREFIX = "opt/ziping"
PYTHON = "python3.13"
PACKAGES = f"{PREFIX}/lib/{PYTHON}/site-packages"
PLATFORMS = (
    *(f"manylinux_2_{minor}_x86_64" for minor in (28, 27, 26, 24, 17, 12, 5)),
    *(f"manylinux{name}_x86_64" for name in ("2014", "2010", "1")),
)
"""Wheels that run with glibc 2.28 and newer."""


@dataclass(frozen=True)
class Ingredients:
    """What a tree is made of: the sources, the built Python, the fetched libraries, the unpacked wheels."""

    sources: Path
    python: Path
    libraries: Path
    wheels: Path


def export_sources(target: Path) -> None:
    """Writes the committed sources, not what somebody is just working on; without a repository, as in an archive, all."""
    if not (ROOT / ".git").exists():
        for name in ("src", "resources"):
            shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy2(ROOT / "LICENSE", target)
        return
    archive = ["git", "-C", str(ROOT), "archive", "--format=tar", "HEAD", "src", "resources", "LICENSE"]
    packed = subprocess.run(archive, stdout=subprocess.PIPE, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as sources:
        sources.extractall(target)


def unpack_wheels(target: Path) -> None:
    """Unpacks the locked wheels, each seen to have one of the listed hashes; nothing is built or resolved."""
    wanted = ["--implementation", "cp", "--python-version", "3.13", "--only-binary=:all:"]
    wanted += [option for tag in ("cp313", "abi3", "none") for option in ("--abi", tag)]
    wanted += [option for platform in PLATFORMS for option in ("--platform", platform)]
    strict = ["--no-deps", "--require-hashes", "--no-compile", "--quiet", "--disable-pip-version-check"]
    locked = ["--target", str(target), "-r", str(ROOT / "packaging" / "locks" / "run.txt")]
    subprocess.run([sys.executable, "-m", "pip", "install", *strict, *wanted, *locked], check=True)


def lay_out(tree: Path, ingredients: Ingredients) -> None:
    """Fills an empty folder with everything that ``dpkg`` will unpack."""
    _copy_some(ingredients.python / PREFIX, tree / PREFIX, shipped.of_python)
    packages = tree / PACKAGES
    _copy_some(ingredients.wheels, packages, shipped.of_wheels)
    for name in shipped.BUNDLED:
        shutil.copyfile(ingredients.libraries / name, packages / "PySide6" / "Qt" / "lib" / name)
    _strip(tree)
    _keep_bytecode_only(tree)
    ours = packages / shipped.OURS
    shutil.copytree(ingredients.sources / "src" / "ziping", ours)
    shutil.copytree(ingredients.sources / "resources", ours / "resources")
    _compile(tree, ours)
    _greet_the_desktop(tree, ingredients.sources)
    _tell_licences(tree, ingredients)
    _set_modes(tree)


def _copy_some(source: Path, target: Path, wanted: Callable[[str], bool]) -> None:
    """Copies the files that are wanted, named relative to ``source``; of bytecode nothing."""
    for path in sorted(source.rglob("*")):
        relative = path.relative_to(source)
        if path.is_dir() or "__pycache__" in relative.parts or not wanted(relative.as_posix()):
            continue
        (target / relative).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target / relative, follow_symlinks=False)


def _strip(tree: Path) -> None:
    for path in sorted(tree.rglob("*.so*")):
        if any(path.match(pattern) for pattern in shipped.STRIPPED):
            subprocess.run(["strip", "--strip-unneeded", path], check=True)


def _keep_bytecode_only(tree: Path) -> None:
    """Replaces each source by its bytecode, as the embeddable Python of Windows does: half the room."""
    library = tree / PREFIX / "lib"
    _compile(tree, library, "-b")
    for source in sorted(library.rglob("*.py")):
        source.unlink()


def _compile(tree: Path, folder: Path, *options: str) -> None:
    """Makes the bytecode, knowing the paths of the clerk's machine; never checked against a source, as nobody edits it.

    It depends on the sources alone, not on when they were unpacked.
    """
    python = tree / PREFIX / "bin" / PYTHON
    kind = ["-q", "--invalidation-mode", "unchecked-hash", *options]
    where = ["-s", str(tree), "-p", "/", str(folder)]
    command = [python, "-s", "-P", "-B", "-m", "compileall", *kind, *where]
    subprocess.run(command, env={"PYTHONHASHSEED": "0", "LANG": "C.UTF-8"}, check=True)


def _greet_the_desktop(tree: Path, sources: Path) -> None:
    """The command, the menu entry, the type of ``.ziping`` files and the icons."""
    _place(HERE / "ziping.sh", tree / "usr/bin/ziping")
    (tree / "usr/bin/ziping").chmod(0o755)
    _place(HERE / "ziping.desktop", tree / "usr/share/applications/ziping.desktop")
    _place(HERE / "ziping.xml", tree / "usr/share/mime/packages/ziping.xml")
    icons = tree / "usr/share/icons/hicolor"
    for folder, name in (("apps", "ziping"), ("mimetypes", "application-x-ziping")):
        _place(sources / "resources/icons/ziping.svg", icons / "scalable" / folder / f"{name}.svg")
        _place(sources / "resources/icons/ziping.png", icons / "256x256" / folder / f"{name}.png")


def _tell_licences(tree: Path, ingredients: Ingredients) -> None:
    """Ours and those of everything that comes along in one text; as they came, those of what Debian packs by itself."""
    documents = tree / "usr/share/doc/ziping"
    documents.mkdir(parents=True)
    (documents / "copyright").write_text(copyright_text(ingredients.sources), encoding="utf-8")
    for name in ("python-copyright", "libffi-copyright"):
        (tree / PREFIX / name).rename(documents / name)
    for path in ingredients.libraries.glob("*-copyright"):
        _place(path, documents / path.name)


def copyright_text(sources: Path) -> str:
    """Our licence, then what the about box and the Windows setup program tell of the others."""
    texts = (sources / name for name in ("LICENSE", "resources/licences.txt"))
    return "\n".join(path.read_text(encoding="utf-8") for path in texts)


def _place(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _set_modes(tree: Path) -> None:
    """Everybody may read and enter, only programs are executable; independent of the builder's umask."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            started = path.is_dir() or path.parent.name == "bin"
            path.chmod(0o755 if started else 0o644)


def temporary_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder for building that is gone afterwards."""
    return tempfile.TemporaryDirectory(prefix="ziping-package-")
