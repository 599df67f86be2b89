"""Dialogs that are asked once and are gone, and boxes that say a name as it is written, were it like HTML."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget


def run_dialog(dialog: QDialog) -> bool:
    """Shows a dialog until it is closed; whether it was agreed to.

    A parent would keep it for as long as it lives itself; so it is freed, but may be read until the program is idle.
    """
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return accepted


def warn(window: QWidget | None, title: str, sentence: str) -> None:
    """Says that something did not work."""
    _say(window, QMessageBox.Icon.Warning, title, sentence)


def inform(window: QWidget | None, title: str, sentence: str) -> None:
    """Says what happened."""
    _say(window, QMessageBox.Icon.Information, title, sentence)


def _say(window: QWidget | None, icon: QMessageBox.Icon, title: str, sentence: str) -> None:
    box = QMessageBox(icon, title, sentence, QMessageBox.StandardButton.Ok, window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    run_dialog(box)
