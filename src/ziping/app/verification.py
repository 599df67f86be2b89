"""核验: whether a 校验码 on paper is that of a form or of one of its saved versions, and how a PDF differs from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ziping.app.check_code import code_of
from ziping.app.comparison import Line, compare_printed, with_same_money
from ziping.app.files import CannotOpen, open_form
from ziping.app.folders import backup_folder
from ziping.app.session import View
from ziping.form.check_code import read_code
from ziping.form.model import Form
from ziping.store.backups import backups_of


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether paper and form agree, in one plain Chinese sentence; ``version`` is the saved version that agrees instead."""

    equal: bool
    sentence: str
    version: Path | None = None


def verified(view: View, path: Path | None, typed: str) -> Verdict:
    """The verdict on a code somebody typed from paper, for a form kept at ``path``; raises ``Misread``."""
    code, now = read_code(typed), code_of(view)
    if code == now:
        return Verdict(True, "一致：纸面上的内容就是这份表现在的内容")
    for version, words in _saved_versions(path):
        if code == _code_in(version):
            return Verdict(False, f"不一致：这是{words}的校验码，这份表后来改过，现在的校验码是 {now}", version)
    where = "，保存过的版本里也没有这个校验码" if path is not None else ""
    return Verdict(False, f"不一致：这份表现在的校验码是 {now}{where}")


def _saved_versions(path: Path | None) -> Iterator[tuple[Path, str]]:
    """The file itself and its backups, newest first, each with what to call it."""
    if path is None:
        return
    yield path, "上次保存的内容"
    for backup in backups_of(backup_folder(), path):
        yield backup.path, f"历史版本 {backup.time.astimezone():%Y-%m-%d %H:%M}（{backup.reason}）"


def _code_in(path: Path) -> str:
    """The code of the form in a file; none where it can't be opened, which is no reason not to look at the others."""
    try:
        return code_of(View(open_form(path).form))
    except CannotOpen:
        return ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where a form and a file print differently, field by field; None where they print the same.

    Empty where they print differently without a field that differs. ``notes`` say in Chinese what of the file was not
    understood; ``sums`` that digits which no amount prints make a figure computed from them print differently.
    """

    lines: tuple[Line, ...] | None
    notes: tuple[str, ...]
    sums: bool

    @property
    def count(self) -> str:
        """How much differs, as the end of a sentence."""
        if not self.lines:
            return "各栏内容相同，打印的位置或算出的数不同"
        return f"有 {len(self.lines)} 处不同" + ("，算出的数也可能不同" if self.sums else "")


def compared_with(view: View, path: Path, stop: Callable[[], bool] = lambda: False) -> Comparison:
    """A form beside what a file shows to whoever looks at it; raises ``CannotOpen``, for a PDF also after ``stop``."""
    opened = open_form(path, stop)
    if opened.read_only:
        raise CannotOpen(f"不能比较“{path}”：{opened.read_only}")
    lines = printed_differences(opened.form, view)
    return Comparison(lines, opened.notes, sums=bool(lines) and _sums_differ(opened.form, view))


def printed_differences(paper: Form, view: View) -> tuple[Line, ...] | None:
    """Where what a form prints differs from ``paper``, another one, as the ``lines`` of a ``Comparison``."""
    if code_of(View(paper)) == code_of(view):
        return None
    return compare_printed(paper, view.form)


def _sums_differ(paper: Form, view: View) -> bool:
    """Whether ``paper`` would print otherwise with the form's own amounts in place of those that print alike."""
    return code_of(View(with_same_money(paper, view.form))) != code_of(View(paper))
