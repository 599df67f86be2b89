"""照录助手: a narrow window beside the browser that hands over the form field by field through the clipboard.

It has no owner among the windows, so that it stays when the main one is made small; the main window closes it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeySequence, QShowEvent
from PySide6.QtWidgets import QMessageBox, QVBoxLayout, QWidget

from ziping.app.transcription import (
    Entry,
    Progress,
    Skipping,
    Writing,
    entries_of,
    following,
    form_key,
    kept_progress,
    neighbour,
    row_of,
    row_text,
    with_progress,
)
from ziping.form.model import Form
from ziping.gui.dialogs import run_dialog
from ziping.gui.live_session import LiveSession
from ziping.gui.memory import Memory
from ziping.gui.transcription_buttons import TranscriptionButtons
from ziping.gui.transcription_page import TranscriptionPage

_PAUSE = 200
"""Milliseconds without a change after which the window follows the form; a copy never waits for it."""
_HOW = "先在网页里点好要填的格，再到这里点“复制”，然后回网页粘贴（Ctrl+V）。"
_GONE = "剪贴板里已经是别的内容了。"
_KEPT, _ON_TOP, _EMPTY, _COMPUTED, _PLACE = (
    f"transcription/{name}" for name in ("forms", "on_top", "skip_empty", "skip_computed", "place")
)


class TranscriptionWindow(QWidget):
    """Walks the fields of the form in hand; what is copied is ticked, and un-ticked when it prints otherwise."""

    def __init__(self, live: LiveSession, memory: Memory, parent: QWidget | None) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setObjectName("transcription-window")
        self.setWindowTitle("照录助手 — 自评通")
        self.live, self.memory, self._main = live, memory, parent
        self.entries: tuple[Entry, ...] = ()
        self.progress, self.place = Progress(), 0
        self.skipping = Skipping(bool(memory.number(_EMPTY, 1)), bool(memory.number(_COMPUTED, 0)))
        self._form: Form | None = None
        self._held = ""
        self._timer = self._after_a_pause(self.catch_up)
        # Another program has the clipboard open in the very moment in which it changes.
        self._look = self._after_a_pause(self._look_at_clipboard)
        self.page = TranscriptionPage()
        self.buttons = TranscriptionButtons(self.skipping, on_top=bool(memory.number(_ON_TOP, 1)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.page, 1)
        column.addWidget(self.buttons)
        self._connect()
        self._keys()
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, self.buttons.on_top.isChecked())
        self._take_width()
        self._put_in_place()
        self._take_form()
        self.buttons.copy.setFocus()

    def _after_a_pause(self, deed: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(_PAUSE)
        timer.timeout.connect(deed)
        return timer

    def _connect(self) -> None:
        page, buttons = self.page, self.buttons
        page.list.went.connect(self.go)
        page.list.wanted.connect(self.copy_entry)
        page.card.wanted.connect(self._copy_writing)
        buttons.copy.clicked.connect(self.copy_entry)
        buttons.back.clicked.connect(self.to_previous)
        buttons.on.clicked.connect(self.to_next)
        buttons.row.clicked.connect(self.copy_row)
        buttons.on_top.toggled.connect(self._stay_on_top)
        buttons.skip_empty.toggled.connect(self._skip)
        buttons.skip_computed.toggled.connect(self._skip)
        buttons.again.triggered.connect(self._start_again)
        self.live.changed.connect(self._soon)
        self.live.replaced.connect(self._take_form)
        self.live.saved.connect(self._keep)
        QGuiApplication.clipboard().dataChanged.connect(self._look.start)

    def _keys(self) -> None:
        for name, keys, deed in (
            ("copy", ("Return", "Enter"), self.copy_entry),
            ("other", ("Shift+Return", "Shift+Enter"), self.page.card.want_other),
            ("row", ("Ctrl+Return", "Ctrl+Enter"), self.copy_row),
            ("previous", ("Up",), self.to_previous),
            ("next", ("Down",), self.to_next),
            ("close", ("Esc",), self.close),
        ):
            action = QAction(self)
            action.setObjectName(f"transcription-key-{name}")
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.setAutoRepeat(name in {"previous", "next"})  # a key held down must not run through the form
            action.triggered.connect(deed)
            self.addAction(action)

    def _put_in_place(self) -> None:
        """Where it stood last time, at first at the right edge of the screen."""
        if self.restoreGeometry(self.memory.bytes(_PLACE)):
            return
        letter = self.fontMetrics().height()
        room = (self._main or self).screen().availableGeometry()
        width, height = min(max(19 * letter, 320), room.width() // 2), min(42 * letter, room.height() - 64)
        self.setGeometry(room.right() - width - 8, room.top() + 40, width, height)

    def _take_width(self) -> None:
        """Never narrower than the buttons in it."""
        self.setMinimumWidth(min(17 * self.fontMetrics().height(), self.screen().availableSize().width() - 16))

    @property
    def entry(self) -> Entry:
        """The field in hand; 基本信息 is in every form, so there is one."""
        return self.entries[self.place]

    def _soon(self) -> None:
        if self.isVisible():
            self._timer.start()

    def _take_form(self) -> None:
        """Another form is in hand: its progress goes on where it was left."""
        self._form, self._held = self.live.form, ""
        self._timer.stop()
        self.entries = entries_of(self.live.view)
        self.progress = kept_progress(self.memory.text(_KEPT), self._key())
        known = [str(entry.path) for entry in self.entries]
        if self.progress.next in known:
            self.place = known.index(self.progress.next)
        else:
            self.place = max(following(self.entries, self.skipping, self.progress, -1), 0)
        self.page.told.setText(_HOW)
        self.page.list.fill(self.entries)
        self._show()

    def catch_up(self) -> None:
        """Follows the form if it changed; the field in hand stays in hand, or the one that took its place."""
        self._timer.stop()
        if self._form is self.live.form:
            return
        self._form = self.live.form
        was = self.entry.path
        self.entries = entries_of(self.live.view)
        places = {entry.path: place for place, entry in enumerate(self.entries)}
        self.place = places.get(was, min(self.place, len(self.entries) - 1))
        self.page.list.fill(self.entries)
        self._show()

    def _show(self) -> None:
        basic, entry = self.live.form.basic, self.entry
        self.page.project.setText(f"{basic.year} {basic.project_name}".strip())
        self.page.card.show_entry(entry, self.live.view.edition.money.unit)
        self.buttons.show_entry(entry, in_row=bool(row_of(self.entries, entry)))
        self.page.show_progress(self.entries, self.skipping, self.progress, self.place)

    def go(self, place: int) -> None:
        """Takes the field at this place in hand."""
        if 0 <= place < len(self.entries):
            self.place = place
            self.progress = self.progress.at(self.entries[place])
            self._keep()
            self._show()

    def to_previous(self) -> None:
        """The stop before, done or not."""
        self.catch_up()
        self.go(neighbour(self.entries, self.skipping, self.place, -1))

    def to_next(self) -> None:
        """The stop behind, done or not."""
        self.catch_up()
        self.go(neighbour(self.entries, self.skipping, self.place, 1))

    def copy_entry(self) -> None:
        """Hands over the field as it prints and goes to the next that is not done."""
        if self._still_there():
            self._hand_over(self.entry.text, self.entry.label, (self.entry,))

    def copy_row(self) -> None:
        """Hands over all cells of a 三级指标 and goes behind them."""
        if self._still_there():
            row = row_of(self.entries, self.entry)
            if row:
                self._hand_over(row_text(row), f"整行“{row[0].way[-2]}”", row)

    def _copy_writing(self, writing: Writing) -> None:
        shown = self.entry
        self.catch_up()
        if self.entry == shown:
            self._hand_over(writing.text, f"{self.entry.label}（{writing.name}）", (self.entry,))

    def _still_there(self) -> bool:
        """Whether the field shown is in the form: else its place shows another one, which nobody has asked for yet."""
        shown = self.entry.path
        self.catch_up()
        return self.entry.path == shown

    def _hand_over(self, text: str, name: str, entries: tuple[Entry, ...]) -> None:
        clipboard = QGuiApplication.clipboard()
        if text:
            self._held = ""
            clipboard.setText(text)
            if not _same(clipboard.text(), text):
                self.page.told.setText("没有复制成功：剪贴板正被别的程序占用，请再点一次。")
                return
            self._held = text
            self.page.told.setText(f"✓ 已复制：{name} {_short(text)}。粘贴到网页里（Ctrl+V）。")
        self.progress = self.progress.with_copied(entries)
        last = max(self.entries.index(entry) for entry in entries)
        place = following(self.entries, self.skipping, self.progress, last)
        if place <= last and self.progress.state(self.entries[place]) != "done":
            self.page.told.setText(f"{self.page.told.text()}后面的都照录了，回到前面还没有照录的。")
        self.go(place)

    def _look_at_clipboard(self) -> None:
        """Takes the sentence back when something else was copied elsewhere; one that can't be read changes nothing."""
        text = QGuiApplication.clipboard().text() if self._held else ""
        if text and not _same(text, self._held):
            self._held = ""
            self.page.told.setText(_GONE)

    def _start_again(self) -> None:
        question = QMessageBox(self)
        question.setObjectName("transcription-question")
        question.setIcon(QMessageBox.Icon.Question)
        question.setWindowTitle("重新开始")
        question.setText("从头照录？已有的“✓”会全部去掉，表的内容不变。")
        again = question.addButton("重新开始", QMessageBox.ButtonRole.AcceptRole)
        keep = question.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(keep)
        run_dialog(question)
        if question.clickedButton() is again:
            self.progress = Progress()
            self.page.told.setText(_HOW)
            self.go(following(self.entries, self.skipping, self.progress, len(self.entries) - 1))

    def _skip(self) -> None:
        self.skipping = self.buttons.skipping
        self.memory.store(_EMPTY, int(self.skipping.empty))
        self.memory.store(_COMPUTED, int(self.skipping.computed))
        if not self.skipping.stops_at(self.entry):
            self.go(following(self.entries, self.skipping, self.progress, self.place))
        else:
            self._show()

    def _stay_on_top(self, chosen: bool) -> None:
        self.memory.store(_ON_TOP, int(chosen))
        place = self.geometry()
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, chosen)
        self.setGeometry(place)
        self.show()
        self.activateWindow()

    def _key(self) -> str:
        return form_key(self.live.session.path, self.live.form.basic)

    def _keep(self) -> None:
        key = self._key()
        if key and (self.progress.copied or self.progress.next):
            self.memory.store(_KEPT, with_progress(self.memory.text(_KEPT), key, self.progress))

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters take more width."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._take_width()

    def showEvent(self, event: QShowEvent) -> None:
        """Shows the form as it is now."""
        super().showEvent(event)
        self.catch_up()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remembers where it stood."""
        self.memory.store(_PLACE, self.saveGeometry())
        super().closeEvent(event)


def _same(one: str, other: str) -> bool:
    """Whether two texts are the same but for the kind of line ends, which systems change on the clipboard."""
    return one.replace("\r\n", "\n") == other.replace("\r\n", "\n")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 20 else f"{line[:20]}…"
