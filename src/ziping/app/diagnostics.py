"""What a helper needs to know about a computer and this program: versions and settings, never what a form says.

Neither form content nor names of files, folders, the user or the machine are in it (SAFETY.md S10).
"""

from __future__ import annotations

import locale
import platform
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version

from ziping import __version__
from ziping.editions.catalog import editions

_PACKAGES = (
    "PySide6-Essentials",
    "pydantic",
    "openpyxl",
    "defusedxml",
    "reportlab",
    "pypdf",
    "pypdfium2",
    "pdfplumber",
    "platformdirs",
    "filelock",
)


def diagnostics(window: Mapping[str, str] | None = None) -> str:
    """One fact a line; ``window`` holds what only the window knows (Qt, screens, fonts), by its Chinese name."""
    facts = {
        "自评通": __version__,
        "版式": "、".join(known.id for known in editions()),
        "系统": f"{platform.system()} {platform.release()} {platform.machine()}",
        "Python": f"{platform.python_version()} {platform.architecture()[0]}",
        "打包运行": "是" if getattr(sys, "frozen", False) else "否",
        "语言": ".".join(part or "未知" for part in locale.getlocale()),
        "文件名编码": sys.getfilesystemencoding(),
        **(window or {}),
        "组件": "，".join(f"{name} {_version_of(name)}" for name in _PACKAGES),
    }
    return "".join(f"{name}：{fact}\n" for name, fact in facts.items())


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "未知"
