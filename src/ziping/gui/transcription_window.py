"""照录助手: a narrow window beside the browser that hands over the form field by field through the clipboard.

It has no owner among the windows, so that it stays when the main one is made small; the main window closes it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ziping.app.transcription import (
    STEP,
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
from ziping.gui.fields import QuietLabel
from ziping.gui.flow import FlowLayout
from ziping.gui.live_session import LiveSession
from ziping.gui.memory import Memory
from ziping.gui.transcription_card import EntryCard
from ziping.gui.transcription_list import EntryList
from ziping.gui.typeface import keep_scaled

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
        self._make_parts()
        self._lay_out()
        self._keys()
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, self.on_top.isChecked())
        self._put_in_place()
        live.changed.connect(self._soon)
        live.replaced.connect(self._take_form)
        live.saved.connect(self._keep)
        QGuiApplication.clipboard().dataChanged.connect(self._look.start)
        self._take_form()
        self.copy.setFocus()

    def _after_a_pause(self, deed: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(_PAUSE)
        timer.timeout.connect(deed)
        return timer

    def _make_parts(self) -> None:
        self.project = QuietLabel()
        self.project.setObjectName("transcription-project")
        self.list = EntryList()
        self.list.went.connect(self.go)
        self.list.wanted.connect(self.copy_entry)
        self.count = QLabel()
        self.count.setObjectName("transcription-count")
        self.bar = QProgressBar()
        self.bar.setObjectName("transcription-bar")
        self.bar.setAccessibleName("照录进度")
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.told = QLabel(_HOW)
        self.told.setObjectName("transcription-told")
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.card = EntryCard()
        self.card.wanted.connect(self._copy_writing)
        self.copy = self._button("copy", "复制，到下一项（Enter）", self.copy_entry)
        self.copy.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        keep_scaled(self.copy, 1.1, bold=True)
        self.back = self._button("back", "上一项", self.to_previous)
        self.on = self._button("on", "下一项", self.to_next)
        self.row = self._button("row", "复制整行", self.copy_row)
        self.row.setToolTip("这项三级指标的六格一起复制，格与格之间是制表符（Ctrl+Enter）")
        self.on_top = QCheckBox("总在最前")
        self.on_top.setObjectName("transcription-on-top")
        self.on_top.setAccessibleName("总在最前")
        self.on_top.setToolTip("别的窗口不会盖住这个窗口")
        self.on_top.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.on_top.setChecked(bool(self.memory.number(_ON_TOP, 1)))
        self.on_top.toggled.connect(self._stay_on_top)
        self.choices = self._choices()

    def _button(self, name: str, text: str, deed: Callable[[], object]) -> QPushButton:
        """A button; a click on it leaves the focus with the one that copies."""
        button = QPushButton(text)
        button.setObjectName(f"transcription-{name}")
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(deed)
        return button

    def _choices(self) -> QToolButton:
        menu = QMenu(self)
        self.skip_empty = self._choice(menu, "empty", "跳过空的", chosen=self.skipping.empty)
        self.skip_computed = self._choice(menu, "computed", "跳过合计和自动算出的数", chosen=self.skipping.computed)
        menu.addSeparator()
        self.again = menu.addAction("重新开始…", self._start_again)
        self.again.setObjectName("transcription-again")
        button = QToolButton()
        button.setObjectName("transcription-choices")
        button.setText("选项")
        button.setAccessibleName("选项")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)
        return button

    def _choice(self, menu: QMenu, name: str, text: str, *, chosen: bool) -> QAction:
        action = menu.addAction(text)
        action.setObjectName(f"transcription-skip-{name}")
        action.setCheckable(True)
        action.setChecked(chosen)
        action.toggled.connect(self._skip)
        return action

    def _lay_out(self) -> None:
        """What changes its height stands above what is pressed, so that the buttons keep their places."""
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.project)
        column.addWidget(self.list, 1)
        column.addWidget(self.count)
        column.addWidget(self.bar)
        column.addWidget(self.told)
        column.addSpacing(8)
        column.addWidget(self.card)
        column.addSpacing(4)
        column.addWidget(self.copy)
        steps = FlowLayout(8)
        for button in (self.back, self.on, self.row):
            steps.addWidget(button)
        column.addLayout(steps)
        foot = QHBoxLayout()
        foot.addWidget(self.on_top)
        foot.addStretch(1)
        foot.addWidget(self.choices)
        column.addLayout(foot)

    def _keys(self) -> None:
        for name, keys, deed in (
            ("copy", ("Return", "Enter"), self.copy_entry),
            ("other", ("Shift+Return", "Shift+Enter"), self.card.want_other),
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
        self.back.setToolTip("↑")
        self.on.setToolTip("↓")

    def _put_in_place(self) -> None:
        """Where it stood last time, at first at the right edge of the screen."""
        if self.restoreGeometry(self.memory.bytes(_PLACE)):
            return
        letter = self.fontMetrics().height()
        room = (self._main or self).screen().availableGeometry()
        width, height = min(max(19 * letter, 320), room.width() // 2), min(42 * letter, room.height() - 64)
        self.setGeometry(room.right() - width - 8, room.top() + 40, width, height)

    @property
    def entry(self) -> Entry | None:
        """The field in hand."""
        return self.entries[self.place] if self.place < len(self.entries) else None

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
        started = self.progress.next in known
        before_all = following(self.entries, self.skipping, self.progress, -1) if self.entries else 0
        self.place = known.index(self.progress.next) if started else max(before_all, 0)
        self.told.setText(_HOW)
        self.list.fill(self.entries)
        self._show()

    def catch_up(self) -> None:
        """Follows the form if it changed; the field in hand stays in hand, or the one that took its place."""
        self._timer.stop()
        if self._form is self.live.form:
            return
        self._form = self.live.form
        was = self.entry
        self.entries = entries_of(self.live.view)
        places = {entry.path: place for place, entry in enumerate(self.entries)}
        there = places.get(was.path) if was is not None else None
        self.place = min(self.place, max(len(self.entries) - 1, 0)) if there is None else there
        self.list.fill(self.entries)
        self._show()

    def _show(self) -> None:
        basic, entry = self.live.form.basic, self.entry
        self.project.setText(f"{basic.year} {basic.project_name}".strip())
        self.list.mark(self.progress, self.skipping, self.place)
        stops = [self.progress.state(other) for other in self.entries if self.skipping.stops_at(other)]
        done, changed = stops.count("done"), stops.count("changed")
        words = f"已照录 {done} / {len(stops)}" + (f"，▲ {changed} 项改过，要重录" if changed else "")
        self.count.setText("全部照录完了" if stops and done == len(stops) else words)
        self.bar.setRange(0, len(stops) or 1)
        self.bar.setValue(done)
        if entry is not None:
            self.card.show_entry(entry, self.live.view.edition.money.unit)
            self.copy.setText("复制，到下一项（Enter）" if entry.text else "空的，到下一项（Enter）")
            self.copy.setAccessibleName(f"{self.copy.text()}：{STEP.join(entry.way)}")
            self.row.setEnabled(bool(row_of(self.entries, entry)))

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
        self.catch_up()
        if self.entry is not None:
            self._hand_over(self.entry.text, self.entry.label, (self.entry,))

    def copy_row(self) -> None:
        """Hands over all cells of a 三级指标 and goes behind them."""
        self.catch_up()
        row = row_of(self.entries, self.entry) if self.entry is not None else ()
        if row:
            self._hand_over(row_text(row), f"整行“{row[0].text}”", row)

    def _copy_writing(self, writing: Writing) -> None:
        shown = self.entry
        self.catch_up()
        if self.entry is not None and self.entry == shown:
            self._hand_over(writing.text, f"{self.entry.label}（{writing.name}）", (self.entry,))

    def _hand_over(self, text: str, name: str, entries: tuple[Entry, ...]) -> None:
        clipboard = QGuiApplication.clipboard()
        if text:
            self._held = ""
            clipboard.setText(text)
            if not _same(clipboard.text(), text):
                self.told.setText("没有复制成功：剪贴板正被别的程序占用，请再点一次。")
                return
            self._held = text
            self.told.setText(f"✓ 已复制：{name} {_short(text)}。粘贴到网页里（Ctrl+V）。")
        self.progress = self.progress.with_copied(entries)
        last = max(self.entries.index(entry) for entry in entries)
        place = following(self.entries, self.skipping, self.progress, last)
        if place <= last and self.progress.state(self.entries[place]) != "done":
            self.told.setText(f"{self.told.text()}后面的都照录了，回到前面还没有照录的。")
        self.go(place)

    def _look_at_clipboard(self) -> None:
        """Takes the sentence back when something else was copied elsewhere; one that can't be read changes nothing."""
        text = QGuiApplication.clipboard().text() if self._held else ""
        if text and not _same(text, self._held):
            self._held = ""
            self.told.setText(_GONE)

    def _start_again(self) -> None:
        question = QMessageBox(self)
        question.setObjectName("transcription-question")
        question.setIcon(QMessageBox.Icon.Question)
        question.setWindowTitle("重新开始")
        question.setText("从头照录？已有的“✓”会全部去掉，表的内容不变。")
        again = question.addButton("重新开始", QMessageBox.ButtonRole.AcceptRole)
        keep = question.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(keep)
        question.exec()
        if question.clickedButton() is again:
            self.progress = Progress()
            self.told.setText(_HOW)
            self.go(following(self.entries, self.skipping, self.progress, len(self.entries) - 1))

    def _skip(self) -> None:
        self.skipping = Skipping(self.skip_empty.isChecked(), self.skip_computed.isChecked())
        self.memory.store(_EMPTY, int(self.skipping.empty))
        self.memory.store(_COMPUTED, int(self.skipping.computed))
        entry = self.entry
        if entry is not None and not self.skipping.stops_at(entry):
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
