"""``ziping`` and ``python -m ziping``: a command, or the window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command, or opens the window where none is named; gives the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for plug-ins would cost every start
    if words == ["--apart"]:
        from ziping.importers.apart import serve

        serve()
    if words == ["--crew"]:
        from ziping.app import crew_member

        crew_member.serve()
    if words and words[0] != "--start-and-quit":
        from ziping.cli.commands import is_command, run

        if is_command(words):
            return run(words)
    from ziping.store.files import kind_at

    unknown = next((word for word in words if not word.startswith("-") and not kind_at(Path(word))), "")
    if unknown:
        return _refuse(f"没有名为“{unknown}”的命令或文件；用法见 ziping --help")
    if not _has_screen():
        return _refuse("这台机器没有可用的屏幕，打不开窗口；可以使用命令行，用法见 ziping --help")
    from ziping.gui.main import run_window

    return run_window(words)


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)  # noqa: T201
    return 2


def _has_screen() -> bool:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in names)


if __name__ == "__main__":
    sys.exit(main())
