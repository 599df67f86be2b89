"""One open form: the only mutable thing beside the window; knows nothing of widgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ziping.app.files import is_same_file, keep_backup, present, save_form
from ziping.app.history import History
from ziping.editions.catalog import edition
from ziping.editions.model import Edition
from ziping.form import edit
from ziping.form.model import Form
from ziping.form.path import FieldPath
from ziping.rules.findings import Finding
from ziping.rules.scoring import Scores
from ziping.rules.subject import Subject
from ziping.store.files import FileProblem
from ziping.store.files import digest as digest_of


@dataclass(frozen=True, slots=True)
class Change:
    """What a notice says: the field to look at, who made the change, and whether rows came, went or moved.

    ``origin`` is the editor that made it, so that it is not rewritten under the cursor; undo and redo have none.
    """

    path: FieldPath
    origin: object = None
    structure: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """What history keeps of a step: its Chinese name and its change."""

    name: str
    change: Change


@dataclass(frozen=True)
class View:
    """A form with all that follows from it, computed once when first asked for.

    ``beside`` holds the fields beside the form that an exported file carries along (SAFETY.md R11).
    """

    form: Form
    beside: Mapping[str, object] = field(default_factory=dict, compare=False)

    @cached_property
    def edition(self) -> Edition:
        """The form's 版式."""
        return edition(self.form.edition)

    @cached_property
    def subject(self) -> Subject:
        """The form as the checks see it."""
        return Subject.of(self.form, self.edition)

    @property
    def scores(self) -> Scores:
        """All figures."""
        return self.subject.scores

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All problems."""
        from ziping.rules.check import check_subject  # the many rules cost a start: imported on use

        return check_subject(self.subject)


class Session:
    """An open form with its history, its file and those who want to hear of changes."""

    def __init__(  # noqa: PLR0913
        self,
        form: Form,
        path: Path | None = None,
        *,
        saved: bool = True,
        is_new: bool = False,
        source: str = "打开时已有",
        digest: str = "",
        beside: Mapping[str, object] | None = None,
        read_only: str = "",
    ) -> None:
        """Opens a form.

        ``saved`` is false for one that exists nowhere on disk yet but holds work (an import), ``is_new`` true for one
        that the clerk has only just begun; ``source`` says in Chinese where the values came from that are there from
        the start (UX.md U21). ``digest``, ``beside`` and ``read_only`` are those of the file as it was opened (see
        ``Opened``); a path without a digest is one where no file was.
        """
        self.path = path
        self.digest = digest
        self.beside: Mapping[str, object] = beside or {}
        self.read_only = read_only
        self.backup_problem = ""
        self.is_new = is_new
        self._start, self._source = form, source
        self._saved: Form | None = form if saved else None
        self._history: History[Form, Note] = History(form)
        self._listeners: list[Callable[[Change], None]] = []
        self._view = View(form, self.beside)

    @property
    def form(self) -> Form:
        """The form as it is now."""
        return self._history.present

    @property
    def view(self) -> View:
        """The form as it is now, with scores and findings."""
        if self._view.form is not self.form:
            self._view = View(self.form, self.beside)
        return self._view

    @property
    def modified(self) -> bool:
        """Whether the form differs from what was last saved or opened."""
        return self._saved is not self.form and self._saved != self.form

    def origin_of(self, path: FieldPath) -> str:
        """Where a field's value came from, in Chinese: computed, there from the start, or typed since (UX.md U21)."""
        if path.section == "result" or path.row == "total" or path.field.startswith("execution_"):
            return "自动计算"
        try:
            now = edit.get(self.form, path)
        except edit.NoSuchField:
            return ""
        if now in {"", None, ()}:
            return "还没有填写"
        if str(path) in self.form.unconfirmed:
            return "沿用去年，还没有确认"
        try:
            return self._source if edit.get(self._start, path) == now else "本次填写"
        except edit.NoSuchField:
            return "本次填写"

    def listen(self, listener: Callable[[Change], None]) -> None:
        """Calls ``listener`` after every change."""
        self._listeners.append(listener)

    def put(self, path: FieldPath, value: object, name: str, origin: object = None, *, burst: bool = False) -> None:
        """Sets one field as one undo step; with ``burst``, a run of such calls for the same field is one step."""
        new = edit.put(self.form, path, value)
        if new != self.form:
            structure = path.section in {"form", "dimension", "category"}
            self._record(new, Note(name, Change(path, origin, structure)), path if burst else None)

    def replace(self, form: Form, name: str, focus: FieldPath, origin: object = None) -> None:
        """Takes an edited form as one undo step; ``focus`` is the field to look at afterwards."""
        if form != self.form:
            self._record(form, Note(name, Change(focus, origin, structure=True)), None)

    def _record(self, form: Form, note: Note, burst: FieldPath | None) -> None:
        self._history.record(form, note, burst)
        self._tell(note.change)

    def end_burst(self) -> None:
        """Ends a run of typing: what follows is an undo step of its own."""
        self._history.end_burst()

    @property
    def undo_name(self) -> str:
        """What 撤销 would take back, empty when nothing."""
        note = self._history.undoable
        return note.name if note else ""

    @property
    def redo_name(self) -> str:
        """What 重做 would take again, empty when nothing."""
        note = self._history.redoable
        return note.name if note else ""

    def undo(self) -> Change | None:
        """One step back; gives the change taken back, for the focus to follow."""
        return self._moved(self._history.undo())

    def redo(self) -> Change | None:
        """One step on; gives the change taken again."""
        return self._moved(self._history.redo())

    def _moved(self, note: Note | None) -> Change | None:
        if note is None:
            return None
        change = Change(note.change.path, None, note.change.structure)
        self._tell(change)
        return change

    def _tell(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            listener(change)

    def save(self, path: Path, *, overwrite: bool = False) -> None:
        """Saves the form to ``path``, which becomes its file; raises ``FileProblem`` and changes nothing if it can't.

        Raises ``FileChanged`` where that would overwrite what nobody here has seen: its own file, changed since it was
        opened (unless ``overwrite``), or any file that changes in this very moment. ``backup_problem`` says in Chinese why
        there is no backup of what was overwritten, if so.
        """
        own = self.path is not None and is_same_file(path, self.path)
        if own and self.read_only:
            raise FileProblem(f"没有保存“{path}”：{self.read_only}")
        there, mine = present(path), own and not overwrite
        state = "" if there is None else digest_of(there)
        expected = self.digest if mine else state
        self.backup_problem = ""
        if there is not None and state == expected:
            self.backup_problem = keep_backup(path, there, replaced=not mine)
        self.digest = save_form(self.form, path, self.beside, expected=expected)
        self.path = path
        self.read_only = ""
        self._saved = self.form
        self.end_burst()
