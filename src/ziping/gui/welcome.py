"""The first window: what can be done, and the files of last time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from ziping.editions.catalog import edition
from ziping.gui.fields import QuietLabel
from ziping.gui.typeface import scaled
from ziping.resources import resource

_PATH = int(Qt.ItemDataRole.UserRole)


class WelcomePage(QWidget):
    """新建, 打开, 示例 and recent files; ``opened`` and ``sample`` name the file chosen."""

    opened = Signal(object)
    sample = Signal(object)

    def __init__(self, actions: Sequence[QAction]) -> None:
        super().__init__()
        self.setObjectName("welcome")
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addStretch(1)
        title = QLabel("自评通")
        title.setFont(scaled(title.font(), 2.2, bold=True))
        column.addWidget(title)
        column.addWidget(QuietLabel("填写、核对、打印财政项目支出绩效自评表。不联网，文件都在本机。"))
        column.addSpacing(16)
        row = QHBoxLayout()
        row.setSpacing(8)
        for action in actions:
            button = QPushButton(action.text())
            button.setObjectName(f"welcome-{action.objectName()}")
            button.setAccessibleName(action.text())
            button.setMinimumSize(132, 40)
            button.clicked.connect(action.trigger)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(16)
        self.recent = self._list("recent", "最近的文件", column)
        self.recent.itemActivated.connect(lambda item: self.opened.emit(item.data(_PATH)))
        self.recent.itemClicked.connect(lambda item: self.opened.emit(item.data(_PATH)))
        self.samples = self._list("samples", "示例（打开的是副本，可以随意修改）", column)
        self.samples.itemActivated.connect(lambda item: self.sample.emit(item.data(_PATH)))
        self.samples.itemClicked.connect(lambda item: self.sample.emit(item.data(_PATH)))
        for path in sorted(resource("samples").glob("*.ziping")):
            self._add(self.samples, f"{edition(path.stem).name} 版式示例", path)
        self.samples.setFixedHeight(self._height(self.samples))
        column.addStretch(2)
        outer.addLayout(column, 2)
        outer.addStretch(1)

    @staticmethod
    def _list(name: str, label: str, column: QVBoxLayout) -> QListWidget:
        heading = QLabel(label)
        listed = QListWidget()
        listed.setObjectName(name)
        listed.setAccessibleName(label)
        heading.setBuddy(listed)
        column.addWidget(heading)
        column.addWidget(listed)
        return listed

    @staticmethod
    def _height(listed: QListWidget) -> int:
        return max(listed.count(), 1) * (listed.sizeHintForRow(0) if listed.count() else 20) + 2 * listed.frameWidth()

    @staticmethod
    def _add(listed: QListWidget, text: str, path: Path) -> QListWidgetItem:
        item = QListWidgetItem(text)
        item.setData(_PATH, path)
        item.setToolTip(str(path))
        listed.addItem(item)
        return item

    def show_recent(self, paths: Sequence[Path]) -> None:
        """Shows the recent files; one that is gone is greyed."""
        self.recent.clear()
        for path in paths:
            there = path.is_file()
            item = self._add(self.recent, f"{path.stem}　{path.parent}" + ("" if there else "　（找不到了）"), path)
            if not there:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        if not paths:
            item = QListWidgetItem("还没有打开过文件")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.recent.addItem(item)
