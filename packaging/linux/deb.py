"""Turns a laid-out tree into a ``.deb``; the same tree gives the same bytes."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

import shipped

DESCRIPTION = """fills, checks and prints the 财政项目支出绩效自评表
 自评通：填写、核对、打印财政项目支出绩效自评表。
 带有自己的 Python 和 Qt，安装和使用都不需要联网。"""


def control(version: str, installed: int) -> str:
    """The control file; ``installed`` in bytes."""
    fields = {
        "Package": "ziping",
        "Version": shipped.debian_version(version),
        "Architecture": "amd64",
        "Maintainer": "ziping <ziping@localhost>",
        "Section": "misc",
        "Priority": "optional",
        "Installed-Size": str(-(-installed // 1024)),
        "Depends": shipped.dependencies(),
        "Recommends": "shared-mime-info, desktop-file-utils, hicolor-icon-theme",
        "Description": DESCRIPTION,
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def size(tree: Path) -> int:
    """Bytes of all files in a tree."""
    return sum(path.lstat().st_size for path in tree.rglob("*") if not path.is_dir())


def build_deb(tree: Path, version: str, target: Path, moment: int) -> None:
    """Writes the package; ``moment``, in seconds since 1970, is the time of every file in it."""
    sums = [
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(tree)}\n"
        for path in sorted(tree.rglob("*"))
        if path.is_file() and not path.is_symlink()
    ]
    described = tree / "DEBIAN"
    text = control(version, size(tree))
    described.mkdir(mode=0o755)
    (described / "control").write_text(text, encoding="utf-8")
    (described / "md5sums").write_text("".join(sums), encoding="utf-8")
    for path in (*tree.rglob("*"), tree):
        os.utime(path, (moment, moment), follow_symlinks=False)
    target.parent.mkdir(parents=True, exist_ok=True)
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(target)]
    known = {**os.environ, "SOURCE_DATE_EPOCH": str(moment)}
    subprocess.run(command, check=True, env=known, stdout=subprocess.DEVNULL)
