"""Somebody who answers the window's questions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QDialogButtonBox, QFileDialog, QMessageBox


class Clerk:
    """Presses the buttons with these words, types this file name, and remembers what was asked and how.

    ``defaults`` and ``escapes`` hold, question by question, the button that Enter and Escape would have pressed;
    ``told`` holds what was said without a question. ``meanwhile`` is what happens once while the clerk reads a question.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.questions: list[str] = []
        self.buttons: list[list[str]] = []
        self.defaults: list[str] = []
        self.escapes: list[str] = []
        self.told: list[str] = []
        self.answers: list[str] = []
        self.file = ""
        self.meanwhile: Callable[[], object] | None = None
        clerk = self

        def answer(box: QMessageBox) -> int:
            return clerk._answer(box)

        monkeypatch.setattr(QMessageBox, "exec", answer)
        for name in ("getSaveFileName", "getOpenFileName"):
            monkeypatch.setattr(QFileDialog, name, lambda *_: (self.file, ""))

    def _answer(self, box: QMessageBox) -> int:
        if len(box.buttons()) == 1:
            self.told.append(box.text())
            return 0
        self.questions.append(box.text())
        self.buttons.append(_shown(box))
        default, escape = box.defaultButton(), box.escapeButton()
        self.defaults.append(default.text() if default else "")
        self.escapes.append(escape.text() if escape else "")
        happens, self.meanwhile = self.meanwhile, None
        if happens is not None:
            happens()
        wanted = self.answers.pop(0)
        next(button for button in box.buttons() if button.text() == wanted).click()
        return 0


def _shown(box: QMessageBox) -> list[str]:
    """The words of the buttons from left to right."""
    row = box.findChild(QDialogButtonBox)
    layout = row.layout() if isinstance(row, QDialogButtonBox) else None
    assert layout is not None
    items = (layout.itemAt(place) for place in range(layout.count()))
    widgets = (item.widget() for item in items if item is not None)
    return [widget.text() for widget in widgets if isinstance(widget, QAbstractButton)]
