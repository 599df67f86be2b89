"""What the window remembers between runs: places, recent files, head and signers last used; else no form content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import platformdirs
from PySide6.QtCore import QByteArray, QSettings

from ziping.store.files import kind_at

_MOST_RECENT = 8
USUAL_WIDTHS = (168, 888, 310)
"""Steps, page and figures on a screen of 1366 pixels."""
_MOST_HEADS = 20


class Head(NamedTuple):
    """The part of a form's head that is the same every year: 实施单位 and the 主管部门 last used with it."""

    unit: str
    department: str


class Memory:
    """The user's settings in an INI file of their own."""

    def __init__(self, folder: Path | None = None) -> None:
        self.settings_folder = folder or Path(platformdirs.user_config_dir("ziping", appauthor=False))
        self._settings = QSettings(str(self.settings_folder / "window.ini"), QSettings.Format.IniFormat)

    def bytes(self, key: str) -> QByteArray:
        """A stored state of a window or splitter, empty where there is none."""
        value = self._settings.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def number(self, key: str, default: int) -> int:
        """A stored whole number."""
        try:
            return int(str(self._settings.value(key, default)))
        except ValueError:
            return default

    def text(self, key: str, default: str = "") -> str:
        """A stored text."""
        value = self._settings.value(key, default)
        return value if isinstance(value, str) else default

    def store(self, key: str, value: object) -> None:
        """Stores a state, number or text."""
        self._settings.setValue(key, value)

    def widths(self) -> tuple[int, int, int]:
        """The widths of steps, page and figures in the work area."""
        words = self.text("widths").split(",")
        if len(words) == 3 and all(word.isdecimal() and word.isascii() for word in words):
            return int(words[0]), int(words[1]), int(words[2])
        return USUAL_WIDTHS

    def recent(self) -> tuple[Path, ...]:
        """The files opened last, newest first."""
        value = self._settings.value("recent", [])
        names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return tuple(Path(str(name)) for name in names)

    def add_recent(self, path: Path) -> None:
        """Puts a file in front of the recent ones."""
        path = path.absolute()
        names = [str(path), *(str(old) for old in self.recent() if old != path)]
        self._settings.setValue("recent", names[:_MOST_RECENT])

    def heads(self) -> tuple[Head, ...]:
        """The units forms were made for, each with its 主管部门, last used first."""
        try:
            pairs = json.loads(self.text("heads", "[]"))
            return tuple(Head(str(unit), str(department)) for unit, department in pairs)
        except (ValueError, TypeError):
            return ()

    def add_head(self, head: Head) -> None:
        """Puts a unit in front; it is there once, with the 主管部门 used now."""
        if head.unit or head.department:
            heads = [head, *(old for old in self.heads() if old.unit != head.unit)]
            self._settings.setValue("heads", json.dumps(heads[:_MOST_HEADS], ensure_ascii=False))

    def signers(self, unit: str) -> dict[str, str]:
        """What the 签字栏 of a unit's last form said, by field."""
        return self._signers().get(unit, {})

    def add_signers(self, unit: str, values: Mapping[str, str]) -> None:
        """Keeps what a unit's 签字栏 says; nothing to keep leaves the last one as it is."""
        if unit and values:
            others = {name: old for name, old in self._signers().items() if name != unit}
            latest = dict(list({unit: dict(values), **others}.items())[:_MOST_HEADS])
            self._settings.setValue("signers", json.dumps(latest, ensure_ascii=False))

    def _signers(self) -> dict[str, dict[str, str]]:
        try:
            units = json.loads(self.text("signers", "{}"))
            return {unit: {key: str(value) for key, value in values.items()} for unit, values in units.items()}
        except (ValueError, AttributeError):
            return {}

    def folder(self) -> Path:
        """Where file dialogs begin."""
        value = self._settings.value("folder", "")
        known = Path(str(value)) if value else None
        documents = Path(platformdirs.user_documents_dir())
        usual = documents if kind_at(documents) == "folder" else Path.home()
        return known if known is not None and kind_at(known) == "folder" else usual

    def set_folder(self, folder: Path) -> None:
        """Where file dialogs begin next time."""
        self._settings.setValue("folder", str(folder))
