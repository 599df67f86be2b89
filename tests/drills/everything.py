"""Uses the whole program in one process: imports every module, runs every command, triggers every action of the window.

Prints what Python was asked that leads to a network, one line each, and at the end 全部做完. Qt must draw into memory.
With --without-print the one action that asks the system for its printers is left out.
"""

# ruff: noqa: PLC0415 - imports count among what is watched, so they come after the watching begins

from __future__ import annotations

import importlib
import os
import pkgutil
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

NETS = (socket.AF_INET, socket.AF_INET6)
ASKING = (
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.gethostbyaddr",
    "urllib.Request",
    "http.client.connect",
)
DONE = "全部做完"
WITHOUT_PRINT = "--without-print"
_STEP_MS = 60


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Hears of all that Python is about to do, and tells what belongs to a network."""
    opens = event == "socket.__new__" and arguments[1] in NETS
    reaches = event in {"socket.connect", "socket.bind", "socket.sendto"} and isinstance(arguments[1], tuple)
    if opens or reaches or event in ASKING:
        print(event, arguments, flush=True)


def import_all() -> None:
    """Every module of the program."""
    import ziping

    for module in pkgutil.walk_packages(ziping.__path__, "ziping."):
        if module.name != "ziping.__main__":
            importlib.import_module(module.name)


def run_commands(folder: Path) -> None:
    """Every command of the command line."""
    from published import FOLDER
    from ziping.__main__ import main

    source, document = str(FOLDER / "xianghua-2023-ywtg.json"), str(folder / "自评表.ziping")
    outputs = [word for suffix in ("pdf", "xlsx", "json") for word in (f"--{suffix}", str(folder / f"出.{suffix}"))]
    commands = [
        ["--version"],
        ["--help"],
        ["editions"],
        ["samples", str(folder / "示例")],
        ["new", "--edition", "jiading-2024", "--year", "2024", "--name", "新建", "-o", str(folder / "新建.ziping")],
        ["import", source, "-o", document],
        ["export", document, *outputs, "--text"],
        ["score", document],
        ["check", document, source, "--together"],
        ["check", document, "--md", str(folder / "报告.md"), "--pdf", str(folder / "报告.pdf")],
    ]
    for command in commands:
        try:
            main(command)
        except SystemExit:
            """Help and version end the program."""


def use_window(document: Path) -> None:
    """Every action of the window, on a document that is open; dialogs are closed as they come."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QDialog

    from ziping.__main__ import main
    from ziping.gui.main_window import MainWindow

    application = QApplication(["ziping"])
    steps: list[Iterator[None]] = []

    def step() -> None:
        QTimer.singleShot(_STEP_MS, step)  # the next one must come also while a dialog keeps this one from ending
        modal = application.activeModalWidget()
        windows = [widget for widget in application.topLevelWidgets() if isinstance(widget, MainWindow)]
        if isinstance(modal, QDialog):
            modal.reject()
        elif steps:
            if next(steps[0], DONE) == DONE:
                application.exit()  # also where an action failed: whoever waits for the last line misses it
        elif windows and windows[0].live.session.path is not None:
            steps.append(_trigger_all(windows[0], document.with_name("从窗口.pdf")))

    QTimer.singleShot(_STEP_MS, step)
    main([str(document)])


def _trigger_all(window: object, pdf: Path) -> Iterator[None]:
    from PySide6.QtWidgets import QApplication

    from ziping.form import path as at
    from ziping.gui.main_window import MainWindow

    assert isinstance(window, MainWindow)
    yield
    window.outputs.export_to(pdf)
    yield
    for page in ("basic", "funding", "goals", "indicators", "check", "output"):
        window.work.steps.go(page)
        yield
    window.live.session.put(at.goal("achieved"), "在窗口里修改", "修改")
    for name, action in window.actions_by_name.items():
        if name not in {"close", "welcome", *(["print"] if WITHOUT_PRINT in sys.argv else [])}:
            action.trigger()
            yield
    window.save()
    window.actions_by_name["welcome"].trigger()
    yield
    for other in QApplication.topLevelWidgets():
        if other is not window:
            other.close()
    window.close()
    print(DONE, flush=True)
    yield


def main() -> int:
    """Does it all in a folder that goes away again."""
    sys.addaudithook(watch)
    with TemporaryDirectory(prefix="ziping-drill-") as home:
        os.environ |= {f"XDG_{name}_HOME": f"{home}/{name.lower()}" for name in ("DATA", "CONFIG", "CACHE", "STATE")}
        import_all()
        run_commands(Path(home))
        use_window(Path(home) / "自评表.ziping")
    return 0


if __name__ == "__main__":
    sys.exit(main())
