"""The program's window drawn into memory, with lines of the standard input for hands.

``titles`` asks for the titles of what is visible; ``type 文字`` types into whatever has the focus; ``press Ctrl+S`` presses
a key there or, as this screen knows no shortcuts, takes the action of that key. Each line is answered by a line of JSON.
"""

from __future__ import annotations

import json
import os
import sys

from PySide6.QtCore import QSocketNotifier
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ziping.gui.main import run_window


def obey(application: QApplication, line: str) -> object:
    """Does what a line says; gives what to answer."""
    word, _, rest = line.rstrip("\n").partition(" ")
    if word == "titles":
        return [widget.windowTitle() for widget in application.topLevelWidgets() if widget.isVisible()]
    here = application.focusWidget()
    if word == "press":
        _press(application, QKeySequence(rest))
    elif here is not None:
        QTest.keyClicks(here, rest)
    return "" if here is None else here.objectName()


def _press(application: QApplication, keys: QKeySequence) -> None:
    seen = [widget for widget in application.topLevelWidgets() if widget.isVisible()]
    window = application.activeModalWidget() or application.activeWindow() or seen[0]
    action = next((action for action in window.findChildren(QAction) if keys in action.shortcuts()), None)
    if action is not None:
        action.trigger()
    else:
        QTest.keySequence(application.focusWidget() or window, keys)


def main() -> int:
    """Runs the window with the given words."""
    application = QApplication(["ziping"])
    pipe = os.fdopen(sys.stdin.fileno(), "rb", buffering=0)
    notifier = QSocketNotifier(pipe.fileno(), QSocketNotifier.Type.Read)

    def heard() -> None:
        line = pipe.readline().decode()
        if line:
            answer: object = None
            try:
                answer = obey(application, line)
            finally:  # whoever asked waits for a line
                print(json.dumps(answer, ensure_ascii=False), flush=True)
        else:
            notifier.setEnabled(False)

    notifier.activated.connect(heard)
    return run_window(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
