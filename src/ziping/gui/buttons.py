"""Push buttons that tests and screen readers know by name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton


def named_button(text: str, name: str, deed: Callable[[], object], *, takes_enter: bool = False) -> QPushButton:
    """A push button that does ``deed``; Enter presses it where it has the focus only if it ``takes_enter``.

    In a dialog, a button that takes Enter is also the one pressed from a field while no default is set.
    """
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text)
    button.setAutoDefault(takes_enter)
    button.clicked.connect(lambda _checked=False: deed())
    return button
