"""Suggested 得分: a quiet figure in the table, and beneath it the arithmetic for the current row, to take or leave."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ziping.app.suggested import Offer, offers, taken
from ziping.editions.notation import points_text
from ziping.form import path as at
from ziping.gui.fields import QuietLabel
from ziping.gui.indicator_grid import IndicatorGrid
from ziping.gui.indicator_model import IndicatorModel
from ziping.gui.live_session import LiveSession

STEP = "采用建议得分"
FILLS = "填入还没有得分的行：给这些行填上建议得分，已填的得分不动"
NOTHING_TO_FILL = "填入还没有得分的行：现在没有能填的行"
CHANGE_TYPED = "要改已填的得分，请到那一行点“采用”"


class SuggestionBar(QWidget):
    """One line: what is suggested for the current row and why, 采用, 忽略, and 填入空缺得分 for rows without 得分."""

    take_wanted, leave_wanted, take_all_wanted = Signal(), Signal(), Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QuietLabel()
        self.text.setObjectName("indicator_suggestion")
        self.text.setAccessibleName("建议得分")
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._line = line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.text, 1)
        self.take = self._button("indicator_take_suggestion", "采用", "采用本行的建议得分", self.take_wanted)
        self.leave = self._button("indicator_leave_suggestion", "忽略", "忽略本行的建议得分", self.leave_wanted)
        self.take_all = self._button("indicator_take_all_suggestions", "填入空缺得分", FILLS, self.take_all_wanted)
        self.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 4)

    def offer_all(self, *, fills: bool, waiting: str) -> None:
        """Whether there is a row without 得分 to fill, and which ones wait to be judged: they never go in together."""
        self.take_all.setEnabled(fills)
        nothing = f"{NOTHING_TO_FILL}：{waiting}" if waiting else f"{NOTHING_TO_FILL}；{CHANGE_TYPED}"
        self.take_all.setToolTip(FILLS if fills else nothing)
        self.take_all.setAccessibleName(self.take_all.toolTip())

    def _button(self, name: str, text: str, meaning: str, wish: SignalInstance) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAccessibleName(meaning)
        button.setToolTip(meaning)
        button.clicked.connect(wish)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._line.addWidget(button)
        return button


class Suggestions(QObject):
    """Offers the suggestions of the live session's form; one that is left stays away until its row changes."""

    def __init__(self, live: LiveSession, model: IndicatorModel, tree: IndicatorGrid, bar: SuggestionBar) -> None:
        super().__init__(tree)
        self._live, self._model, self._tree, self._bar = live, model, tree, bar
        self._made: dict[str, Offer] = {}
        self._left: dict[str, tuple[object, ...]] = {}
        tree.selectionModel().currentChanged.connect(self._show_current)
        bar.take_wanted.connect(self._take)
        bar.leave_wanted.connect(self._leave)
        bar.take_all_wanted.connect(self._take_all)
        live.replaced.connect(self._left.clear)

    def refresh(self) -> None:
        """Shows what is suggested for the form as it is now."""
        self._made = offers(self._live.view.subject)
        open_offers = {row: offer.suggestion for row, offer in self._made.items() if self._open(row)}
        self._model.set_advice(open_offers)
        self._bar.offer_all(fills=any(self._made[row].fills for row in open_offers), waiting=self._waiting())
        self._show_current()

    def _open(self, row: str) -> bool:
        offer = self._made[row]
        return offer.differs and self._left.get(row) != offer.basis

    def _waiting(self) -> str:
        """Which rows without 得分 are left to be judged, by the numbers the table shows; empty where there are none."""
        rows = enumerate((row.indicator.id for row in self._live.view.subject.rows), 1)
        waiting = [
            str(number) for number, row in rows if row in self._made and self._made[row].waits and self._open(row)
        ]
        return f"第 {'、'.join(waiting)} 行没有完全达成，得分要您在一个范围里评定" if waiting else ""

    def _show_current(self) -> None:
        row = self._tree.current_id()
        self._bar.text.setText(self._words(row))
        can = row in self._made and self._open(row)
        self._bar.take.setEnabled(can)
        self._bar.leave.setEnabled(can)

    def _words(self, row: str) -> str:
        offer = self._made.get(row)
        if offer is None:
            return ""
        points = points_text(offer.suggestion.score, self._live.view.edition.points.decimals)
        if not offer.differs:
            return f"得分与建议一致：{offer.suggestion.arithmetic}"
        left = "" if self._open(row) else "已忽略："
        return f"{left}建议 {points} 分：{offer.suggestion.arithmetic}"

    def _take(self) -> None:
        self._tree.commit_editor()
        row = self._tree.current_id()
        if row in self._made:
            self._put([row])

    def _take_all(self) -> None:
        self._tree.commit_editor()
        rows = [row for row, offer in self._made.items() if offer.fills and self._open(row)]
        self._put(rows)
        waiting = self._waiting()
        left = f"。{waiting}，没有填入：自己填，或点“采用”取最高分" if waiting else ""
        self._bar.text.setText(f"已填入 {len(rows)} 行的得分{left}")

    def _put(self, rows: list[str]) -> None:
        if rows:
            new = taken(self._live.form, self._made, rows)
            self._live.session.replace(new, STEP, at.indicator(rows[0], "score"), self._tree)

    def _leave(self) -> None:
        self._tree.commit_editor()
        row = self._tree.current_id()
        if row in self._made:
            self._left[row] = self._made[row].basis
            self.refresh()
