"""Typefaces on screen: the system's, with the shipped one where the system has no Chinese."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget

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


class _Letters(QObject):
    """Tells that the window's letters have another size; Qt tells only those who have no size of their own."""

    changed = Signal()


_letters = _Letters()


def set_font(font: QFont) -> None:
    """Gives the whole program these letters."""
    QApplication.setFont(font)
    _letters.changed.emit()


class _Follower(QObject):
    """Sets a widget's font anew whenever the window's font changes; lives as long as the widget."""

    def __init__(self, widget: QWidget, make: Callable[[QFont], QFont]) -> None:
        super().__init__(widget)
        self._widget, self._make = widget, make
        _letters.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self._widget.setFont(self._make(QApplication.font()))


def keep_scaled(widget: QWidget, factor: float, *, bold: bool = False, figures: bool = False) -> None:
    """Gives a widget letters of its own size (a multiple of the window's), also after the window's size changes (U40)."""

    def make(font: QFont) -> QFont:
        other = scaled(font, factor, bold=bold)
        return tabular(other) if figures else other

    _Follower(widget, make)
