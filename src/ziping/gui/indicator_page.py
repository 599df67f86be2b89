"""The page 绩效指标: the bar of 分值, the buttons, and the table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QScrollArea, QToolButton, QVBoxLayout, QWidget

from ziping.app.cells import read_cell
from ziping.form import edit
from ziping.form.model import Form
from ziping.form.path import FieldPath
from ziping.gui.carried_bar import CarriedBar
from ziping.gui.field_marks import carried_cells, remarked_cells
from ziping.gui.fields import Pending
from ziping.gui.flow import FlowLayout
from ziping.gui.indicator_actions import IndicatorActions
from ziping.gui.indicator_clipboard import IndicatorClipboard
from ziping.gui.indicator_model import IndicatorModel
from ziping.gui.indicator_suggestions import SuggestionBar, Suggestions
from ziping.gui.indicator_tree import IndicatorTree
from ziping.gui.indicator_weight_bar import IndicatorWeightBar
from ziping.gui.live_session import LiveSession
from ziping.gui.remark_bar import RemarkBar
from ziping.rules.findings import Finding

_LEAST_TABLE = 200
"""Pixels of the table that are always seen at once."""
GROUPS = {"dimension": "一级指标", "category": "二级指标"}


class IndicatorPage(QScrollArea):
    """Shows and edits the indicators of the live session's form; scrolls as a whole only in a very low window."""

    told = Signal(str)
    """What was done, or why not, where the table itself does not show it."""

    def __init__(self, live: LiveSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("indicator_page")
        self.setAccessibleName("绩效指标")
        self._live = live
        self._noted: tuple[object, ...] = ()
        self._model = IndicatorModel(self)
        self.tree = IndicatorTree(self._model, self)
        self.actions_ = IndicatorActions(live, self.tree)
        self.clipboard = IndicatorClipboard(live, self.tree, self.actions_)
        self.actions_.told.connect(self.told)
        self.clipboard.told.connect(self.told)
        self._order_menu()
        self.bar = IndicatorWeightBar(self)
        self.advice = SuggestionBar(self)
        self.suggestions = Suggestions(live, self._model, self.tree, self.advice)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        self.setWidget(inner)
        self.tree.setMinimumHeight(_LEAST_TABLE)
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        self.carried = CarriedBar(live, "indicators")
        self.remarks = RemarkBar(live, self.tree)
        for widget in (self.carried, self.bar):
            layout.addWidget(widget)
        layout.addLayout(self._buttons())
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.remarks)
        layout.addWidget(self.advice)
        self._model.typed.connect(self._put)
        self.bar.share_wanted.connect(self._share_rest)
        self.bar.scale_wanted.connect(self._scale_weights)
        live.changed.connect(self._refresh)
        live.replaced.connect(self._start)
        self._start()

    def _order_menu(self) -> None:
        """The context menu: cells, then rows."""
        line = QAction(self)
        line.setSeparator(True)
        self.tree.insertActions(self.tree.actions()[0], [*self.clipboard.all(), line])

    def _buttons(self) -> FlowLayout:
        line = FlowLayout(4)
        act = self.actions_
        for action in (
            *(act.library, act.add_indicator, act.add_category, act.add_dimension),
            *(act.duplicate, act.up, act.down, act.remove),
        ):
            button = QToolButton(self)
            button.setDefaultAction(action)
            button.setObjectName(f"{action.objectName()}_button")
            button.setAccessibleName(action.text())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            if action.menu() is not None:
                button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            line.addWidget(button)
        return line

    def _start(self) -> None:
        self._refresh()
        self.tree.expandAll()
        first = self._model.index(0, 1)
        if first.isValid():
            self.tree.go_to(first)
        self.tree.scrollToTop()

    def _refresh(self) -> None:
        view = self._live.view
        self.tree.form = view.form
        for group in self._model.show(view.form, view.edition):
            self.tree.expand(group)
        self.tree.drop_untouched_editor()
        self.bar.show_weights(view)
        self.suggestions.refresh()
        self._note(view.form)

    def _note(self, form: Form) -> None:
        """Marks last year's values and 批注 where either has changed."""
        seen = (form.unconfirmed, form.remarks, form.basic.year)
        if seen != self._noted:
            self._noted = seen
            self._model.set_notes(carried_cells(self._live), remarked_cells(form))
        self.remarks.refresh()

    def _put(self, path: FieldPath, text: str) -> None:
        try:
            edit.get(self._live.form, path)
        except edit.NoSuchField:
            return
        where = GROUPS[path.section] + "名称" if path.section in GROUPS else self._where(path)
        self._live.session.put(path, read_cell(path.field, text), f"修改{where}", self.tree)

    def _where(self, path: FieldPath) -> str:
        subject = self._live.view.subject
        return subject.where(path, next((row for row in subject.rows if row.indicator.id == path.row), None))

    def _share_rest(self) -> None:
        self.tree.commit_editor()
        self.actions_.share_rest()

    def _scale_weights(self) -> None:
        self.tree.commit_editor()
        self.actions_.scale_weights()

    def focus_field(self, path: FieldPath) -> bool:
        """Brings the cell of a field into view, selects and opens it; false if it is no field of this page."""
        editable = path.field not in {"categories", "indicators"}
        return self.tree.focus(path, open_editor=editable)

    def commit(self) -> None:
        """Hands over what is being typed, for whoever is about to save, check or export."""
        self.tree.commit_editor()

    def pending(self) -> Pending | None:
        """What ``commit`` would put into the form now."""
        editor, path = self.tree.editor(), self.tree.current_path()
        text = editor.typed if editor is not None else None
        return None if text is None or path is None else (path, read_cell(path.field, text))

    def actions_for_menu(self) -> list[QAction]:
        """What the 编辑 menu shows of this page."""
        return [*self.clipboard.all(), *self.actions_.all()]

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Marks the cells that have problems, and no others."""
        self._model.set_findings(findings)
