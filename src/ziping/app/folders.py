"""Where the program keeps what is not a document of the clerk's; each folder is made by whoever first writes into it."""

from __future__ import annotations

from pathlib import Path

import platformdirs

_NAME = "ziping"


def data_folder() -> Path:
    """The user's own folder for the program's data: on Windows ``%LOCALAPPDATA%``, which does not roam over the net."""
    return platformdirs.user_data_path(_NAME, appauthor=False)


def recovery_folder() -> Path:
    """Copies of what is not saved yet (SAFETY.md R5)."""
    return data_folder() / "recovery"


def backup_folder() -> Path:
    """Dated backups of documents, a folder for each (SAFETY.md R7)."""
    return data_folder() / "backups"


def log_folder() -> Path:
    """The log, which holds no form content (SAFETY.md S10)."""
    return platformdirs.user_log_path(_NAME, appauthor=False)
