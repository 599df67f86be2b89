"""What the window remembers between runs: places, recent files, the last used head of the form; never form content."""

from __future__ import annotations

from pathlib import Path

import platformdirs
from PySide6.QtCore import QByteArray, QSettings

_MOST_RECENT = 8


class Memory:
    """The user's settings in an INI file of their own."""

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or Path(platformdirs.user_config_dir("ziping", appauthor=False))
        self._settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)

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

    def store(self, key: str, value: object) -> None:
        """Stores a state or number."""
        self._settings.setValue(key, value)

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

    def folder(self) -> Path:
        """Where file dialogs begin."""
        value = self._settings.value("folder", "")
        known = Path(str(value)) if value else None
        return known if known is not None and known.is_dir() else Path(platformdirs.user_documents_dir())

    def set_folder(self, folder: Path) -> None:
        """Where file dialogs begin next time."""
        self._settings.setValue("folder", str(folder))
