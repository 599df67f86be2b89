"""从去年导入 and 与去年对比: the file of last year, and what of it becomes this year's form."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ziping.app.comparison import compare_printed
from ziping.app.files import CannotOpen, Opened, open_form
from ziping.app.session import Session
from ziping.form.model import Form
from ziping.gui.comparison import ComparisonDialog
from ziping.gui.dialogs import run_dialog, warn
from ziping.gui.import_reading import read_beside
from ziping.gui.memory import Memory
from ziping.gui.next_year_dialog import NextYearDialog
from ziping.store.files import kind_at

_FILTER = "自评表 (*.ziping *.json *.pdf *.xlsx);;所有文件 (*)"


def ask_last_year(window: QWidget, memory: Memory, title: str, proposed: Path | None = None) -> Path | None:
    """Asks for last year's file, beginning at the one ``proposed`` if it is there; None if it was called off."""
    start = proposed if proposed is not None and kind_at(proposed) == "file" else memory.folder()
    name, _ = QFileDialog.getOpenFileName(window, f"{title}：选去年的自评表", str(start), _FILTER)
    return Path(name) if name else None


def begin_next_year(window: QWidget, path: Path) -> Session | None:
    """Gives this year's form from last year's file, unsaved; None if it was called off."""
    opened = _read(window, path)
    if opened is None:
        return None
    dialog = NextYearDialog(window, path.name, opened)
    if not run_dialog(dialog):
        return None
    return Session(dialog.made.form, saved=False, is_new=True, source=f"去年的表“{path.name}”")


def compare_with_last_year(window: QWidget, form: Form, path: Path) -> None:
    """与去年对比: shows field by field what is different in this form from the one in last year's file."""
    opened = _read(window, path)
    if opened is None:
        return
    lines = compare_printed(opened.form, form)
    last, this = _named(opened.form, "去年"), _named(form, "今年")
    run_dialog(ComparisonDialog(window, "与去年对比", last, this, lines))


def _named(form: Form, name: str) -> str:
    return f"{name}（{form.basic.year}）" if form.basic.year else name


def _read(window: QWidget, path: Path) -> Opened | None:
    """The form in a file; None once it was said why not, or the clerk called it off."""
    try:
        return read_beside(window, f"正在读取“{path.name}”…", lambda stop: open_form(path, stop))
    except CannotOpen as problem:
        warn(window, "打不开", str(problem))
        return None
