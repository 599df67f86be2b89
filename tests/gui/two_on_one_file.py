"""What two people do to one file."""

from __future__ import annotations

from pathlib import Path

from ziping.app.files import open_form, save_form
from ziping.form import edit
from ziping.form import path as at
from ziping.gui.main_window import MainWindow


def changed_by_a_colleague(path: Path, department: str = "同事写的部门") -> None:
    save_form(edit.put(open_form(path).form, at.basic("department"), department), path)


def opened_and_changed_by_both(window: MainWindow, path: Path) -> None:
    window.open_path(path)
    window.live.session.put(at.basic("project_name"), "我改的名称", "修改项目名称")
    changed_by_a_colleague(path)
