"""No word is cut at any size of letters or window (UX.md U39, U40)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from published import form_of, with_fields
from ziping.app.session import Session
from ziping.app.steps import STEPS, StepId
from ziping.gui.main_window import MainWindow

SIZES = {
    "1366×768": (1366, 768),
    "1366×768 at 150 %": (911, 512),
    "1366×768 at 200 %": (683, 384),
    "1920×1080": (1920, 1080),
}
LETTERS = (90, 100, 125, 150, 200)
WRONG = {
    "basic.unit": "",
    "funding.fiscal.executed": "99999999",
    "indicator.i1.weight": "11",
    "signature.shown": True,
}


def cut(window: QWidget) -> Iterator[str]:
    """What does not fit: a label narrower or lower than its text, a button smaller than its words."""
    for label in window.findChildren(QLabel):
        if not label.isVisible() or not label.text() or label.textFormat() == Qt.TextFormat.RichText:
            continue
        if label.wordWrap():
            if label.height() < label.heightForWidth(label.width()) - 1:
                yield f"{label.text()[:20]}: {label.height()} of {label.heightForWidth(label.width())} px high"
        elif label.width() < label.minimumSizeHint().width():
            yield f"{label.text()[:20]}: {label.width()} of {label.minimumSizeHint().width()} px wide"
    for button in window.findChildren(QAbstractButton):
        inner = button.objectName().startswith("qt_") or not button.text()
        if button.isVisible() and not inner and button.width() < button.minimumSizeHint().width():
            yield f"{button.text()}: {button.width()} of {button.minimumSizeHint().width()} px wide"


@pytest.fixture
def faulty(window: MainWindow) -> Iterator[MainWindow]:
    """A form with problems to be told on every page, and the 签字栏 shown."""
    window.start(Session(with_fields(form_of("jiangqiao-2024-qitarenyuan"), WRONG)))
    window.check()
    yield window
    window._set_font_size(100)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("letters", LETTERS)
def test_u39_u40_every_word_fits(faulty: MainWindow, size: str, letters: int) -> None:
    faulty._set_font_size(letters)
    faulty.resize(*SIZES[size])
    found: dict[StepId, list[str]] = {}
    for step in STEPS:
        faulty.work.steps.go(step.id)
        for _ in range(3):
            QApplication.processEvents()
        found[step.id] = list(cut(faulty))
    assert {step: words for step, words in found.items() if words} == {}
