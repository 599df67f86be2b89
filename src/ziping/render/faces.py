"""Chinese typefaces that lie on this machine and can be embedded in a PDF.

Looked for by a short list of file names in the usual folders; no font but these is opened.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ziping.render.truetype import AdvanceWidths, UnreadableFont


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface: its name as office programs show it, its file, and its number in a collection (.ttc)."""

    name: str
    path: Path
    index: int = 0


_NAMES = {
    # Windows
    "simsun.ttc": "宋体",
    "simfang.ttf": "仿宋",
    "simkai.ttf": "楷体",
    "simhei.ttf": "黑体",
    "msyh.ttc": "微软雅黑",
    "deng.ttf": "等线",
    # Office
    "stsong.ttf": "华文宋体",
    "stfangso.ttf": "华文仿宋",
    "stkaiti.ttf": "华文楷体",
    "stzhongs.ttf": "华文中宋",
    "仿宋_gb2312.ttf": "仿宋_GB2312",
    "楷体_gb2312.ttf": "楷体_GB2312",
    # 统信 UOS, 麒麟, WPS for Linux
    "fzssk.ttf": "方正书宋_GBK",
    "fzfsk.ttf": "方正仿宋_GBK",
    "fzktk.ttf": "方正楷体_GBK",
    "fzhtk.ttf": "方正黑体_GBK",
    # Debian and its kin
    "uming.ttc": "文鼎明体",
    "ukai.ttc": "文鼎楷体",
    "gbsn00lp.ttf": "文鼎简报宋",
    "gkai00mp.ttf": "文鼎简中楷",
    "wqy-zenhei.ttc": "文泉驿正黑",
    "wqy-microhei.ttc": "文泉驿微米黑",
    "lxgwwenkai-regular.ttf": "霞鹜文楷",
}
"""Names of files, in small letters, and the typeface that is the first or only one in each."""
_PROBE = "财政项目支出绩效自评表0123456789"
"""A typeface without these is of no use for the form."""
_MOST_FOLDERS = 400
_DEEPEST = 3


def installed_faces() -> tuple[Face, ...]:
    """The typefaces found, in the order of the list; each can be read and allows embedding. Never raises."""
    found: dict[str, Path] = {}
    for path in _known_files(_font_folders()):
        found.setdefault(path.name.lower(), path)
    faces = (Face(name, found[file]) for file, name in _NAMES.items() if file in found)
    return tuple(face for face in faces if _is_usable(face))


def _is_usable(face: Face) -> bool:
    try:
        widths = AdvanceWidths(face.path, face.index)
    except (OSError, UnreadableFont):
        return False
    return widths.may_be_embedded and all(widths.width(character) for character in _PROBE)


def _font_folders() -> Sequence[Path]:
    """The user's folders first, then the system's."""
    known = os.environ.get
    if os.name == "nt":
        own = [Path(known("LOCALAPPDATA", ""), "Microsoft", "Windows", "Fonts")] if known("LOCALAPPDATA") else []
        return [*own, Path(known("WINDIR", "C:\\Windows"), "Fonts")]
    home = Path(known("HOME") or os.sep)
    data = Path(known("XDG_DATA_HOME") or home / ".local" / "share")
    shared = (known("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    return [data / "fonts", home / ".fonts", *(Path(folder, "fonts") for folder in shared if folder)]


def _known_files(folders: Sequence[Path]) -> Iterator[Path]:
    """Files with a known name in the folders and those below, as many and as deep as fonts are usually put."""
    waiting = [(folder, 1) for folder in folders]
    looked_at = 0
    while waiting and looked_at < _MOST_FOLDERS:
        folder, depth = waiting.pop(0)
        looked_at += 1
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.lower() in _NAMES:
                        yield Path(entry.path)
                    elif depth < _DEEPEST and entry.is_dir(follow_symlinks=False):
                        waiting.append((Path(entry.path), depth + 1))
        except OSError:
            continue
