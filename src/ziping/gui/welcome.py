"""The first page: what can be done, the files of last time, and the samples."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ziping.app.recent import RecentEntry, recent_entry
from ziping.editions.catalog import edition
from ziping.gui.fields import QuietLabel
from ziping.gui.file_list import FileList
from ziping.gui.flow import FlowLayout
from ziping.gui.tasks import Worker
from ziping.gui.typeface import scaled
from ziping.resources import resource

_AFTER_PAINTING = 100
"""Milliseconds after the page is shown until files are read, so that the window is there first."""
_NOTHING_YET = (
    "还没有打开过文件。第一次用：按 Ctrl+N 新建一张表；已有文件，按 Ctrl+O 打开，或者把它拖到这个窗口里。"
    "想先看看填好的表，打开下面的示例。"
)


class WelcomePage(QScrollArea):
    """新建, 打开 and the other ways to begin, 示例 and recent files; ``opened`` and ``sample`` name the file chosen."""

    opened = Signal(object)
    sample = Signal(object)

    def __init__(self, actions: Sequence[QAction]) -> None:
        super().__init__()
        self.setObjectName("welcome")
        self.setAccessibleName("起始页")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._paths: tuple[Path, ...] = ()
        self._worker = Worker(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_PAINTING)
        self._soon.timeout.connect(self._read)
        self.title = QLabel("自评通")
        self.buttons = [self._button(action) for action in actions]
        self.empty = QuietLabel(_NOTHING_YET)
        self.empty.setObjectName("recent-empty")
        self.recent = FileList("recent", "最近的文件", ("年度", "项目名称", "总分", "文件"))
        self.recent.chosen.connect(self.opened)
        self.samples = FileList("samples", "示例", ("示例",))
        self.samples.chosen.connect(self.sample)
        for path in sorted(resource("samples").glob("*.ziping")):
            known = edition(path.stem)
            self.samples.add(path, (f"{known.name} 版式，金额单位：{known.money.unit}",))
        self.frame = QWidget()
        self._fill_frame()
        inner = QWidget()
        outer = QHBoxLayout(inner)
        outer.setContentsMargins(24, 16, 24, 16)
        outer.addStretch(1)
        outer.addWidget(self.frame, 1000)
        outer.addStretch(1)
        self.setWidget(inner)
        self._size_letters()

    def _fill_frame(self) -> None:
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(QuietLabel("填写、核对、打印财政项目支出绩效自评表。不联网，文件都在本机。"))
        column.addSpacing(12)
        row = FlowLayout(8)
        for button in self.buttons:
            row.addWidget(button)
        column.addLayout(row)
        for label, listed in (("最近的文件", self.recent), ("示例（打开的是副本，可以随意修改）", self.samples)):
            heading = QLabel(label)
            heading.setBuddy(listed)
            column.addSpacing(12)
            column.addWidget(heading)
            if listed is self.recent:
                column.addWidget(self.empty)
            column.addWidget(listed)
        column.addStretch(2)

    @staticmethod
    def _button(action: QAction) -> QPushButton:
        button = QPushButton(action.text())
        button.setObjectName(f"welcome-{action.objectName()}")
        button.setAccessibleName(action.text())
        button.setToolTip(action.toolTip())
        button.setAutoDefault(True)
        button.clicked.connect(action.trigger)
        return button

    def _size_letters(self) -> None:
        letter = self.fontMetrics().height()
        self.title.setFont(scaled(self.font(), 2.2, bold=True))
        self.frame.setMaximumWidth(60 * letter)
        for button in self.buttons:
            button.setMinimumSize(8 * letter, round(2.4 * letter))

    def changeEvent(self, event: QEvent) -> None:
        """Keeps title and buttons in proportion to the letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size_letters()

    def show_recent(self, paths: Sequence[Path]) -> None:
        """Shows the recent files by their names; what they hold is read once the page is on the screen."""
        self._paths = tuple(paths)
        self.recent.clear()
        for path in self._paths:
            self.recent.add(path, ("", path.stem, "", str(path)))
        self.recent.setVisible(bool(paths))
        self.empty.setVisible(not paths)
        if self.isVisible():
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Puts the keyboard where one most likely goes on, and reads the recent files soon."""
        super().showEvent(event)
        (self.recent if self._paths else self.buttons[0]).setFocus()
        self._soon.start()

    def _read(self) -> None:
        # One by one: a file on a slow network drive holds up only those after it.
        for path in self._paths:
            self._worker.start(partial(recent_entry, path), self.show_entry, lambda _error: None)

    def show_entry(self, entry: RecentEntry) -> None:
        """Shows what a recent file holds; one that is gone is greyed and says so."""
        where = str(entry.path) if entry.there else f"找不到了：{entry.path}"
        if entry.there and not entry.total:
            where = f"读不出：{entry.path}"
        self.recent.change(entry.path, (entry.year, entry.project, entry.total, where), enabled=entry.there)

    def wait(self) -> None:
        """Waits for files being read (closing the window)."""
        self._soon.stop()
        self._worker.wait()
