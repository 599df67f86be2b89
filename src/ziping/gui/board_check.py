"""全部检查: every form's problems, and those that show only when the forms lie beside each other (X1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from ziping.app.board import Entry, entries, shown, together
from ziping.app.namesakes import Namesakes
from ziping.app.rollup import year_name
from ziping.gui.board_cells import BESIDE, COLUMNS
from ziping.gui.board_stream import Deed, Run
from ziping.gui.board_work import Progress, WorkDialog
from ziping.gui.marks import good_color, quiet_color, severity_color, sign, spoken
from ziping.rules.findings import SEVERITY_NAMES, Finding, Severity

_SOURCE: Final = int(Qt.ItemDataRole.UserRole) + 1
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_FIGURES, _BESIDE = (1, 2, 3, 4), 4
"""The columns of counts; the last is of what shows only beside other forms."""
_MOST_OPEN = 12
"""Forms shown with their problems unfolded; more would bury each other."""


class Checked(NamedTuple):
    """A form and its problems that are still open; ``beside`` says that they show only beside other forms."""

    entry: Entry
    findings: tuple[Finding, ...]
    beside: bool = False


def checking(paths: Sequence[Path]) -> Deed:
    """Puts down ``Checked`` for each file, then for each form what shows only beside the others."""

    def check(run: Run) -> None:
        run.put(Progress(0, len(paths)))
        found = []
        for done, entry in enumerate(entries(paths, stop=run.stop, with_findings=True), start=1):
            run.put(Checked(entry, tuple(one for one in entry.findings if one.acknowledged is None)))
            run.put(Progress(done, len(paths)))
            found.append(entry)
        if run.stopped:
            return
        beside = together(found)
        for entry in found:
            heard = tuple(one for one in beside.get(entry.path, ()) if one.acknowledged is None)
            if heard:
                run.put(Checked(entry, heard, beside=True))

    return check


class CheckDialog(WorkDialog):
    """The forms with their problems under them; ``opened`` names the file of a form that is to be opened."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, "全部检查", ("自评表和问题", *SEVERITY_NAMES.values(), COLUMNS[BESIDE]))
        self.setObjectName("board-check")
        self._tops: dict[Path, QTreeWidgetItem] = {}
        self._entries: dict[Path, Entry] = {}
        self._alike = Namesakes()
        self._counts: dict[Path, Counter[Severity]] = {}
        self._severities: dict[Path, set[Severity]] = {}
        self._refused = 0
        self._beside: Counter[Path] = Counter()
        self.list.setRootIsDecorated(True)
        self.list.setAccessibleName("每份自评表的问题")
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, self.list.header().ResizeMode.Stretch)
        for column in _FIGURES:
            heading = self.list.headerItem().text(column)
            self.list.setColumnWidth(column, self.fontMetrics().horizontalAdvance(heading) + 28)
            self.list.headerItem().setTextAlignment(column, _RIGHT)
        self.list.itemDoubleClicked.connect(self._open)
        self.show_file.setText("打开这份表")
        self.show_file.setAccessibleName("打开这份表")

    def show_item(self, item: object) -> None:
        """Shows a form with its problems, or more problems of a form."""
        assert isinstance(item, Checked)
        path = item.entry.path
        top = self._tops.get(path) or self._top(item.entry)
        otherwise = self._alike.put(item.entry)
        if item.beside:
            self._beside[path] += len(item.findings)
        else:
            self._counts[path].update(found.severity for found in item.findings)
        self._severities[path].update(found.severity for found in item.findings)
        for found in sorted(item.findings, key=lambda one: list(SEVERITY_NAMES).index(one.severity)):
            words = f"{spoken(found)}（和其他表放在一起看）" if item.beside else spoken(found)
            line = QTreeWidgetItem([" ".join(words.split("\n"))])
            line.setForeground(0, QBrush(severity_color(found.severity, self.palette())))
            line.setToolTip(0, f"{found.message}\n{found.why}\n{found.fix}")
            line.setData(0, _SOURCE, str(path))
            top.addChild(line)
        self._tell(top, item.entry)
        for other in otherwise:
            self._tell(self._tops[other], self._entries[other])

    def _top(self, entry: Entry) -> QTreeWidgetItem:
        top = self._tops[entry.path] = QTreeWidgetItem()
        self._entries[entry.path] = entry
        top.setData(0, _SOURCE, str(entry.path))
        for column in _FIGURES:
            top.setTextAlignment(column, _RIGHT)
        self._counts[entry.path] = Counter()
        self._severities[entry.path] = set()
        self._refused += bool(entry.refusal)
        self.list.addTopLevelItem(top)
        return top

    def _tell(self, top: QTreeWidgetItem, entry: Entry) -> None:
        if entry.refusal:
            top.setText(0, f"✕ {entry.refusal.replace(shown(entry.path), shown(entry.path.name))}")
            top.setForeground(0, QBrush(quiet_color(self.palette())))
            return
        counts, severities = self._counts[entry.path], self._severities[entry.path]
        worst = next((kind for kind in SEVERITY_NAMES if kind in severities), None)
        top.setText(0, f"{'✓' if worst is None else sign(worst)} {self._name(entry)}")
        color = good_color(self.palette()) if worst is None else None
        top.setForeground(0, QBrush(color) if color else QBrush())
        top.setToolTip(0, shown(entry.path))
        for column, kind in enumerate(SEVERITY_NAMES, start=1):
            top.setText(column, str(counts[kind]))
        top.setText(_BESIDE, str(self._beside[entry.path]))
        if "error" in severities and len(self._tops) <= _MOST_OPEN:
            top.setExpanded(True)

    def _name(self, entry: Entry) -> str:
        """Project, year and unit of a form; its file where there is no project or another form reads the same."""
        project, year, file_name = entry.project.strip(), entry.year.strip(), self._alike.file_name(entry.path)
        if not project:
            project, file_name = file_name or shown(entry.path.name), ""
        words = (project, year_name(year) if year else "", entry.unit.strip(), file_name)
        return "　".join(filter(None, words))

    def summed(self, *, stopped: bool) -> str:
        """How many problems there are in how many forms, and how many more between them."""
        every = sum(self._counts.values(), Counter[Severity]())
        told = "，".join(f"{name} {every[kind]}" for kind, name in SEVERITY_NAMES.items())
        forms = len(self._tops) - self._refused
        between = self._beside.total()
        beside = f"；另有 {between} 个和其他表放在一起才看得出" if between else ""
        refused = f"。{self._refused} 个文件打不开" if self._refused else ""
        return f"{'已取消，只' if stopped else ''}检查了 {forms} 份表：{told}{beside}{refused}。"

    def _file(self) -> Path | None:
        item = self.list.currentItem()
        return Path(str(item.data(0, _SOURCE))) if item is not None else None

    def _open(self, item: QTreeWidgetItem) -> None:
        """Leaves first, for opening may ask; what is still to be checked is not."""
        self.stream.forget()
        self.done(0)
        self.opened.emit(Path(str(item.data(0, _SOURCE))))

    def _open_file(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._open(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the form of the current line."""
        on_list = isinstance(self.focusWidget(), QTreeWidget)
        if on_list and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open_file()
            return
        super().keyPressEvent(event)
