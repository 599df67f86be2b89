"""The question about an amount that is ten thousand times off; nothing is changed unless the clerk says so."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ziping.app.unit_mixup import UnitMixup, unit_mixup
from ziping.editions.notation import money_text
from ziping.form.path import FieldPath
from ziping.gui.live_session import LiveSession
from ziping.gui.marks import severity_color


class UnitQuestion(QWidget):
    """Asks about one mix-up at a time; an answer 没有错 holds until the amount changes."""

    def __init__(self, live: LiveSession) -> None:
        super().__init__()
        self.live = live
        self.setObjectName("unit-question")
        self._found: UnitMixup | None = None
        self._answered: set[tuple[FieldPath, object]] = set()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.correct = self._button("unit-correct")
        self.correct.clicked.connect(self._correct)
        self.keep = self._button("unit-keep")
        self.keep.setText("没有错")
        self.keep.setAccessibleName("金额没有错")
        self.keep.clicked.connect(self._keep)
        row.addWidget(self.text, 1)
        row.addWidget(self.correct)
        row.addWidget(self.keep)
        self.hide()

    @staticmethod
    def _button(name: str) -> QPushButton:
        button = QPushButton()
        button.setObjectName(name)
        return button

    def look_at(self, path: FieldPath) -> None:
        """Asks if the amount at ``path`` looks mixed up; otherwise a question about it goes away."""
        found = unit_mixup(self.live.form, path)
        if found is not None and (found.path, found.amount) not in self._answered:
            self._ask(found)
        elif self._found is not None and unit_mixup(self.live.form, self._found.path) != self._found:
            self._end()

    def _ask(self, found: UnitMixup) -> None:
        self._found = found
        view = self.live.view
        label, unit = view.subject.where, view.edition.money.unit
        meant = f"{money_text(view.edition, found.meant)} {unit}"
        odd = f"与{label(found.compared)}相差约一万倍" if found.compared else "数额很大"
        amount = money_text(view.edition, found.amount)
        self.text.setText(f"▲ {label(found.path)} {amount} {unit}，{odd}，会不会是元和万元写混了？")
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, severity_color("warning", palette))
        self.text.setPalette(palette)
        self.correct.setText(f"改为 {meant}")
        self.correct.setAccessibleName(f"改为 {meant}")
        self.show()

    def _correct(self) -> None:
        if self._found is not None:
            found = self._found
            self._end()
            self.live.session.put(found.path, found.meant, f"更正{self.live.view.subject.where(found.path)}的单位")

    def _keep(self) -> None:
        if self._found is not None:
            self._answered.add((self._found.path, self._found.amount))
            self._end()

    def _end(self) -> None:
        self._found = None
        self.hide()
