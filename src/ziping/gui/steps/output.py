"""预览与导出: the pages as they will print, the 签字栏, and the ways out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ziping.app.session import Change
from ziping.app.steps import STEPS
from ziping.form.path import FieldPath
from ziping.gui.fields import LineEditor, QuietLabel
from ziping.gui.live_session import LiveSession
from ziping.gui.preview import Preview
from ziping.gui.typeface import keep_scaled
from ziping.rules.findings import Finding

_SIGNERS = ("preparer", "reviewer", "head", "phone", "date")
_SHOWN = FieldPath("signature", "", "shown")


class OutputPage(QWidget):
    """The preview with the switches that concern paper."""

    def __init__(self, live: LiveSession, outputs: Sequence[QAction]) -> None:
        super().__init__()
        self.live = live
        self.step = next(step for step in STEPS if step.id == "output")
        self.setObjectName("page-output")
        self.setAccessibleName(self.step.name)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 8, 8)
        column.setSpacing(8)
        title = QLabel(self.step.name)
        keep_scaled(title, 1.35, bold=True)
        column.addWidget(title)
        column.addWidget(QuietLabel(self.step.wants))
        column.addLayout(self._buttons(outputs))
        self.draft = QLabel()
        self.draft.setWordWrap(True)
        column.addWidget(self.draft)
        self.signature = SignatureFields(live)
        column.addWidget(self.signature)
        self.preview = Preview(live)
        column.addWidget(self.preview, 1)

    @staticmethod
    def _buttons(outputs: Sequence[QAction]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for action in outputs:
            button = QPushButton(action.text())
            button.setObjectName(f"output-{action.objectName()}")
            button.setAccessibleName(action.text())
            button.clicked.connect(action.trigger)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def focus_field(self, path: FieldPath) -> bool:
        """Goes to a field of the 签字栏."""
        return self.signature.focus_field(path)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Says whether what is exported now is a draft."""
        errors = sum(found.severity == "error" for found in findings)
        self.draft.setVisible(errors > 0)
        self.draft.setText(f"还有 {errors} 处“必须改”，现在导出的文件会印上“草稿”。")


class SignatureFields(QWidget):
    """签字栏: whether it prints, and what is filled in beforehand."""

    def __init__(self, live: LiveSession) -> None:
        super().__init__()
        self.live = live
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        self.shown = QCheckBox("打印签字栏（填报人、审核人、单位负责人、联系电话、填报日期、盖章处）")
        self.shown.setObjectName(str(_SHOWN))
        self.shown.setAccessibleName("打印签字栏")
        self.shown.clicked.connect(self._switch)
        grid.addWidget(self.shown, 0, 0, 1, 10, Qt.AlignmentFlag.AlignLeft)
        self.editors: dict[FieldPath, LineEditor] = {}
        self._fields: list[QWidget] = []
        labels = live.view.edition.labels
        for place, name in enumerate(_SIGNERS):
            path = FieldPath("signature", "", name)
            editor = self.editors[path] = LineEditor(live, path, str(getattr(labels, name)))
            label = QLabel(str(getattr(labels, name)))
            label.setBuddy(editor)
            grid.addWidget(label, 1, 2 * place)
            grid.addWidget(editor, 1, 2 * place + 1)
            self._fields += [label, editor]
        live.changed.connect(self._follow)
        live.replaced.connect(self.refresh)
        self.refresh()

    def _switch(self, shown: bool) -> None:
        self.live.session.put(_SHOWN, shown, "打印签字栏" if shown else "不打印签字栏")

    def _follow(self, change: Change) -> None:
        if change.path.section == "signature":
            self.refresh()

    def refresh(self) -> None:
        """Shows the switch, and the fields if they print."""
        shown = self.live.form.signature.shown
        self.shown.setChecked(shown)
        for field in self._fields:
            field.setVisible(shown)

    def focus_field(self, path: FieldPath) -> bool:
        """Goes to one of the fields."""
        if path == _SHOWN:
            self.shown.setFocus()
            return True
        editor = self.editors.get(path)
        if editor is not None:
            editor.setFocus()
        return editor is not None
