"""What exported files are called, and where a typed path leads."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

from ziping.form.model import Form

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*]')
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Kinds of characters that steer or hide: controls, marks that turn the direction of writing, halves of pairs."""
_WINDOWS_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?")
_LONGEST_PART = 90
"""Bytes of a part, 30 hanzi: with a date and a remark added, a whole name stays below the 255 bytes of file systems."""
_LONGEST_YEAR = 12


def default_name(form: Form, what: str = "自评表") -> str:
    """年度_实施单位_项目名称_自评表 (or ``what`` else it is), without ending.

    What a file system refuses becomes a blank (UX.md U35, SAFETY.md S7).
    """
    basic = form.basic
    year = _clean(str(basic.year), _LONGEST_YEAR)
    parts = [year, *(_clean(part, _LONGEST_PART) for part in (basic.unit, basic.project_name))]
    name = "_".join([*(part for part in parts if part), what])
    return f"_{name}" if _WINDOWS_RESERVED.fullmatch(name) else name


def _clean(part: str, longest: int) -> str:
    seen = "".join(" " if unicodedata.category(sign) in _UNSEEN else sign for sign in part[: 4 * longest])
    line = " ".join(_NOT_IN_NAMES.sub(" ", seen).split()).strip(" .")
    return line.encode()[:longest].decode(errors="ignore").rstrip(" .")


def typed_path(text: str) -> Path:
    """A whole path from one that was typed, in the user's own folder where it begins with ~."""
    return Path(os.path.abspath(os.path.expanduser(text.strip())))  # noqa: PTH100, PTH111 - pathlib raises for ~nobody
