"""Fields: label, editor, unit, a line of help, and beneath them what is wrong, in the panel's words.

Anything may be typed: no validators, no masks, and no rewriting while the field has the focus or a composition is open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from ziping.app.session import Change
from ziping.form.edit import get
from ziping.form.path import FieldPath
from ziping.gui.live_session import LiveSession
from ziping.gui.marks import quiet_color, severity_color, spoken
from ziping.gui.plain_text import plain_text
from ziping.gui.typeface import keep_scaled
from ziping.rules.findings import Finding, Severity

Pending = tuple[FieldPath, object]
"""A field and the value it gets when it is left: typed, but not in the form yet."""


def belongs_to_window(event: QEvent) -> bool:
    """Whether this is an editor's claim on keys that belong to the whole form: undo, redo, and Ctrl+E for the export."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and (
            event.matches(QKeySequence.StandardKey.Undo)
            or event.matches(QKeySequence.StandardKey.Redo)
            or (event.key() == Qt.Key.Key_E and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        )
    )


def describe(editor: QWidget, part: str, text: str) -> None:
    """Has a screen reader say ``text`` of a field beside what others have it say; each has a ``part`` of its own."""
    said = {**(editor.property("said") or {}), part: text}
    editor.setProperty("said", said)
    editor.setAccessibleDescription("\n".join(filter(None, said.values())))


def show_menu(menu: QMenu, editor: QWidget, event: QContextMenuEvent) -> None:
    """Opens an editor's own menu with what else can be done about its field."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addActions(editor.actions())
    menu.popup(event.globalPos())


class LineEditor(QLineEdit):
    """One line of text that goes into the form as it is typed; a run of typing is one undo step."""

    def __init__(self, live: LiveSession, path: FieldPath, label: str) -> None:
        super().__init__()
        self.live, self.path, self.label = live, path, label
        self._composing = False
        self.setObjectName(str(path))
        self.setAccessibleName(label)
        live.changed.connect(self._follow)
        live.replaced.connect(self.refresh)
        self.textEdited.connect(self._typed)
        self.editingFinished.connect(self.commit)
        self.refresh()

    def shown(self) -> str:
        """What the form holds, as this field shows it."""
        return str(get(self.live.form, self.path))

    def refresh(self) -> None:
        """Shows what the form holds."""
        text = self.shown()
        if text != self.text() and not self._composing:
            self.setText(text)
        if not self.hasFocus():
            self.setCursorPosition(0)

    def _follow(self, change: Change) -> None:
        if change.origin is not self:
            self._catch_up()

    def _catch_up(self) -> None:
        """Shows what the form holds, whoever changed it."""
        self.refresh()

    def _typed(self, text: str) -> None:
        self.live.session.put(self.path, text, f"修改{self.label}", self, burst=True)

    def commit(self) -> None:
        """Ends the run of typing."""
        self.live.session.end_burst()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remembers whether a composition is open, so that nothing touches it; what changed meanwhile is shown at its end."""
        if event.commitString() or not event.preeditString():
            self._composing = False
            self._catch_up()
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Adds what can be done about the field to the usual menu."""
        show_menu(self.createStandardContextMenu(), self, event)

    def event(self, event: QEvent) -> bool:
        """Leaves to the window what is the window's."""
        if belongs_to_window(event):
            event.ignore()
            return False
        return super().event(event)


class NumberEditor(LineEditor):
    """One line that is read as a number when it is left; what cannot be read stays as typed."""

    def __init__(
        self,
        live: LiveSession,
        path: FieldPath,
        label: str,
        read: Callable[[str], object],
        show: Callable[[object], str],
    ) -> None:
        self._read, self._show = read, show
        super().__init__(live, path, label)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        keep_scaled(self, 1.0, figures=True)

    def shown(self) -> str:
        """The number in the edition's notation."""
        return self._show(get(self.live.form, self.path))

    def _typed(self, _text: str) -> None:
        """A number is read when it is whole, not while it is typed."""

    def _catch_up(self) -> None:
        if not (self.isModified() and self.hasFocus()):
            super()._catch_up()

    def commit(self) -> None:
        """Reads what was typed and shows it in the edition's notation."""
        if self.isModified():
            self.setModified(False)
            self.live.session.put(self.path, self._read(self.text()), f"修改{self.label}", self)
            self.refresh()

    def pending(self) -> Pending | None:
        """What ``commit`` would put into the form now."""
        return (self.path, self._read(self.text())) if self.isModified() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives back what the form holds."""
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.setModified(False)
            self.refresh()
            return
        super().keyPressEvent(event)


class TextEditor(QPlainTextEdit):
    """A long text that goes into the form as it is typed; Tab leaves it."""

    def __init__(self, live: LiveSession, path: FieldPath, label: str) -> None:
        super().__init__()
        self.live, self.path, self.label = live, path, label
        self._composing = False
        self.setObjectName(str(path))
        self.setAccessibleName(label)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self._held = self._shown = ""
        """What the form held when this editor last took it over, and how it shows that."""
        live.changed.connect(self._follow)
        live.replaced.connect(self.refresh)
        self.refresh()
        self.textChanged.connect(self._typed)

    def refresh(self) -> None:
        """Shows what the form holds."""
        text = str(get(self.live.form, self.path))
        if text != self._held and not self._composing:
            blocked = self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(blocked)
            self._held, self._shown = text, plain_text(self.document())

    def _follow(self, change: Change) -> None:
        if change.origin is not self:
            self.refresh()

    def _catch_up(self) -> None:
        """Shows what the form holds, the cursor staying where it was as far as there is text."""
        place = self.textCursor().position()
        self.refresh()
        cursor = self.textCursor()
        if cursor.position() != place:
            cursor.setPosition(min(place, self.document().characterCount() - 1))
            self.setTextCursor(cursor)

    def _typed(self) -> None:
        text = plain_text(self.document())
        if text != self._shown:  # a composition that was called off has changed nothing
            self._held = self._shown = text
            self.live.session.put(self.path, text, f"修改{self.label}", self, burst=True)

    def commit(self) -> None:
        """Ends the run of typing."""
        self.live.session.end_burst()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Ends the run of typing."""
        self.commit()
        super().focusOutEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remembers whether a composition is open, so that nothing touches it; what changed meanwhile is shown at its end."""
        if event.commitString() or not event.preeditString():
            self._composing = False
            self._catch_up()
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Adds what can be done about the field to the usual menu."""
        show_menu(self.createStandardContextMenu(), self, event)

    def event(self, event: QEvent) -> bool:
        """Leaves to the window what is the window's."""
        if belongs_to_window(event):
            event.ignore()
            return False
        return super().event(event)


class FindingNote(QLabel):
    """What is wrong with a field, beneath it; takes no room while nothing is."""

    def __init__(self, editor: QWidget) -> None:
        super().__init__()
        self._editor = editor
        self._severity: Severity = "hint"
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Shows these findings and makes them the editor's description for a screen reader."""
        text = "\n".join(f"{spoken(found)}。{found.fix}" for found in findings)
        describe(self._editor, "findings", text)
        self.setVisible(bool(findings))
        if text == self.text():
            return
        self.setText(text)
        self.setMinimumHeight(max(self.heightForWidth(self.width()), 0))
        if findings:
            self._severity = findings[0].severity
            self._tint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Claims the height its words take at this width, which a splitter would not ask for."""
        super().resizeEvent(event)
        self.setMinimumHeight(max(self.heightForWidth(self.width()), 0))

    def changeEvent(self, event: QEvent) -> None:
        """Follows the system from light to dark and back, and the window's letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setMinimumHeight(max(self.heightForWidth(self.width()), 0))
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._tint()

    def _tint(self) -> None:
        palette = QApplication.palette()
        palette.setColor(QPalette.ColorRole.WindowText, severity_color(self._severity, palette))
        self.setPalette(palette)


class TintedLabel(QLabel):
    """Plain text that wraps, in a colour made from the palette it stands on."""

    def __init__(self, text: str, tint: Callable[[QPalette], QColor]) -> None:
        super().__init__(text)
        self._color = tint
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._tint()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the system from light to dark and back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._tint()

    def _tint(self) -> None:
        palette = QApplication.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._color(palette))
        self.setPalette(palette)


class QuietLabel(TintedLabel):
    """An explanation, in a quieter colour than the text it explains."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, quiet_color)


class FieldRow:
    """One field in a grid of two columns: label, editor; help, ``marks`` and findings stand under the editor."""

    def __init__(
        self, grid: QGridLayout, editor: QWidget, label: str, help_text: str = "", marks: QWidget | None = None
    ) -> None:
        row = grid.rowCount()
        self.editor = editor
        self.label = QLabel(label)
        self.label.setBuddy(editor)
        self.note = FindingNote(editor)
        grid.addWidget(self.label, row, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(editor, row, 1)
        if help_text:
            grid.addWidget(QuietLabel(help_text), row + 1, 1)
        if marks is not None:
            grid.addWidget(marks, row + 2, 1)
        grid.addWidget(self.note, row + 3, 1)
        grid.setRowMinimumHeight(row + 4, 8)


def commit_focused() -> None:
    """Ends whatever is being typed, so that it is in the form before something else happens to the form."""
    widget = QApplication.focusWidget()
    while widget is not None:
        commit = getattr(widget, "commit", None)
        if callable(commit):
            commit()
        widget = widget.parentWidget()


def pending_in(window: QWidget) -> Pending | None:
    """What stands in the field in hand and is not in the form yet; touches nothing, a composition least of all."""
    widget: QWidget | None = window.focusWidget()
    while widget is not None:
        pending = getattr(widget, "pending", None)
        if callable(pending):
            found: Pending | None = pending()
            return found
        widget = widget.parentWidget()
    return None
