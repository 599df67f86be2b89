"""What can be done to the rows of 绩效指标, as actions with names and shortcuts; each is one undo step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from ziping.app import outline
from ziping.app.cells import category_of, clear_cells, fill_down
from ziping.app.from_library import with_picked
from ziping.app.outline import Place
from ziping.editions.library import LibraryIndicator
from ziping.form import edit
from ziping.form.indicators import find_node, indicator_rows, parent_id
from ziping.form.model import Category, Dimension, Form
from ziping.form.path import FieldPath
from ziping.gui.indicator_library_dialog import LibraryDialog
from ziping.gui.indicator_model import TARGET
from ziping.gui.indicator_tree import IndicatorTree
from ziping.gui.live_session import LiveSession
from ziping.rules.weights import scale_to_whole, share_rest

OTHER = "其他名称…"


def tree_action(tree: IndicatorTree, name: str, text: str, keys: str, act: Callable[[], None]) -> QAction:
    """An action of the table that first hands over what is being typed."""
    action = QAction(text, tree)
    action.setObjectName(f"indicator_{name}")
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    if keys:
        action.setShortcuts([QKeySequence(key) for key in dict.fromkeys((keys, keys.replace("Return", "Enter")))])
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{text}（{shown}）")

    def deed() -> None:
        tree.commit_editor()
        act()

    action.triggered.connect(deed)
    tree.addAction(action)
    return action


class IndicatorActions(QObject):
    """Acts on the selection of a tree and the form of a live session."""

    told = Signal(str)
    """What was taken away with all below it, and how to have it back."""

    def __init__(self, live: LiveSession, tree: IndicatorTree) -> None:
        super().__init__(tree)
        self._live, self._tree = live, tree
        self.add_indicator = self._action("add_indicator", "添加三级指标", "Ctrl+Return", self._add_indicator)
        self.add_category = self._action("add_category", "添加二级指标", "", self._nothing)
        self.add_dimension = self._action("add_dimension", "添加一级指标", "", self._nothing)
        self.duplicate = self._action("duplicate", "复制指标行", "Ctrl+Shift+D", self._duplicate)
        self.up = self._action("move_up", "上移", "Alt+Up", lambda: self._shift(-1))
        self.down = self._action("move_down", "下移", "Alt+Down", lambda: self._shift(1))
        self.remove = self._action("remove", "删除行", "Ctrl+Delete", self._remove)
        self.fill = self._action("fill_down", "向下填充", "Ctrl+D", self._fill_down)
        self.clear = self._action("clear", "清除内容", "", self._clear)
        self.library = self._action("library", "从指标库添加…", "Ctrl+L", self._open_library)
        self.categories, self.dimensions = QMenu(), QMenu()
        self.add_category.setMenu(self.categories)
        self.add_dimension.setMenu(self.dimensions)
        self.categories.aboutToShow.connect(self._offer_categories)
        self.dimensions.aboutToShow.connect(self._offer_dimensions)
        tree.delete_wanted.connect(self._delete_key)
        tree.rows_dropped.connect(self._drop)

    def all(self) -> list[QAction]:
        """Every action, in the order of a menu."""
        return [
            *(self.library, self.add_indicator, self.add_category, self.add_dimension, self.duplicate),
            *(self.up, self.down, self.remove, self.fill, self.clear),
        ]

    def _action(self, name: str, text: str, keys: str, act: Callable[[], None]) -> QAction:
        return tree_action(self._tree, name, text, keys, act)

    def _after_commit(self, act: Callable[[], None]) -> None:
        self._tree.commit_editor()
        act()

    def _nothing(self) -> None:
        """Opens its menu instead."""

    def _replace(self, form: Form, name: str, focus: FieldPath) -> None:
        self._live.session.replace(form, name, focus, self._tree)

    def _path(self, node_id: str, form: Form | None = None) -> FieldPath:
        return FieldPath(outline.level(form or self._live.form, node_id) or "dimension", node_id, "name")

    # Adding.

    def _add_indicator(self) -> None:
        form, here = self._live.form, self._tree.current_id()
        category = category_of(form, here) or self._last_category(form)
        if category is None:
            return
        below = next((place for place, row in enumerate(category.indicators, 1) if row.id == here), None)
        new, made = edit.add_indicator(form, category.id, below)
        path = FieldPath("indicator", made, "name")
        self._replace(new, f"在{category.name}中添加指标", path)
        self._tree.focus(path, open_editor=True)

    @staticmethod
    def _last_category(form: Form) -> Category | None:
        return next((c for dimension in reversed(form.indicators) for c in reversed(dimension.categories)), None)

    def _current_dimension(self) -> Dimension | None:
        form, node = self._live.form, self._tree.current_id()
        while parent_id(form, node):
            node = parent_id(form, node)
        found = find_node(form, node)
        return found if isinstance(found, Dimension) else next(reversed(form.indicators), None)

    def _offer_categories(self) -> None:
        dimension = self._current_dimension()
        usual = {spec.name: spec.categories for spec in self._live.view.edition.dimensions}
        there = {category.name for category in dimension.categories} if dimension else set()
        names = [name for name in usual.get(dimension.name, ()) if name not in there] if dimension else []
        self._offer(self.categories, names, self._add_category, enabled=dimension is not None)

    def _offer_dimensions(self) -> None:
        there = {dimension.name for dimension in self._live.form.indicators}
        names = [spec.name for spec in self._live.view.edition.dimensions if spec.name not in there]
        self._offer(self.dimensions, names, self._add_dimension, enabled=True)

    def _offer(self, menu: QMenu, names: list[str], act: Callable[[str], None], *, enabled: bool) -> None:
        menu.clear()
        for name in [*names, OTHER]:
            action = menu.addAction(name)
            action.setEnabled(enabled)
            wanted = "" if name == OTHER else name
            action.triggered.connect(lambda _=False, wanted=wanted: self._after_commit(lambda: act(wanted)))

    def _add_category(self, name: str) -> None:
        dimension = self._current_dimension()
        if dimension is not None:
            form, made = edit.add_category(self._live.form, dimension.id, name)
            self._show_new(form, "二级指标", FieldPath("category", made, "name"), name)

    def _add_dimension(self, name: str) -> None:
        form, made = edit.add_dimension(self._live.form, name)
        self._show_new(form, "一级指标", FieldPath("dimension", made, "name"), name)

    def _show_new(self, form: Form, kind: str, path: FieldPath, name: str) -> None:
        self._replace(form, f"添加{kind}" + (f"“{name}”" if name else ""), path)
        self._tree.focus(path, open_editor=not name)

    def _open_library(self) -> None:
        view = self._live.view
        there = {(row.dimension.name, row.category.name, row.indicator.name) for row in view.subject.rows}
        dialog = LibraryDialog(self._tree, view.edition, view.form.basic.year, there)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.picked.connect(self._add_picked)
        dialog.finished.connect(self._back_to_table)
        dialog.open()
        dialog.text.setFocus()

    def _back_to_table(self) -> None:
        self._tree.setFocus()

    def _add_picked(self, picked: list[LibraryIndicator]) -> None:
        form, made = with_picked(self._live.form, self._live.view.edition, picked)
        called = f"“{picked[0].name}”" if len(picked) == 1 else f" {len(picked)} 个指标"
        self._replace(form, f"从指标库添加{called}", self._path(made[0], form))
        self._tree.select_rows(made, TARGET)

    # Rows.

    def _duplicate(self) -> None:
        form, made = outline.duplicate(self._live.form, self._tree.touched_rows())
        if made:
            self._replace(form, f"复制 {len(made)} 个指标", self._path(made[0], form))
            self._tree.select_rows(made)

    def _shift(self, step: Literal[-1, 1]) -> None:
        rows, whole = outline.movable(self._live.form, self._tree.touched_rows()), self._tree.whole_rows()
        if not rows:
            return
        self._replace(
            outline.shift(self._live.form, rows, step),
            f"{'上移' if step < 0 else '下移'}{self._called(rows)}",
            self._path(rows[0]),
        )
        self._tree.scrollTo(self._tree.currentIndex())
        if whole:
            self._tree.select_rows(whole, max(self._tree.currentIndex().column(), 1))

    def _called(self, rows: list[str]) -> str:
        node = find_node(self._live.form, rows[0])
        return f"“{node.name}”" if len(rows) == 1 and node and node.name else f" {len(rows)} 行"

    def remove_rows(self, rows: list[str], verb: str = "删除") -> None:
        """Removes rows and all below them, and goes to the row that takes their place."""
        form = self._live.form
        rows = outline.movable(form, rows)
        if not rows:
            return
        parent = parent_id(form, rows[0])
        place = outline.children(form, parent).index(rows[0])
        counted = "个指标" if outline.level(form, rows[0]) == "indicator" else "组指标"
        new, column = edit.remove(form, rows), self._tree.currentIndex().column()
        told = _gone(form, new, rows, verb)
        left = outline.children(new, parent)
        heir = left[min(place, len(left) - 1)] if left else parent
        focus = self._path(heir, new) if heir else FieldPath("form", "", "indicators")
        self._replace(new, f"{verb} {len(rows)} {counted}", focus)
        index = self._tree.nodes.index_of(focus)
        self._tree.go_to(index.siblingAtColumn(column) if index.flags() and column > 0 else index)
        self.told.emit(told)

    def _remove(self) -> None:
        self.remove_rows(self._tree.touched_rows())

    def _delete_key(self) -> None:
        whole = self._tree.whole_rows()
        if whole:
            self.remove_rows(whole)
        else:
            self._clear()

    def _clear(self) -> None:
        cells = self._tree.selected_cells()
        if cells:
            self._replace(clear_cells(self._live.form, cells), f"清除 {len(cells)} 个单元格", cells[0])

    def _fill_down(self) -> None:
        cells = self._tree.selected_cells()
        if cells:
            self._replace(fill_down(self._live.form, cells), "向下填充", cells[-1])

    def _drop(self, ids: list[str], place: Place) -> None:
        rows = outline.movable(self._live.form, ids)
        self._replace(outline.drop(self._live.form, rows, place), f"移动{self._called(rows)}", self._path(rows[0]))
        self._tree.select_rows(rows)

    # 分值.

    def share_rest(self) -> None:
        """分配剩余."""
        self._replace(share_rest(self._live.form, self._live.view.edition), "分配剩余分值", self._weight_path())

    def scale_weights(self) -> None:
        """按比例调整."""
        edition = self._live.view.edition
        name = f"按比例调整到 {edition.indicator_weight:f}"
        self._replace(scale_to_whole(self._live.form, edition), name, self._weight_path())

    def _weight_path(self) -> FieldPath:
        rows = self._live.view.subject.rows
        return FieldPath("indicator", rows[0].indicator.id, "weight") if rows else FieldPath("form", "", "indicators")


def _gone(old: Form, new: Form, rows: list[str], verb: str) -> str:
    """已删除“成本指标”和下面的 3 个三级指标，按 Ctrl+Z 撤销; rows without a name, or several, are counted."""
    node = find_node(old, rows[0])
    leaves = outline.level(old, rows[0]) == "indicator"
    named = node.name.strip() if node is not None and len(rows) == 1 else ""
    called = f"“{named}”" if named else f" {len(rows)} {'个三级' if leaves else '组'}指标"
    below = 0 if leaves else len(tuple(indicator_rows(old))) - len(tuple(indicator_rows(new)))
    return f"已{verb}{called}" + (f"和下面的 {below} 个三级指标" if below else "") + "，按 Ctrl+Z 撤销"
