"""A pytest plugin (``-p no:pytest-qt -p block_qt``) that makes PySide6 impossible to import.

It proves that everything but ``ziping.gui`` works where there is no Qt at all.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest


class NoQt:
    """A finder that comes first and refuses Qt."""

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] in {"PySide6", "shiboken6"}:
            raise ModuleNotFoundError(f"{name} is blocked: only ziping.gui may import Qt", name=name)
        return None


def pytest_addoption(parser: pytest.Parser) -> None:
    # pytest-qt is off in such a run, and pytest would warn that nobody knows its setting in pyproject.toml.
    parser.addini("qt_api", "read by pytest-qt, which is off")


sys.meta_path.insert(0, NoQt())
