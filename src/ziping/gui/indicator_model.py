"""The tree of 绩效指标 as a Qt item model: 一级 › 二级 › 三级, one column for each cell of the form.

Rows are known by the ids of the form's nodes, so that selection, expansion and an open editor survive every edit.
The model only shows: what is typed goes out as ``typed`` and comes back with the next form.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ziping.app.cells import cell_text
from ziping.editions.model import Edition
from ziping.editions.notation import points_text
from ziping.form.amount import tidy
from ziping.form.model import Category, Dimension, Form, Indicator
from ziping.form.path import INDICATOR_FIELDS, FieldPath
from ziping.rules.findings import SEVERITY_NAMES, Finding
from ziping.rules.scoring import number_or_zero
from ziping.rules.suggest import Suggestion

Index = QModelIndex | QPersistentModelIndex
FIELDS = ("", *INDICATOR_FIELDS)
"""The field of each column; the first column is the row's handle."""
HANDLE, NAME, TARGET, WEIGHT, SCORE = 0, 1, 2, FIELDS.index("weight"), FIELDS.index("score")
NUMERIC = {WEIGHT, SCORE}
LEVELS = {Dimension: "dimension", Category: "category", Indicator: "indicator"}
SEVERITY = Qt.ItemDataRole.UserRole + 1
LEVEL = Qt.ItemDataRole.UserRole + 2
ADVICE = Qt.ItemDataRole.UserRole + 3
CARRIED = Qt.ItemDataRole.UserRole + 4
REMARKED = Qt.ItemDataRole.UserRole + 5
_MARKS = {SEVERITY, ADVICE, CARRIED, REMARKED}
ROOT = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: its node, where it hangs, its 三级 number (0 for a group) and the sums of 分值 and 得分 below it."""

    node: Dimension | Category | Indicator
    parent: int
    row: int
    children: tuple[int, ...]
    number: int
    weight: Decimal
    score: Decimal

    @property
    def section(self) -> str:
        """``dimension``, ``category`` or ``indicator``."""
        return LEVELS[type(self.node)]


class IndicatorModel(QAbstractItemModel):
    """Shows the indicators of one form at a time."""

    typed = Signal(object, str)
    """A cell's ``FieldPath`` and the text typed into it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._edition: Edition | None = None
        self._keys: dict[str, int] = {}
        self._top: tuple[int, ...] = ()
        self._entries: dict[int, Entry] = {}
        self._findings: dict[tuple[str, str], list[Finding]] = {}
        self._advice: dict[str, Suggestion] = {}
        self._carried: dict[tuple[str, str], str] = {}
        self._remarks: dict[tuple[str, str], str] = {}

    def show(self, form: Form, edition: Edition) -> list[QModelIndex]:
        """Takes a form; gives the groups that were not there before (for the view to expand)."""
        old, old_top, old_edition = self._entries, self._top, self._edition
        entries, top = self._read(form)
        self._edition = edition
        if old_top != top or {k: e.children for k, e in old.items()} != {k: e.children for k, e in entries.items()}:
            self._restructure(entries, top)
        else:
            self._entries = entries
            self._tell_changed([k for k, e in entries.items() if e.node is not old[k].node])
        if edition is not old_edition:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(FIELDS) - 1)
            self._tell_changed(list(entries))
        return [self._index(key) for key, entry in entries.items() if key not in old and entry.section != "indicator"]

    def _read(self, form: Form) -> tuple[dict[int, Entry], tuple[int, ...]]:
        entries: dict[int, Entry] = {}
        number = 0
        for row, dimension in enumerate(form.indicators):
            top = self._key(dimension.id)
            groups: list[int] = []
            for place, category in enumerate(dimension.categories):
                middle = self._key(category.id)
                leaves = tuple(self._key(leaf.id) for leaf in category.indicators)
                for at, leaf in enumerate(category.indicators):
                    number += 1
                    weight, score = number_or_zero(leaf.weight), number_or_zero(leaf.score)
                    entries[leaves[at]] = Entry(leaf, middle, at, (), number, weight, score)
                weight, score = _sums(entries, leaves)
                entries[middle] = Entry(category, top, place, leaves, 0, weight, score)
                groups.append(middle)
            weight, score = _sums(entries, groups)
            entries[top] = Entry(dimension, ROOT, row, tuple(groups), 0, weight, score)
        return entries, tuple(self._keys[dimension.id] for dimension in form.indicators)

    def _key(self, node_id: str) -> int:
        return self._keys.setdefault(node_id, len(self._keys) + 1)

    def _restructure(self, entries: dict[int, Entry], top: tuple[int, ...]) -> None:
        self.layoutAboutToBeChanged.emit()
        self._entries, self._top = entries, top
        before = self.persistentIndexList()
        after = [self._index(index.internalId(), index.column()) for index in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _tell_changed(self, keys: list[int]) -> None:
        for key in keys:
            self.dataChanged.emit(self._index(key), self._index(key, len(FIELDS) - 1))

    def set_findings(self, findings: Sequence[Finding]) -> None:
        """Marks the cells that have problems, and no others."""
        marks: dict[tuple[str, str], list[Finding]] = {}
        for found in findings:
            if found.path.section in LEVELS.values():
                marks.setdefault((found.path.row, _column_field(found.path)), []).append(found)
        changed = {
            row
            for row, field in {*marks, *self._findings}
            if marks.get((row, field)) != self._findings.get((row, field))
        }
        self._findings = marks
        self._tell_rows(changed)

    def set_advice(self, advice: Mapping[str, Suggestion]) -> None:
        """Shows these suggestions beside 得分, by the 三级指标's id, and no others."""
        old, self._advice = self._advice, dict(advice)
        self._tell_rows({row for row in {*old, *advice} if old.get(row) != advice.get(row)})

    def set_notes(self, carried: Mapping[FieldPath, str], remarks: Mapping[FieldPath, str]) -> None:
        """Marks the cells that hold last year's value and those with a 批注, with what is said of each, and no others."""
        changed: set[str] = set()
        for old, new in ((self._carried, carried), (self._remarks, remarks)):
            noted = {(path.row, _column_field(path)): words for path, words in new.items()}
            changed |= {place[0] for place in {*old, *noted} if old.get(place) != noted.get(place)}
            old.clear()
            old.update(noted)
        self._tell_rows(changed)

    def _tell_rows(self, ids: Collection[str]) -> None:
        self._tell_changed([self._keys[row] for row in ids if self._keys.get(row) in self._entries])

    def _index(self, key: int, column: int = 0) -> QModelIndex:
        entry = self._entries.get(key)
        return self.createIndex(entry.row, column, key) if entry else QModelIndex()

    def entry(self, index: Index) -> Entry | None:
        """The row an index stands in."""
        return self._entries.get(index.internalId()) if index.isValid() else None

    def entries(self) -> dict[str, Entry]:
        """Every row by the id of its node."""
        return {entry.node.id: entry for entry in self._entries.values()}

    def path(self, index: Index) -> FieldPath | None:
        """The field that can be edited at an index."""
        entry = self.entry(index)
        if entry is None or index.column() == HANDLE or (entry.section != "indicator" and index.column() != NAME):
            return None
        return FieldPath(entry.section, entry.node.id, FIELDS[index.column()])

    def index_of(self, path: FieldPath) -> QModelIndex:
        """Where a field of a 一级, 二级 or 三级指标 is shown; not valid when it isn't."""
        entry = self._entries.get(self._keys.get(path.row, ROOT))
        if entry is None or entry.section != path.section:
            return QModelIndex()
        return self._index(self._keys[path.row], FIELDS.index(_column_field(path)))

    # What Qt asks of a model.

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Qt: the index of a cell."""
        children = self._children(parent)
        if 0 <= row < len(children) and 0 <= column < len(FIELDS):
            return self.createIndex(row, column, children[row])
        return QModelIndex()

    def _children(self, parent: Index) -> tuple[int, ...]:
        if not parent.isValid():
            return self._top
        entry = self._entries.get(parent.internalId())
        return entry.children if entry and parent.column() == 0 else ()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        """Qt: the row above."""
        entry = self.entry(index)
        return self._index(entry.parent) if entry else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Qt: how many rows hang below."""
        return len(self._children(parent))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, ARG002
        """Qt: the handle and the cells of the form."""
        return len(FIELDS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt: a 三级 row is edited in every cell, a group in its name."""
        flags = Qt.ItemFlag.ItemIsEnabled
        if self.path(index) is not None:
            return flags | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
        return flags | Qt.ItemFlag.ItemIsSelectable if index.column() == HANDLE else flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Qt: the form's own words."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        return self.label(section) if role == Qt.ItemDataRole.DisplayRole else None

    def label(self, column: int) -> str:
        """What a column is called."""
        if column == HANDLE or self._edition is None:
            return ""
        return "指标名称" if column == NAME else str(getattr(self._edition.labels, FIELDS[column]))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: text, tooltip and accessible text of a cell."""
        entry = self.entry(index)
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(entry, index.column())
        if role == Qt.ItemDataRole.EditRole:
            return cell_text(getattr(entry.node, FIELDS[index.column()], "")) if self.path(index) else ""
        if role == LEVEL:
            return entry.section
        if role in _MARKS:
            return self._mark(entry, index.column(), role)
        return self._about(entry, index.column(), role)

    def _mark(self, entry: Entry, column: int, role: int) -> object:
        """What is drawn beside a cell's text."""
        place = (entry.node.id, FIELDS[column])
        if role == SEVERITY:
            found = self._findings.get(place, ()) if self._findings else ()
            return min((one.severity for one in found), key=list(SEVERITY_NAMES).index, default=None)
        if role == ADVICE:
            advice = self._advice.get(entry.node.id) if column == SCORE else None
            return f"建议 {self._notation(advice.score)}" if advice else None
        return place in (self._carried if role == CARRIED else self._remarks)

    def _about(self, entry: Entry, column: int, role: int) -> object:
        """What is said about a cell: its problems, what is suggested, where it is from, and 批注."""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.label(column)} {self._shown(entry, column)}".strip()
        if role not in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole}:
            return None
        place = (entry.node.id, FIELDS[column])
        found = self._findings.get(place, ())
        advice = self._advice.get(entry.node.id) if column == SCORE else None
        more = [f"建议 {self._notation(advice.score)} 分：{advice.arithmetic}"] if advice else []
        more += [notes[place] for notes in (self._carried, self._remarks) if place in notes]
        if role == Qt.ItemDataRole.ToolTipRole:
            problems = (f"{SEVERITY_NAMES[one.severity]}：{one.message}。{one.fix}" for one in found)
            return "\n".join([*problems, *more])
        return "".join(f"{SEVERITY_NAMES[one.severity]}：{one.message}。" for one in found) + "\n".join(more)

    def _shown(self, entry: Entry, column: int) -> str:
        if column == HANDLE:
            return str(entry.number or "")
        if entry.section == "indicator":
            return self._notation(getattr(entry.node, FIELDS[column]))
        if column == NAME:
            return entry.node.name or "（未命名）"
        if column in NUMERIC:
            return self._notation(entry.weight if column == WEIGHT else entry.score) if entry.children else ""
        return self._used(entry) if column == TARGET else ""

    def _used(self, entry: Entry) -> str:
        if self._edition is None or entry.section != "dimension":
            return ""
        usual = {spec.name: spec.usual_weight for spec in self._edition.dimensions}.get(entry.node.name)
        return f"已用 {entry.weight:f}" + (f" / 通常 {usual:f}" if usual is not None else "")

    def _notation(self, value: Decimal | str) -> str:
        if isinstance(value, str) or self._edition is None:
            return str(value)
        return points_text(value, self._edition.points.decimals)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Qt: an editor was committed."""
        path = self.path(index)
        if path is None or role != Qt.ItemDataRole.EditRole:
            return False
        self.typed.emit(path, str(value))
        return True


def _column_field(path: FieldPath) -> str:
    """The field of the column in which a path is shown; what has no column of its own is shown at the name."""
    return path.field if path.section == "indicator" and path.field in INDICATOR_FIELDS else "name"


def _sums(entries: dict[int, Entry], keys: Sequence[int]) -> tuple[Decimal, Decimal]:
    return (
        tidy(sum((entries[key].weight for key in keys), Decimal(0))),
        tidy(sum((entries[key].score for key in keys), Decimal(0))),
    )
