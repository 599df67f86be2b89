"""A copy of a form file beside it, to begin another form from; nothing that is there is ever written over."""

from __future__ import annotations

from pathlib import Path

from ziping.app.files import CannotOpen, open_form, save_form
from ziping.store.document import SUFFIX
from ziping.store.files import FileChanged, FileProblem, kind_at

_MOST = 1000


def copy_form(path: Path) -> Path:
    """Saves the form of a file as a project file of another name in the same folder, and gives that.

    Raises ``CannotOpen`` where there is no form or it is of a newer program, ``FileProblem`` where it can't be saved.
    """
    opened = open_form(path)
    if opened.read_only:
        raise CannotOpen(f"没有复制“{path}”：{opened.read_only}")
    for number in range(1, _MOST):
        target = path.with_name(f"{path.stem}（副本{'' if number == 1 else f' {number}'}）{SUFFIX}")
        if kind_at(target):
            continue
        try:
            save_form(opened.form, target, opened.beside, expected="")
        except FileChanged:
            continue  # somebody made a file of that name in this moment
        return target
    raise FileProblem(f"没有复制“{path}”：文件夹里的副本太多了")
