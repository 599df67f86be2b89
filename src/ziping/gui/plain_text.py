"""The text of a document as it was typed."""

from __future__ import annotations

from PySide6.QtGui import QTextDocument

_LINE_ENDS = str.maketrans("\u2028\u2029", "\n\n")


def plain_text(document: QTextDocument) -> str:
    """The text with a line feed for every line end; Qt's own reading would spoil the blanks that keep words together."""
    return document.toRawText().translate(_LINE_ENDS)
