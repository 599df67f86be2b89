"""The question about an amount that is ten thousand times off; nothing is changed unless the clerk says so."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ziping.app.slips import Slip, unit_slip
from ziping.editions.notation import money_text
from ziping.form.path import FieldPath
from ziping.gui.live_session import LiveSession
from ziping.gui.marks import severity_color


class SlipQuestion(QWidget):
    """Asks about one slip at a time; an answer 没有错 holds until the amount changes."""

    def __init__(self, live: LiveSession) -> None:
        super().__init__()
        self.live = live
        self.setObjectName("slip-question")
        self._slip: Slip | None = None
        self._answered: set[tuple[FieldPath, object]] = set()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.correct = self._button("slip-correct")
        self.correct.clicked.connect(self._correct)
        self.keep = self._button("slip-keep")
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
        """Asks if the amount at ``path`` looks like a slip; otherwise a question about it goes away."""
        slip = unit_slip(self.live.form, path)
        if slip is not None and (slip.path, slip.amount) not in self._answered:
            self._ask(slip)
        elif self._slip is not None and unit_slip(self.live.form, self._slip.path) != self._slip:
            self._end()

    def _ask(self, slip: Slip) -> None:
        self._slip = slip
        view = self.live.view
        label, unit = view.subject.where, view.edition.money.unit
        meant = f"{money_text(view.edition, slip.meant)} {unit}"
        odd = f"与{label(slip.compared)}相差约一万倍" if slip.compared else "数额很大"
        amount = money_text(view.edition, slip.amount)
        self.text.setText(f"▲ {label(slip.path)} {amount} {unit}，{odd}，会不会是元和万元写混了？")
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, severity_color("warning", palette))
        self.text.setPalette(palette)
        self.correct.setText(f"改为 {meant}")
        self.correct.setAccessibleName(f"改为 {meant}")
        self.show()

    def _correct(self) -> None:
        if self._slip is not None:
            slip = self._slip
            self._end()
            self.live.session.put(slip.path, slip.meant, f"更正{self.live.view.subject.where(slip.path)}的单位")

    def _keep(self) -> None:
        if self._slip is not None:
            self._answered.add((self._slip.path, self._slip.amount))
            self._end()

    def _end(self) -> None:
        self._slip = None
        self.hide()
