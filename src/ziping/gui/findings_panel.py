"""The problems: counted, grouped by severity; a click or Enter goes to the field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ziping.app.steps import STEPS, step_of
from ziping.form.path import FieldPath
from ziping.gui.fields import QuietLabel
from ziping.gui.live_session import LiveSession
from ziping.gui.marks import severity_color, spoken
from ziping.rules.findings import SEVERITY_NAMES, Finding

_FINDING = int(Qt.ItemDataRole.UserRole)
_PRINTED_RULES = {"F4", "F5", "F6", "F7"}
_PRINTED = FieldPath("form", "", "printed")


class FindingsPanel(QWidget):
    """A list of findings, and beneath it why the chosen one is a problem and how to mend it.

    As a whole page it has room to say with each finding how to mend it.
    """

    def __init__(self, live: LiveSession, name: str, *, whole_page: bool = False) -> None:
        super().__init__()
        self.live = live
        self._whole_page = whole_page
        self._shown: tuple[Finding, ...] | None = None
        column = QVBoxLayout(self)
        inset = 0 if whole_page else 12
        column.setContentsMargins(inset, 8, inset, 12)
        column.setSpacing(6)
        self.counts = QLabel()
        self.counts.setObjectName(f"{name}-counts")
        self.counts.setWordWrap(True)
        column.addWidget(self.counts)
        self.list = QListWidget()
        self.list.setObjectName(name)
        self.list.setAccessibleName("问题")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        self.list.currentItemChanged.connect(self._explain)
        column.addWidget(self.list, 1)
        self._rest = QWidget()
        column.addWidget(self._rest, 1)
        self.reason = QuietLabel()
        self.reason.hide()
        column.addWidget(self.reason)
        self.trust_computed = QPushButton("以计算结果为准")
        self.trust_computed.setObjectName(f"{name}-trust")
        self.trust_computed.setAccessibleName("以计算结果为准")
        self.trust_computed.setToolTip("不再与原表印出的合计、执行率、总分和等级比较")
        self.trust_computed.clicked.connect(self._trust)
        column.addWidget(self.trust_computed)

    def show_findings(self, findings: Sequence[Finding], *, silent: bool) -> None:
        """Shows these findings; ``silent`` says that pages not yet visited are left out."""
        shown = tuple(findings)
        self.trust_computed.setVisible(any(found.rule in _PRINTED_RULES for found in shown))
        count = Counter(found.severity for found in shown)
        named = "　".join(f"{name} {count[severity]}" for severity, name in SEVERITY_NAMES.items() if count[severity])
        nothing = "填过的页面没有问题" if silent else "没有发现问题"
        self.counts.setText(f"问题 {len(shown)}　{named}" if shown else nothing)
        self.list.setVisible(bool(shown))
        self._rest.setVisible(not shown)
        if shown == self._shown:
            return
        row = self.list.currentRow()
        self._shown = shown
        self.list.clear()
        for severity in SEVERITY_NAMES:
            for found in (one for one in shown if one.severity == severity):
                self.list.addItem(self._item(found))
        if 0 <= row < self.list.count() and self.list.hasFocus():
            self.list.setCurrentRow(row)
        self._explain(self.list.currentItem())

    def _item(self, found: Finding) -> QListWidgetItem:
        item = QListWidgetItem(f"{spoken(found)}\n　　{found.fix}" if self._whole_page else spoken(found))
        item.setData(_FINDING, found)
        item.setForeground(QBrush(severity_color(found.severity, self.list.palette())))
        page = next(step.name for step in STEPS if step.id == step_of(found.path))
        item.setToolTip(f"{page}：{found.message}\n{found.why}\n{found.fix}")
        return item

    def _go(self, item: QListWidgetItem) -> None:
        found: Finding = item.data(_FINDING)
        self.live.wish(found.path)

    def _explain(self, item: QListWidgetItem | None, _before: QListWidgetItem | None = None) -> None:
        found: Finding | None = item.data(_FINDING) if item else None
        self.reason.setVisible(found is not None)
        self.reason.setText(f"为什么：{found.why}\n怎么改：{found.fix}" if found else "")

    def _trust(self) -> None:
        self.live.session.put(_PRINTED, None, "以计算结果为准")
