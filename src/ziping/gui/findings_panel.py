"""The problems: counted, listed, and for the chosen one what can be done about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QLabel, QMenu, QVBoxLayout, QWidget

from ziping.app.steps import STEPS, step_of
from ziping.form.model import Form
from ziping.form.path import FieldPath
from ziping.gui.buttons import named_button
from ziping.gui.finding_advice import FindingAdvice
from ziping.gui.findings_list import FindingsList, place_name
from ziping.gui.live_session import LiveSession
from ziping.rules.acknowledge import can_be_answered, with_acknowledgement, without_acknowledgement
from ziping.rules.findings import SEVERITY_NAMES, Finding, cure_path
from ziping.rules.remedies import HARMLESS, Remedy, remedy, slips_mended

_PRINTED_RULES = {"F4", "F5", "F6", "F7"}
_PRINTED = FieldPath("form", "", "printed")


def counted(findings: Sequence[Finding], *, silent: bool) -> str:
    """How many problems there are, by severity; ``silent`` says that pages not yet visited are left out."""
    open_ = [found for found in findings if found.acknowledged is None]
    count = Counter(found.severity for found in open_)
    parts = [f"问题 {len(open_)}"] if open_ else ["填过的页面没有问题" if silent else "没有发现问题"]
    parts += [f"{name} {count[severity]}" for severity, name in SEVERITY_NAMES.items() if count[severity]]
    if len(open_) < len(findings):
        parts.append(f"已核对 {len(findings) - len(open_)}")
    return "　".join(parts)


class FindingsPanel(QWidget):
    """A list of findings, and beneath it why the chosen one is a problem and how to mend it.

    As a whole page it has room to say with each finding how to mend it.
    """

    rule_wanted = Signal(str)
    """The id of a rule that somebody wants explained."""

    def __init__(self, live: LiveSession, name: str, *, whole_page: bool = False) -> None:
        super().__init__()
        self.live = live
        self._whole_page = whole_page
        self._told: tuple[tuple[Finding, ...], bool] = ((), True)
        self._listed: tuple[Finding, ...] | None = None
        self._slips: Remedy | None = None
        self._acted = False
        self._visited: FieldPath | None = None
        self.counts = QLabel()
        self.counts.setObjectName(f"{name}-counts")
        self.counts.setWordWrap(True)
        self.filter = self._filter(name)
        self.mend_slips = named_button("修正全部文字小错", f"{name}-mend-slips", self._mend_slips)
        self.mend_slips.setToolTip("改正标点、编号和数字的写法，不改内容；一次撤销就能全部恢复")
        self.mend_slips.hide()
        self.list = FindingsList(name, with_fixes=whole_page)
        self.advice = FindingAdvice(name, whole_page=whole_page)
        self.trust_computed = named_button("全部以计算结果为准", f"{name}-trust", self._trust)
        self.trust_computed.setToolTip("不再与原表印出的合计、执行率、总分和等级比较")
        self.trust_computed.hide()
        self._rest = QWidget()
        self._lay_out()
        self._connect()

    @staticmethod
    def _filter(name: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(f"{name}-filter")
        box.setAccessibleName("只看这一步的问题")
        box.setToolTip("只看这一步的问题")
        box.addItem("全部", "")
        for step in STEPS:
            box.addItem(place_name(step.id), step.id)
        return box

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        inset = 0 if self._whole_page else 12
        column.setContentsMargins(inset, 8, inset, 12)
        column.setSpacing(6)
        column.addWidget(self.counts)
        direction = QBoxLayout.Direction.LeftToRight if self._whole_page else QBoxLayout.Direction.TopToBottom
        choices = QBoxLayout(direction)
        choices.addWidget(self.filter)
        choices.addWidget(self.mend_slips)
        choices.addWidget(self.trust_computed)
        if self._whole_page:
            choices.addStretch(1)
        column.addLayout(choices)
        column.addWidget(self.list, 1)
        column.addWidget(self._rest, 1)
        column.addWidget(self.advice)

    def _connect(self) -> None:
        self.filter.currentIndexChanged.connect(self._list_anew)
        self.list.wanted.connect(lambda found: self.live.wish(cure_path(found)))
        self.list.mending.connect(self._mend)
        self.list.currentRowChanged.connect(self._advise)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self.advice.mended.connect(self._mend)
        self.advice.answered.connect(self._answer)
        self.advice.reopened.connect(self._reopen)
        self.advice.explained.connect(self._explain)
        self.live.go_to.connect(self._follow)

    def show_findings(self, findings: Sequence[Finding], *, silent: bool) -> None:
        """Shows these findings; ``silent`` says that pages not yet visited are left out."""
        self._told = tuple(findings), silent
        if self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Catches up with what was told while it was hidden."""
        super().showEvent(event)
        self._show()

    def _show(self) -> None:
        findings, silent = self._told
        self.counts.setText(counted(findings, silent=silent))
        if findings != self._listed:
            self._list_anew()
        self._choose_visited()

    def _list_anew(self) -> None:
        findings, _ = self._told
        self._listed = findings
        step: str = self.filter.currentData()
        shown = [found for found in findings if not step or step_of(found.path) == step]
        self.filter.setVisible(bool(findings))
        self.list.setVisible(bool(findings))
        self._rest.setVisible(not findings)
        printed = sum(found.rule in _PRINTED_RULES for found in findings)
        self.trust_computed.setVisible(printed > 1)
        self._offer_slips(findings)
        acted, self._acted = self._acted, False
        self.list.show_findings(shown, follow=not acted, go_on=acted or self.list.hasFocus())
        if self._whole_page and self.list.chosen() is None:
            self.list.choose_first()

    def _offer_slips(self, findings: Sequence[Finding]) -> None:
        slips = [found for found in findings if found.rule in HARMLESS]
        self._slips = slips_mended(slips, self.live.view.subject) if self._current(slips) else None
        self.mend_slips.setVisible(self._slips is not None)
        if self._slips is not None:
            self.mend_slips.setText(self._slips.name)
            self.mend_slips.setAccessibleName(self._slips.name)

    def _current(self, findings: Sequence[Finding]) -> bool:
        """Whether these are findings of the form as it is now; what is shown may be a moment older."""
        return len(findings) > 0 and set(findings) <= set(self.live.view.findings)

    def _chosen(self) -> Finding | None:
        found = self.list.chosen()
        return found if found is not None and self._current([found]) else None

    def _advise(self) -> None:
        found = self.list.chosen()
        self.advice.show_finding(found, self._remedy())

    def _remedy(self) -> Remedy | None:
        found = self._chosen()
        return remedy(found, self.live.view.subject) if found is not None else None

    def _mend(self) -> None:
        found, made = self._chosen(), self._remedy()
        if found is not None and made is not None:
            self._take(made.form, made.name, found.path)

    def _mend_slips(self) -> None:
        findings, _ = self._told
        slips = [found for found in findings if found.rule in HARMLESS]
        if self._slips is not None and self._current(slips):
            self._take(self._slips.form, "修正全部文字小错", slips[0].path)

    def _trust(self) -> None:
        self._acted = True
        self.list.setFocus()
        self.live.session.put(_PRINTED, None, "全部以计算结果为准")

    def _answer(self, note: str) -> None:
        found, subject = self._chosen(), self.live.view.subject
        if found is not None and can_be_answered(found):
            self._take(with_acknowledgement(subject.form, found, subject, note), "已核对", found.path)

    def _reopen(self) -> None:
        found = self._chosen()
        if found is not None:
            self._take(without_acknowledgement(self.live.form, found), "撤回核对", found.path)

    def _take(self, form: Form, name: str, focus: FieldPath) -> None:
        """Takes an edited form as one step and goes on with the finding after the one it was about."""
        self._acted = True
        self.list.setFocus()
        self.live.session.replace(form, name, focus)

    def _explain(self) -> None:
        found = self.list.chosen()
        if found is not None:
            self.rule_wanted.emit(found.rule)

    def _follow(self, path: FieldPath) -> None:
        """Chooses the finding about the field that somebody went to, at once or when the panel comes into sight."""
        self._visited = path
        if self.isVisible():
            self._choose_visited()

    def _choose_visited(self) -> None:
        path, self._visited = self._visited, None
        found = self.list.chosen()
        if path is not None and (found is None or path not in {found.path, cure_path(found)}):
            about = next((one for one in self.list.findings() if path in {one.path, cure_path(one)}), None)
            if about is not None:
                self.list.choose(about)

    def _open_menu(self, _place: QPoint) -> None:
        menu = self.menu()
        if menu is not None:
            menu.popup(self.list.menu_place())

    def menu(self) -> QMenu | None:
        """What can be done about the chosen finding, as a menu; nothing where none is chosen."""
        found = self._chosen()
        if found is None:
            return None
        menu = QMenu(self)
        if cure_path(found) != found.path:
            menu.addAction("到要写说明的地方\tEnter", lambda: self.live.wish(cure_path(found)))
            menu.addAction("到有问题的数字", lambda: self.live.wish(found.path))
        else:
            menu.addAction("到这一格\tEnter", lambda: self.live.wish(found.path))
        made = self._remedy()
        if made is not None:
            menu.addAction(f"{made.name.replace('&', '&&')}\tCtrl+Enter", self._mend)
        if found.acknowledged is not None:
            menu.addAction("撤回核对", self._reopen)
        elif can_be_answered(found):
            menu.addAction("已核对…", self.advice.ask_for_note)
        menu.addAction("查看规则说明", self._explain)
        if self._slips is not None:
            menu.addSeparator()
            menu.addAction(self._slips.name, self._mend_slips)
        return menu
