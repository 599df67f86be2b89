"""One PDF of many forms, to be printed and bound: a bookmark for each, running page numbers beside their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ziping.app.batch import Outcome
from ziping.app.board import shown
from ziping.app.export import is_draft, measure_of, pages_of, pdf_options
from ziping.app.files import CannotOpen, open_form
from ziping.app.print_choices import AS_USUAL, PrintChoices
from ziping.app.session import View
from ziping.render.bound import NotWanted, Part, bound_bytes
from ziping.render.pdf import PdfOptions

TITLE = "财政项目支出绩效自评表（合订本）"


@dataclass(frozen=True, slots=True)
class Bound:
    """The PDF with its number of pages, empty where it was stopped or no form could be read; and what became of each form."""

    pdf: bytes
    pages: int
    outcomes: tuple[Outcome, ...]
    stopped: bool = False


def bound_pdf(
    paths: Sequence[Path],
    created: datetime,
    print_choices: PrintChoices = AS_USUAL,
    *,
    stop: Callable[[], bool] = lambda: False,
    told: Callable[[int, int], None] = lambda _done, _total: None,
) -> Bound:
    """The forms in the order given; one that can't be read is left out and stops nothing.

    All are placed on pages first, for the last page number stands on the first page; ``told`` hears of the steps done and
    of how many there are, two for each form. Ends within half a second when ``stop`` becomes true.
    """
    steps = _Steps(2 * len(paths), stop, told)
    parts: list[Part] = []
    outcomes: list[Outcome] = []
    try:
        for path in paths:
            outcomes.append(_placed(path, created, print_choices, parts))
            steps.done()
        if not parts:
            return Bound(b"", 0, tuple(outcomes))
        pdf = bound_bytes(parts, measure_of(print_choices), _options(parts, created), steps.goes_on)
    except NotWanted:
        return Bound(b"", 0, tuple(outcomes), stopped=True)
    return Bound(pdf, sum(len(part.pages.pages) for part in parts), tuple(outcomes))


class _Steps:
    """Counts the steps done, and asks before each whether to go on."""

    def __init__(self, total: int, stop: Callable[[], bool], told: Callable[[int, int], None]) -> None:
        self._done, self._total, self._stop, self._told = 0, total, stop, told

    def done(self) -> None:
        """One more is done; raises ``NotWanted`` when that was enough."""
        self._done += 1
        self._told(self._done, self._total)
        if self._stop():
            raise NotWanted

    def goes_on(self) -> bool:
        """Whether the next one shall be begun; it counts as done."""
        if self._stop():
            return False
        self._done += 1
        self._told(self._done, self._total)
        return True


def _placed(path: Path, created: datetime, choices: PrintChoices, parts: list[Part]) -> Outcome:
    """Lays the form of a file behind the parts; what became of it."""
    try:
        opened = open_form(path)
        view = View(opened.form)
        basic = view.form.basic
        name = "　".join(filter(None, (basic.unit.strip(), basic.project_name.strip()))) or path.stem
        parts.append(Part(name, pages_of(view, choices), pdf_options(view, created, choices)))
        return Outcome(path, draft=is_draft(view, choices), notes=opened.notes)
    except CannotOpen as problem:
        return Outcome(path, refusal=shown(problem))
    except Exception:  # noqa: BLE001 - one form that can't be placed stops no other
        return Outcome(path, refusal=f"没有装订“{shown(path)}”：文件处理不了，可能已损坏")


def _options(parts: Sequence[Part], created: datetime) -> PdfOptions:
    authors = {part.options.author for part in parts}
    return PdfOptions(author=authors.pop() if len(authors) == 1 else "", subject=TITLE, keywords="", created=created)
