"""Colours keep a contrast of 4.5 : 1 on light and dark, and never speak alone (UX.md U29)."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette

from ziping.form import path as at
from ziping.gui.marks import accent_color, good_color, is_dark, quiet_color, severity_color, sign, spoken
from ziping.rules.findings import SEVERITY_NAMES, finding


def luminance(color: QColor) -> float:
    """Relative luminance as WCAG 2 defines it."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def contrast(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def palette(base: str, window: str, text: str) -> QPalette:
    made = QPalette()
    made.setColor(QPalette.ColorRole.Base, QColor(base))
    made.setColor(QPalette.ColorRole.Window, QColor(window))
    made.setColor(QPalette.ColorRole.Text, QColor(text))
    made.setColor(QPalette.ColorRole.WindowText, QColor(text))
    return made


PALETTES = {
    "light": palette("#ffffff", "#efefef", "#000000"),
    "windows light": palette("#ffffff", "#f0f0f0", "#000000"),
    "dark": palette("#2d2d2d", "#323232", "#ffffff"),
    "windows dark": palette("#1e1e1e", "#1e1e1e", "#ffffff"),
}


@pytest.mark.parametrize("name", PALETTES)
def test_u29_every_colour_of_text_can_be_read(name: str) -> None:
    shown = PALETTES[name]
    colors = [severity_color(severity, shown) for severity in SEVERITY_NAMES]
    colors += [quiet_color(shown), good_color(shown), accent_color(shown)]
    for ground in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
        for color in colors:
            assert contrast(color, shown.color(ground)) >= 4.5, (color.name(), ground)


def test_dark_is_known_by_its_ground() -> None:
    assert [is_dark(shown) for shown in PALETTES.values()] == [False, False, True, True]


def test_u29_each_severity_has_its_own_sign_and_word() -> None:
    assert len({sign(severity) for severity in SEVERITY_NAMES}) == 3
    missing = finding("F1", at.basic("unit"), "", where="实施单位", field="实施单位")
    assert spoken(missing) == "✕ 必须改：实施单位未填写"
