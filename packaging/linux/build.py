"""Builds ``dist/ziping_<version>_amd64.deb``, for Debian 11 and newer; with ``--try`` also tries it on bare systems.

python3 dev.py package linux [--try]
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

sys.path.extend(map(str, Path(__file__).resolve().parents[1:3]))

import binaries
import deb
import shipped
from bundled_libraries import bundled_libraries
from dev import need_system
from package_tree import ROOT, Ingredients, export_sources, lay_out, temporary_folder, unpack_wheels
from python_runtime import built_python
from trial import try_everywhere

TOOLS = {"debootstrap": "debootstrap", "dpkg-deb": "dpkg", "readelf": "binutils", "unshare": "util-linux"}
REPOSITORY_TOOLS = {"git": "git"} if (ROOT / ".git").exists() else {}
TRIAL_TOOLS = {"Xvfb": "xvfb"}
LARGEST = 180 * 1000**2
"""Bytes installed; the requirement on size."""


def main() -> int:
    """Build, and try if asked to; gives the exit code."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--try", action="store_true", dest="tried", help="在裸 Debian 11 和 12 上安装并试用")
    chosen = arguments.parse_args()
    _see_where_we_are()
    need_system({}, {**TOOLS, **REPOSITORY_TOOLS, **(TRIAL_TOOLS if chosen.tried else {})})
    with temporary_folder() as name:
        sources = Path(name, "sources")
        export_sources(sources)
        target = build(sources, Path(name), ROOT / "dist")
        return try_everywhere(target, sources, ROOT / "dist") if chosen.tried else 0


def build(sources: Path, room: Path, folder: Path) -> Path:
    """Builds the package and its checksum file with room for what lies between; gives the path of the package."""
    version = version_named_in((sources / "src" / "ziping" / "__init__.py").read_text(encoding="utf-8"))
    target = folder / f"ziping_{shipped.debian_version(version)}_amd64.deb"
    wheels, tree = room / "wheels", room / "tree"
    python, libraries = built_python(), bundled_libraries()
    print("正在取得锁定的依赖……", flush=True)
    unpack_wheels(wheels)
    lay_out(tree, Ingredients(sources, python, libraries, wheels))
    _inspect(tree)
    print("正在打包……", flush=True)
    deb.build_deb(tree, version, target, _moment())
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    target.with_name(f"{target.name}.sha256").write_text(f"{digest}  {target.name}\n", encoding="ascii")
    print(f"{target}　{target.stat().st_size / 1000**2:.1f} MB　SHA-256 {digest}")
    return target


def version_named_in(text: str) -> str:
    """The version that ``__init__.py`` states."""
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    if found is None:
        raise SystemExit("src/ziping/__init__.py 中没有版本号。")
    return found[1]


def _inspect(tree: Path) -> None:
    """Sees before packing that the package will run where it promises to; says what it saw."""
    found = list(binaries.binaries(tree))
    missing = binaries.unprovided(found, {*shipped.DEBIAN, *shipped.GLIBC})
    if missing:
        raise SystemExit(f"没有来源的系统库：{missing}")
    unused = shipped.DEBIAN.keys() - {name for each in found for name in each.needed}
    if unused:
        raise SystemExit(f"没有程序需要的系统库：{sorted(unused)}")
    newest = max(found, key=lambda each: each.glibc)
    if newest.glibc > shipped.OLDEST_GLIBC:
        raise SystemExit(f"{newest.path} 需要 glibc {newest.glibc}")
    size = deb.size(tree)
    glibc = ".".join(map(str, newest.glibc))
    print(f"安装后 {size / 1000**2:.1f} MB；{len(found)} 个二进制文件，最高需要 GLIBC_{glibc}（{newest.path.name}）")
    if size > LARGEST:
        raise SystemExit(f"安装后超过 {LARGEST / 1000**2:.0f} MB。")


def _moment() -> int:
    """When the sources last changed, so that the same commit gives the same package.

    An archive of a commit dates every file by the commit, so that it gives the same package as the repository.
    """
    if "SOURCE_DATE_EPOCH" in os.environ:
        return int(os.environ["SOURCE_DATE_EPOCH"])
    if not (ROOT / ".git").exists():
        return int((ROOT / "CHANGELOG.md").stat().st_mtime)
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    return int(subprocess.run(command, capture_output=True, encoding="ascii", check=True).stdout)


def _see_where_we_are() -> None:
    if not sys.platform.startswith("linux") or platform.machine() != "x86_64" or os.geteuid() != 0:
        raise SystemExit("需要在 x86_64 的 Debian 上以 root 身份构建（debootstrap 和 chroot 需要）。")


if __name__ == "__main__":
    raise SystemExit(main())
