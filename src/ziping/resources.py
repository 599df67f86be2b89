"""Where the shipped files are, in a source tree, an installed wheel or a frozen app; the only module that knows."""

from __future__ import annotations

from pathlib import Path


def resource(*parts: str) -> Path:
    """The path of a shipped file or folder below ``resources/``, for example ``resource("fonts", "OFL.txt")``."""
    return _root().joinpath(*parts)


def _root() -> Path:
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parents[1] / "resources"
