"""Draws ``resources/icons/ziping.png`` from ``ziping.svg``.

.venv/bin/python packaging/icons/build.py
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parents[2] / "resources" / "icons"
PIXELS = 256


def main() -> None:
    """Draw the icon once, on a transparent ground."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication([])
    image = QImage(PIXELS, PIXELS, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(ICONS / "ziping.svg")).render(painter)
    painter.end()
    if not image.save(str(ICONS / "ziping.png")):
        raise SystemExit("ziping.png could not be written")
    del app


if __name__ == "__main__":
    main()
