"""Dialogs that are asked once and are gone."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog


def run_dialog(dialog: QDialog) -> bool:
    """Shows a dialog until it is closed; whether it was agreed to.

    A parent would keep it for as long as it lives itself; so it is freed, but may be read until the program is idle.
    """
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return accepted
