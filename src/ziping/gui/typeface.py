"""Typefaces on screen: the system's, with the shipped one where the system has no Chinese."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from ziping.resources import resource


def prepare_fonts(application: QApplication) -> None:
    """Makes sure that every Chinese character of the window can be drawn."""
    if QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        return
    number = QFontDatabase.addApplicationFont(str(resource("fonts", "ZipingSerif-Regular.ttf")))
    families = QFontDatabase.applicationFontFamilies(number)
    font = application.font()
    font.setFamilies([*font.families(), *families])
    application.setFont(font)


def tabular(font: QFont) -> QFont:
    """The font with figures of equal width, so that columns of numbers align."""
    figures = QFont(font)
    figures.setFeature(QFont.Tag("tnum"), 1)
    return figures


def scaled(font: QFont, factor: float, *, bold: bool = False) -> QFont:
    """The font at another size, as a multiple of the window's."""
    other = QFont(font)
    other.setPointSizeF(font.pointSizeF() * factor)
    other.setBold(bold)
    return other
