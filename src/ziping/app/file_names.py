"""What exported files are called."""

from __future__ import annotations

import re

from ziping.form.model import Form

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_WINDOWS_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
_LONGEST_PART = 34
"""Characters of a part; three bytes each, a whole name stays below the 255 bytes that file systems allow."""


def default_name(form: Form, what: str = "自评表") -> str:
    """年度_实施单位_项目名称_自评表 (or ``what`` else it is), without ending.

    What a file system refuses becomes a blank (UX.md U35, SAFETY.md S7).
    """
    basic = form.basic
    parts = [_clean(str(part)) for part in (basic.year, basic.unit, basic.project_name)]
    name = "_".join([*(part for part in parts if part), what])
    return f"_{name}" if _WINDOWS_RESERVED.fullmatch(name) else name


def _clean(part: str) -> str:
    return re.sub(r"\s+", " ", _NOT_IN_NAMES.sub(" ", part)).strip(" .")[:_LONGEST_PART].rstrip()
