"""How a problem looks: an icon, a word and a colour for each severity, readable on light and dark."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from ziping.rules.findings import SEVERITY_NAMES, Finding, Severity

_SIGNS: dict[Severity, str] = {"error": "✕", "warning": "▲", "hint": "●"}
_LIGHT: dict[Severity, str] = {"error": "#b3261e", "warning": "#8a5000", "hint": "#1f5fa8"}
_DARK: dict[Severity, str] = {"error": "#ff9c94", "warning": "#ffb95c", "hint": "#8fc3ff"}
CARRIED_SIGN, REMARK_SIGN = "↺", "✎"
"""Beside a value of last year that nobody has confirmed, and beside a 批注."""
_ACCENT_LIGHT, _ACCENT_DARK = "#1f5fa8", "#8fc3ff"
_GOOD_LIGHT, _GOOD_DARK = "#256b35", "#86d69a"


def is_dark(palette: QPalette) -> bool:
    """Whether text is light on dark."""
    return palette.color(QPalette.ColorRole.Base).lightness() < 128


def severity_color(severity: Severity, palette: QPalette) -> QColor:
    """The colour of a severity on this palette's ground."""
    return QColor((_DARK if is_dark(palette) else _LIGHT)[severity])


def accent_color(palette: QPalette) -> QColor:
    """The one accent colour."""
    return QColor(_ACCENT_DARK if is_dark(palette) else _ACCENT_LIGHT)


def good_color(palette: QPalette) -> QColor:
    """The colour of what is in order."""
    return QColor(_GOOD_DARK if is_dark(palette) else _GOOD_LIGHT)


def mixed(over: QColor, under: QColor, share: float) -> QColor:
    """``share`` of one colour over another."""
    rest = 1 - share
    return QColor.fromRgbF(
        over.redF() * share + under.redF() * rest,
        over.greenF() * share + under.greenF() * rest,
        over.blueF() * share + under.blueF() * rest,
    )


def quiet_color(palette: QPalette) -> QColor:
    """The colour of explanations: the text colour, mixed a third towards the ground."""
    return mixed(palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window), 0.68)


def sign(severity: Severity) -> str:
    """The icon of a severity."""
    return _SIGNS[severity]


def spoken(found: Finding) -> str:
    """A finding in one line, the same beside the field and in the panel."""
    return f"{sign(found.severity)} {SEVERITY_NAMES[found.severity]}：{found.message}"
