"""预览与导出: the pages as they will print, what can be chosen about paper, and the ways out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ziping.app.session import Change
from ziping.app.signature import SHOWN, signers, with_signature
from ziping.app.steps import STEPS, step_states, unconfirmed_words
from ziping.form.edit import put
from ziping.form.path import FieldPath
from ziping.gui.carried_bar import CarriedBar
from ziping.gui.field_marks import FieldMarks
from ziping.gui.fields import LineEditor, QuietLabel
from ziping.gui.flow import FlowLayout
from ziping.gui.live_session import LiveSession
from ziping.gui.marks import CARRIED_SIGN
from ziping.gui.preview import Preview
from ziping.gui.print_choices import LiveChoices
from ziping.gui.rendering import Proof
from ziping.gui.tasks import Worker
from ziping.gui.typeface import keep_scaled
from ziping.render.faces import Face, installed_faces
from ziping.rules.findings import Finding

_SIGNERS = ("preparer", "reviewer", "head", "phone", "date")
_SHIPPED = "思源宋体（自带）"
_LEAST_PREVIEW = 220
"""Pixels of the pages that are always seen at once."""


class OutputPage(QScrollArea):
    """The preview with the switches that concern paper; scrolls as a whole only where the window is very low."""

    def __init__(self, live: LiveSession, choices: LiveChoices, outputs: Sequence[QAction]) -> None:
        super().__init__()
        self.live = live
        self.step = next(step for step in STEPS if step.id == "output")
        self.setObjectName("page-output")
        self.setAccessibleName(self.step.name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        self.setWidget(inner)
        column = QVBoxLayout(inner)
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
        self.unconfirmed = QuietLabel()
        self.unconfirmed.setObjectName("output-unconfirmed")
        column.addWidget(self.unconfirmed)
        self.signature = SignatureFields(live, choices)
        self.paper = PaperRow(choices, self.signature.shown)
        column.addWidget(self.paper)
        column.addWidget(self.paper.note)
        column.addWidget(CarriedBar(live, "output"))
        column.addWidget(self.signature)
        self.preview = Preview(live, choices)
        self.preview.proof_made.connect(self.paper.show_proof)
        self.preview.setMinimumHeight(_LEAST_PREVIEW)
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
        """Says whether what is exported now is a draft, and how much of it nobody has confirmed for this year."""
        errors = sum(found.severity == "error" for found in findings)
        self.draft.setVisible(errors > 0)
        self.draft.setText(f"还有 {errors} 处“必须改”，现在导出的文件会印上“草稿”。")
        unconfirmed = step_states(self.live.view, ())["output"].unconfirmed
        self.unconfirmed.setVisible(unconfirmed > 0)
        self.unconfirmed.setText(
            f"{CARRIED_SIGN} 全表还有沿用去年的值 {unconfirmed_words(unconfirmed)}；可以导出，定稿前请逐页核对、确认。"
        )


class PaperRow(QWidget):
    """打印签字栏, 印上“草稿”, 印校验码 and 打印字体 in one row; ``note`` tells when the chosen typeface can't be used."""

    def __init__(self, choices: LiveChoices, signature: QCheckBox) -> None:
        super().__init__()
        self.choices = choices
        self._worker = Worker(self)
        self._installed: tuple[str, ...] | None = None
        self.draft = QCheckBox("印上“草稿”")
        self.draft.setObjectName("print-draft")
        self.draft.setAccessibleName("印上“草稿”")
        self.draft.setToolTip("在每页右上角印“草稿”两字，送人核对时用；定稿前请取消")
        self.draft.clicked.connect(choices.set_draft)
        self.check_code = QCheckBox("印校验码")
        self.check_code.setObjectName("print-check-code")
        self.check_code.setAccessibleName("印校验码")
        self.check_code.setToolTip("在每页页脚印校验码，PDF 上还有二维码，用来核对纸面与文件是否一致；它不是签名")
        self.check_code.clicked.connect(choices.set_check_code)
        self.face = QComboBox()
        self.face.setObjectName("print-face")
        self.face.setAccessibleName("打印字体")
        self.face.setToolTip("标题用自带的粗体；所选字体没有的字，用自带的字体补上")
        self.face.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.face.activated.connect(lambda index: choices.set_face(self.face.itemData(index)))
        label = QLabel("打印字体")
        label.setBuddy(self.face)
        self.note = QuietLabel()
        self.note.hide()
        row = FlowLayout(16)
        self.setLayout(row)
        for widget in (signature, self.draft, self.check_code, _pair(label, self.face)):
            row.addWidget(widget)
        choices.changed.connect(self.refresh)
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Looks which typefaces are on this machine now."""
        super().showEvent(event)
        self._worker.start(installed_faces, self._fill, self._no_faces)

    def _fill(self, faces: Sequence[Face]) -> None:
        self._installed = tuple(face.name for face in faces)
        self.refresh()

    @staticmethod
    def _no_faces(error: Exception) -> None:
        raise error

    def refresh(self) -> None:
        """Shows the choices in force; a typeface that is gone stays in the list as long as it is chosen."""
        now, known = self.choices.now, self._installed or ()
        self.draft.setChecked(now.draft)
        self.check_code.setChecked(now.check_code)
        items = [(_SHIPPED, ""), *((name, name) for name in known)]
        if now.face_name and now.face_name not in known:
            gone = "" if self._installed is None else "（本机没有）"
            items.append((now.face_name + gone, now.face_name))
        if items != [(self.face.itemText(index), self.face.itemData(index)) for index in range(self.face.count())]:
            self.face.clear()
            for text, name in items:
                self.face.addItem(text, name)
        self.face.setCurrentIndex(self.face.findData(now.face_name))

    def show_proof(self, proof: Proof) -> None:
        """Says so when the pages are not set in the chosen typeface."""
        chosen = self.choices.now.face_name
        self.note.setText(f"“{chosen}”在本机用不了，现在打印用的是{_SHIPPED}。")
        self.note.setVisible(bool(chosen) and proof.face_name == "")


class SignatureFields(QWidget):
    """签字栏: whether it prints, and what is filled in beforehand; ``shown`` stands where the page puts it."""

    def __init__(self, live: LiveSession, choices: LiveChoices) -> None:
        super().__init__()
        self.live, self.memory = live, choices.memory
        self.shown = QCheckBox("打印签字栏")
        self.shown.setObjectName(str(SHOWN))
        self.shown.setAccessibleName("打印签字栏")
        self.shown.setToolTip("在表的末尾印填报人、审核人、单位负责人、联系电话、填报日期和盖章处")
        self.shown.clicked.connect(self._switch)
        row = FlowLayout(16)
        self.setLayout(row)
        self.editors: dict[FieldPath, LineEditor] = {}
        self.marks: dict[FieldPath, FieldMarks] = {}
        labels = live.view.edition.labels
        for name in _SIGNERS:
            path = FieldPath("signature", "", name)
            editor = self.editors[path] = LineEditor(live, path, str(getattr(labels, name)))
            label = QLabel(editor.label)
            label.setBuddy(editor)
            marks = self.marks[path] = FieldMarks(live, path, editor.label, editor)
            marks.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            row.addWidget(_pair(label, editor, marks))
        live.changed.connect(self._follow)
        live.replaced.connect(self.refresh)
        self.refresh()

    def _switch(self, shown: bool) -> None:
        session = self.live.session
        if not shown:
            session.put(SHOWN, shown, "不打印签字栏")
            return
        before = session.form
        form = with_signature(before, self.memory.signers(before.basic.unit), datetime.now().astimezone().date())
        recalled = signers(form) != signers(put(before, SHOWN, value=True))
        session.replace(form, "填入上次的签字栏" if recalled else "打印签字栏", SHOWN)

    def _follow(self, change: Change) -> None:
        if change.path.section == "signature":
            self.refresh()

    def refresh(self) -> None:
        """Shows the switch, and the fields if they print."""
        shown = self.live.form.signature.shown
        self.shown.setChecked(shown)
        self.setVisible(shown)

    def focus_field(self, path: FieldPath) -> bool:
        """Goes to one of the fields."""
        if path == SHOWN:
            self.shown.setFocus()
            return True
        editor = self.editors.get(path)
        if editor is not None:
            editor.setFocus()
        return editor is not None


def _pair(label: QLabel, field: QWidget, below: QWidget | None = None) -> QWidget:
    """A label and its field, which stay together, and what is said of the field."""
    pair = QWidget()
    grid = QGridLayout(pair)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(2)
    grid.addWidget(label, 0, 0)
    grid.addWidget(field, 0, 1)
    grid.setColumnStretch(1, 1)
    if below is not None:
        grid.addWidget(below, 1, 0, 1, 2)
    return pair
