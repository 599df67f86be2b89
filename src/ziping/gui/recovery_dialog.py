"""What an earlier run left unsaved: when, which project, how it differs from what is saved, and what to do with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QTreeWidgetItem, QVBoxLayout, QWidget

from ziping.app.left_copies import LeftCopy
from ziping.gui.buttons import named_button
from ziping.gui.comparison import ComparisonTable
from ziping.gui.fields import QuietLabel
from ziping.gui.file_conflict import moment
from ziping.gui.history_dialog import EMPTY, SAVED
from ziping.gui.row_list import RowList

Answer = Literal["recover", "saved", "later"]
_COLUMNS = ("项目名称", "最后修改", "文件", "修改处数")
_MOST_ROWS = 4
_WHAT_FOLLOWS = (
    "恢复以后先看一看，按保存才会写进文件。不恢复的还会保留 30 天，从菜单“文件 › 找回未保存的内容”能找到。"
)


class RecoveryDialog(QDialog):
    """Offers copies; ``declined`` names one that the clerk does not want, and the others stay offered."""

    declined = Signal(object)

    def __init__(self, parent: QWidget | None, copies: Sequence[LeftCopy], now: datetime) -> None:
        super().__init__(parent)
        self.setObjectName("recovery-dialog")
        self.setWindowTitle("恢复没有保存的内容")
        self.answer: Answer = "later"
        self._copies, self._now = list(copies), now
        self.list = self._rows()
        self.about = QLabel()
        self.about.setObjectName("recovery-about")
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.table = ComparisonTable("recovery-comparison")
        self.table.setAccessibleName("恢复前后的不同之处")
        self.recover = named_button("恢复", "recovery-recover", lambda: self._answer("recover"), takes_enter=True)
        self.saved = named_button("", "recovery-saved", self._take_saved, takes_enter=True)
        self.later = named_button("稍后决定", "recovery-later", self.reject, takes_enter=True)
        self.later.setToolTip("现在什么都不做，下次启动时再问")
        self.recover.setDefault(True)
        self._lay_out()
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.list.currentItemChanged.connect(self._show)
        self._show()
        self.recover.setFocus()

    @property
    def chosen(self) -> LeftCopy:
        """The copy the answer is about."""
        return self._copies[max(self.list.indexOfTopLevelItem(self.list.currentItem()), 0)]

    def _rows(self) -> RowList:
        found = RowList("recovery-list", "没有保存的表", _COLUMNS, stretched={0, 2})
        for left in self._copies:
            found.addTopLevelItem(self._row(left))
        return found

    def _row(self, left: LeftCopy) -> QTreeWidgetItem:
        path = left.copy.path
        name = left.form.basic.project_name.strip() or "（没有填项目名称）"
        item = QTreeWidgetItem(
            [name, moment(left.copy.time, self._now), path.name if path else "（未保存过）", _counted(left)]
        )
        item.setToolTip(0, name)
        item.setToolTip(2, str(path) if path else "")
        return item

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        count = len(self._copies)
        several = (
            f"有 {count} 份表没来得及保存（一次恢复一份，其余的下次启动时再问）："
            if count > 1
            else "有内容没来得及保存："
        )
        heading = QLabel(f"自评通上次没有正常退出，{several}")
        heading.setWordWrap(True)
        column.addWidget(heading)
        column.addWidget(self.list)
        column.addSpacing(8)
        column.addWidget(self.about)
        column.addWidget(self.table, 1)
        column.addWidget(QuietLabel(_WHAT_FOLLOWS))
        column.addSpacing(8)
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in (self.later, self.saved, self.recover):
            foot.addWidget(button)
        column.addLayout(foot)
        letter, screen = self.fontMetrics().height(), self.screen().availableSize()
        most = max(len(left.lines) for left in self._copies)
        height = (18 + min(2 * most, 16)) * letter
        self.resize(min(56 * letter, screen.width() - 48), min(height, screen.height() - 64))
        self.list.fit(_MOST_ROWS)

    def _show(self) -> None:
        left = self.chosen
        note = f"{left.note}。" if left.note else ""
        self.about.setText(f"{note}{_compared(left)}")
        self.table.compare(SAVED if left.saved else EMPTY, "恢复后的内容", left.lines)
        self.saved.setText("打开已保存的" if left.saved else "不恢复")
        self.saved.setAccessibleName(self.saved.text())
        self.saved.setToolTip(
            "打开文件里的内容，不要没有保存的修改" if left.saved else "不要这份内容，以后启动时不再问"
        )

    def _take_saved(self) -> None:
        """Opens what is saved, or, where nothing is, has the copy no longer offered and goes on to the next."""
        left = self.chosen
        self.declined.emit(left.copy)
        if left.saved:
            self._answer("saved")
            return
        place = self._copies.index(left)
        if len(self._copies) == 1:
            self.reject()
            return
        self.list.takeTopLevelItem(place)  # moves to another row, which the copies still have to match
        del self._copies[place]
        self.list.fit(_MOST_ROWS)
        self._show()

    def _answer(self, answer: Answer) -> None:
        self.answer = answer
        self.accept()


def _counted(left: LeftCopy) -> str:
    return f"{len(left.lines)} 处" if left.saved else f"填了 {len(left.lines)} 处"


def _compared(left: LeftCopy) -> str:
    count = len(left.lines)
    return f"和文件里的有 {count} 处不同：" if left.saved else f"填写了 {count} 处："
