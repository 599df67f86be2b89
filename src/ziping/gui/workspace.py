"""The work area: steps on the left, the page in the middle, figures and problems on the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ziping.app.steps import STEPS, StepId, first_open, heard, step_of, step_states
from ziping.form.path import FieldPath
from ziping.gui.field_actions import FieldActions
from ziping.gui.fields import commit_focused
from ziping.gui.findings_panel import FindingsPanel
from ziping.gui.indicator_page import IndicatorPage
from ziping.gui.live_session import LiveSession
from ziping.gui.memory import USUAL_WIDTHS
from ziping.gui.preview import Preview
from ziping.gui.print_choices import LiveChoices
from ziping.gui.remark_count import RemarkCount
from ziping.gui.score_card import ScoreCard
from ziping.gui.step_list import StepList
from ziping.gui.steps.basic import BasicPage
from ziping.gui.steps.check import CheckPage
from ziping.gui.steps.funding import FundingPage
from ziping.gui.steps.goals import GoalsPage
from ziping.gui.steps.output import OutputPage
from ziping.gui.steps.page import StepPage
from ziping.rules.findings import Finding

_ROOM_FOR_FIGURES = 60
"""The least width of the work area, in Chinese characters, at which the figures stand beside the page."""
_ALL: frozenset[StepId] = frozenset(step.id for step in STEPS)


class Workspace(QWidget):
    """Shows one form; pages not yet left keep quiet about what is missing until 检查 is asked for."""

    in_hand = Signal(object)
    """The address of the field that is being looked at or edited; None where another form has none of it in hand."""

    figures_moved = Signal()
    """Figures and problems stand beside the page now, or no longer do."""
    rule_wanted = Signal(str)
    """The id of a rule that somebody wants explained."""

    def __init__(self, live: LiveSession, choices: LiveChoices, outputs: Sequence[QAction]) -> None:
        super().__init__()
        self.live, self.choices = live, choices
        self.visited: set[StepId] = set()
        self._shown: StepId = "basic"
        self.steps = StepList()
        self.indicators = IndicatorPage(live)
        self.output = OutputPage(live, choices, outputs)
        self.pages: dict[StepId, StepPage | IndicatorPage | OutputPage] = {
            "basic": BasicPage(live),
            "funding": FundingPage(live),
            "goals": GoalsPage(live),
            "indicators": self.indicators,
            "check": CheckPage(live, self.rule_wanted),
            "output": self.output,
        }
        self.field_actions = self._field_actions()
        self.stack = QStackedWidget()
        for page in self.pages.values():
            self.stack.addWidget(page)
        self.card = ScoreCard()
        self.panel = FindingsPanel(live, "findings")
        self.panel.rule_wanted.connect(self.rule_wanted)
        self.right = QWidget()
        self.aside: Preview | None = None
        self._widths = USUAL_WIDTHS
        self.split = self._split()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.split)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(30)
        self._late.timeout.connect(self.refresh)
        self._connect()
        self._show_figures()
        self.steps.go("basic")

    def _field_actions(self) -> FieldActions:
        """What can be done about the field in hand, on every page that has fields."""
        actions = FieldActions(self.live, self.indicators.tree, self.choices.memory, self)
        self.in_hand.connect(actions.take)
        self.indicators.carried.offer(actions.confirm)
        self.indicators.remarks.rewording.connect(actions.reword)
        actions.add_to([self.indicators.tree], [])
        signature = self.output.signature
        actions.add_to(signature.editors.values(), signature.marks.values())
        for page in self.pages.values():
            if isinstance(page, CheckPage):
                page.remarks.see.clicked.connect(actions.show_remarks)
            if isinstance(page, StepPage):
                actions.add_to(page.editors.values(), page.marks.values())
        return actions

    def _connect(self) -> None:
        self.steps.chosen.connect(self.show_step)
        self.indicators.tree.selectionModel().currentChanged.connect(self._cell_chosen)
        self.output.preview.field_clicked.connect(self.live.wish)
        self.live.changed.connect(self._changed)
        self.live.replaced.connect(self._replaced)
        self.live.go_to.connect(self.go)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    def _split(self) -> QSplitter:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addLayout(self._foot())
        side = QVBoxLayout(self.right)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addWidget(self.card)
        remarks = RemarkCount(self.live, "remark-count", inset=12)
        remarks.see.clicked.connect(self.field_actions.show_remarks)
        side.addWidget(remarks)
        side.addWidget(self.panel, 1)
        side.addStretch(0)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("work-split")
        split.setChildrenCollapsible(False)
        for widget, stretch in ((self.steps, 0), (middle, 1), (self.right, 0)):
            split.addWidget(widget)
            split.setStretchFactor(split.count() - 1, stretch)
        split.setSizes(list(USUAL_WIDTHS))
        return split

    @property
    def widths(self) -> tuple[int, int, int]:
        """The widths of steps, page and figures, as they are while no preview stands beside the page."""
        if self.aside is None or not self.aside.isVisible():
            sizes = self.split.sizes()
            if sizes[-1]:
                self._widths = (sizes[0], sizes[1], sizes[-1])
        return self._widths

    def set_widths(self, steps: int, page: int, figures: int) -> None:
        """Gives steps, page and figures these widths, in proportion to the room there is."""
        self._widths = (steps, page, figures)
        self.split.setSizes([steps, page, figures] if self.aside is None else [steps, page, 0, figures])

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 8)
        foot.setSpacing(8)
        self.missing = QLabel()
        self.back = QPushButton("上一步")
        self.back.setObjectName("back")
        self.back.setAccessibleName("上一步")
        self.back.clicked.connect(lambda: self.turn(-1))
        self.onward = QPushButton("下一步")
        self.onward.setObjectName("onward")
        self.onward.setAccessibleName("下一步")
        self.onward.clicked.connect(self.go_on)
        foot.addWidget(self.missing, 1)
        foot.addWidget(self.back)
        foot.addWidget(self.onward)
        return foot

    @property
    def shown(self) -> StepId:
        """The step whose page is shown."""
        return self._shown

    def show_again(self, step: str) -> None:
        """Goes to the page of this name, if there is one."""
        known = next((one.id for one in STEPS if one.id == step), None)
        if known is not None:
            self.steps.go(known)

    def show_step(self, step: StepId) -> None:
        """Shows a page; the one left is visited from now on."""
        turned = step != self._shown
        if turned:
            commit_focused()
            self.visited.add(self._shown)
        self._shown = step
        if step == "check":
            self.visited |= _ALL
        if step == "output" and self.aside is not None and self.aside.isVisible():
            self.aside.hide()
            self._show_figures()
            self.set_widths(*self._widths)
        self.panel.setVisible(step != "check")  # that page is the same list, with more room
        for action in self.indicators.actions_for_menu():
            action.setVisible(step == "indicators")  # nobody changes rows that are not to be seen
        self.stack.setCurrentWidget(self.pages[step])
        self.back.setVisible(step != "basic")
        self.onward.setVisible(step != "output")
        if turned:
            in_table = step == "indicators"
            self.mark(self.indicators.tree.field_in_hand() if in_table else _path_of(QApplication.focusWidget()))
        self.refresh()

    def turn(self, by: int) -> None:
        """Goes to the next or the previous step."""
        order = [known.id for known in STEPS]
        place = order.index(self._shown) + by
        if 0 <= place < len(order):
            self.steps.go(order[place])
            self._focus_page()

    def _focus_page(self) -> None:
        """Puts the cursor where work on the page shown begins: the first field still missing, else the first field."""
        page = self.pages[self._shown]
        missing = first_open(self.live.view, self._shown)
        if missing is not None and step_of(missing) == self._shown and page.focus_field(missing):
            return
        if isinstance(page, IndicatorPage):
            page.tree.setFocus()
        elif isinstance(page, StepPage) and page.editors:
            next(iter(page.editors.values())).setFocus()
        else:
            page.setFocus()

    def go_on(self) -> None:
        """下一步: to the first field still missing on this page or the following ones, else to the next step."""
        commit_focused()
        missing = first_open(self.live.view, self._shown)
        if missing is not None and step_of(missing) != self._shown:
            self.go(missing)
        else:
            self.turn(1)

    def check_all(self) -> None:
        """检查: from now on every page's problems are heard."""
        commit_focused()
        self.visited |= _ALL
        self.steps.go("check")
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the page wide enough when the window narrows."""
        super().resizeEvent(event)
        self._show_figures()

    def changeEvent(self, event: QEvent) -> None:
        """Keeps the page wide enough when the letters grow."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._show_figures()

    def _show_figures(self) -> None:
        """Leaves figures and problems to the page 检查 where there is no room for them (UX.md U39)."""
        beside = self.aside is not None and self.aside.isVisible()
        room = min(self.width(), self.screen().availableSize().width())
        fit = room >= _ROOM_FOR_FIGURES * self.fontMetrics().horizontalAdvance("字")
        if self.right.isHidden() == (fit and not beside):
            self.right.setHidden(not self.right.isHidden())
            self.figures_moved.emit()

    def toggle_preview(self) -> None:
        """预览: shows the pages beside the page being filled in, in place of the figures, or takes them away again."""
        if self._shown == "output":
            return
        if self.aside is None:
            self.aside = Preview(self.live, self.choices)
            self.aside.field_clicked.connect(self.live.wish)
            self.aside.hide()
            self.split.insertWidget(2, self.aside)
            self.split.setStretchFactor(2, 1)
        steps, page, figures = self.widths
        beside = not self.aside.isVisible()
        self.aside.setVisible(beside)
        self._show_figures()
        if beside:
            half = (page + figures) // 2
            self.split.setSizes([steps, half, half, 0])
        else:
            self.set_widths(steps, page, figures)

    def _patient(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """The findings without what is still missing in the row that is being filled in (UX.md U27)."""
        tree = self.indicators.tree
        in_hand = (
            tree.current_id()
            if self._shown == "indicators" and tree.isAncestorOf(QApplication.focusWidget() or self)
            else ""
        )
        return tuple(found for found in findings if found.rule != "F1" or not in_hand or found.path.row != in_hand)

    def _cell_chosen(self) -> None:
        self._late.start()
        path = self.indicators.tree.field_in_hand()
        if path is not None and self._shown == "indicators":
            self.mark(path)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._late.start()
        path = _path_of(new)
        if path is not None:
            self.mark(path)

    def mark(self, path: FieldPath | None) -> None:
        """Frames the field being edited in the preview, and tells that it is in hand, or that none is."""
        self.in_hand.emit(path)
        for preview in (self.output.preview, self.aside):
            if preview is not None:
                preview.mark(path)

    def wait(self) -> None:
        """Waits for previews under way (closing the window)."""
        for preview in (self.output.preview, self.aside):
            if preview is not None:
                preview.wait()

    def go(self, path: FieldPath) -> None:
        """Opens the page of a field, scrolls to the field and focuses it."""
        step = step_of(path)
        self.steps.go(step)
        self.pages[step].focus_field(path)
        self.mark(path)

    def _changed(self) -> None:
        self._late.start()

    def _replaced(self) -> None:
        session = self.live.session
        begun = not session.is_new and (session.path is not None or session.modified)
        self.visited = set(_ALL) if begun else set()
        self._shown = "basic"
        self.steps.go("basic")
        self.show_step("basic")
        self.mark(_path_of(QApplication.focusWidget()))

    def refresh(self) -> None:
        """Shows scores, states and findings of the form as it is now."""
        self._late.stop()
        view = self.live.view
        silent = not self.visited >= _ALL
        shown = self._patient(heard(view.findings, self.visited))
        answered = [found for found in view.findings if found.acknowledged is not None]
        self.card.show_view(view)
        self.steps.show_states(step_states(view, self.visited))
        self.panel.show_findings([*shown, *answered], silent=silent)
        for step, page in self.pages.items():
            page.show_findings(view.findings if step in {"check", "output"} else shown)
        missing = sum(found.rule == "F1" and step_of(found.path) == self._shown for found in view.findings)
        self.missing.setText(f"本页还有 {missing} 项没有填写" if missing else "")


def _path_of(widget: QWidget | None) -> FieldPath | None:
    """The address of the field that a widget edits."""
    path = getattr(widget, "path", None)
    return path if isinstance(path, FieldPath) else None
