"""The pictures of the help: the real windows with the shipped samples, drawn without a screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import cast

import stage
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from ziping.app.check_code import code_of
from ziping.app.files import Opened, open_form
from ziping.app.left_copies import left_copies
from ziping.app.session import Session, View
from ziping.form import path as at
from ziping.form.model import Form
from ziping.gui.board_window import BoardWindow
from ziping.gui.import_page import ImportPage
from ziping.gui.import_source import source_of
from ziping.gui.live_session import LiveSession
from ziping.gui.main_window import MainWindow
from ziping.gui.memory import Memory
from ziping.gui.next_year_dialog import NextYearDialog
from ziping.gui.recovery_dialog import RecoveryDialog
from ziping.gui.transcription_window import TranscriptionWindow
from ziping.gui.verify_dialog import VerifyDialog
from ziping.resources import resource

_USUAL, _RARE = 40, 40
"""Colours of a picture: the commonest, kept as they are, and others as unlike as can be, for icons and accents.

Each colour more costs room in the packages.
"""
Color = tuple[int, int, int]
Take = Callable[[QWidget], None]


def take_all(folder: Path) -> None:
    """Takes every picture into ``folder``; the working folder must be empty and the application made."""
    files = stage.lay_out_files()
    for name, draw in _SHOTS.items():
        draw(files, partial(_save, folder / f"{name}.png"))


def _save(path: Path, widget: QWidget) -> None:
    """Writes what a window shows, with few colours."""
    drawn = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGBA8888)
    size = (drawn.width(), drawn.height())
    plain = Image.frombytes("RGBA", size, bytes(drawn.constBits())).convert("RGB")
    _with_few_colors(plain).save(path, optimize=True)


def _with_few_colors(picture: Image.Image) -> Image.Image:
    """A picture in colours of a palette of its own; grounds stay exactly as they are, and red stays red."""
    dots = cast("Sequence[Color]", picture.get_flattened_data())
    usual = [color for color, _count in sorted(Counter(dots).items(), key=lambda one: (-one[1], one[0]))[:_USUAL]]
    spread = iter((picture.quantize(_RARE, Image.Quantize.MAXCOVERAGE).getpalette() or [])[: 3 * _RARE])
    palette: list[Color] = [*usual, *zip(spread, spread, spread, strict=True)]
    nearest = {color: _nearest(color, palette) for color in set(dots)}
    few = Image.new("P", picture.size)
    few.putpalette([part for color in palette for part in color])
    few.putdata([nearest[color] for color in dots])
    return few


def _nearest(color: Color, palette: Sequence[Color]) -> int:
    """The place in the palette of the colour that differs least."""
    return min(
        range(len(palette)),
        key=lambda place: sum((a - b) ** 2 for a, b in zip(color, palette[place], strict=True)),
    )


@contextmanager
def _main(form: Form | None = None) -> Iterator[MainWindow]:
    window = MainWindow(Memory(Path("settings")))
    window.show()
    if form is not None:
        window.start(Session(form))
    stage.settle()
    yield window
    window.live.open(Session(window.live.form))
    window.close()
    window.deleteLater()
    stage.settle()


def _show(widget: QWidget, take: Take, ready: Callable[[], bool] = lambda: True) -> None:
    """Shows a window, takes it when it is ready, and closes it."""
    widget.show()
    widget.activateWindow()
    stage.settle(ready)
    take(widget)
    widget.close()


def _welcome(files: tuple[Path, ...], take: Take) -> None:
    with _main() as window:
        window.welcome.show_recent(files)
        stage.settle()
        take(window)


def _funding(_files: tuple[Path, ...], take: Take) -> None:
    with _main(stage.sample()) as window:
        window.work.go(at.funding("fiscal", "executed"))
        stage.settle()
        take(window)


def _indicators(_files: tuple[Path, ...], take: Take) -> None:
    with _main(stage.sample(changes=stage.UNSCORED)) as window:
        window.work.go(at.indicator("i7", "score"))
        stage.settle()
        take(window)


def _check(_files: tuple[Path, ...], take: Take) -> None:
    with _main(stage.sample(changes=stage.FAULTY)) as window:
        window.check()
        stage.settle()
        take(window)


def _preview(_files: tuple[Path, ...], take: Take) -> None:
    with _main(stage.sample()) as window:
        window.work.steps.go("output")
        stage.settle(lambda: window.work.output.preview.proof is not None)
        take(window)


def _verify(files: tuple[Path, ...], take: Take) -> None:
    form = open_form(files[0]).form
    dialog = VerifyDialog(None, Session(form))
    dialog.typed.setText(code_of(View(form)))
    _show(dialog, take, lambda: bool(dialog.verdict.text()) and not dialog.verdict.text().startswith("正在"))


def _import(_files: tuple[Path, ...], take: Take) -> None:
    path = stage.colleagues_workbook()
    page = ImportPage(None, path.name, open_form(path), source_of(path), Memory(Path("settings")))
    page.resize(1000, 600)
    page.notes.setCurrentRow(0)
    _show(page, take, lambda: page.read.proof is not None)


def _next_year(files: tuple[Path, ...], take: Take) -> None:
    dialog = NextYearDialog(None, files[0].name, Opened(open_form(files[0]).form, (), is_document=True))
    _show(dialog, take)


def _transcription(files: tuple[Path, ...], take: Take) -> None:
    window = TranscriptionWindow(LiveSession(Session(open_form(files[0]).form)), Memory(Path("settings")), None)
    window.resize(380, 640)
    window.show()
    for _ in range(8):
        window.copy_entry()
    _show(window, take)


def _board(_files: tuple[Path, ...], take: Take) -> None:
    board = BoardWindow(Memory(Path("settings")))
    board.resize(1240, 360)
    board.show_folder(stage.FOLDER)
    _show(board, take, lambda: not board._stream.busy)  # noqa: SLF001 - nothing else says that the folder is read
    board.wait()


def _recovery(files: tuple[Path, ...], take: Take) -> None:
    folder = Path("recovery").absolute()
    stage.leave_unsaved(folder, files[0].absolute())
    _show(RecoveryDialog(None, left_copies(folder, stage.NOW), stage.NOW), take)


_SHOTS: dict[str, Callable[[tuple[Path, ...], Take], None]] = {
    "welcome": _welcome,
    "funding": _funding,
    "indicators": _indicators,
    "check": _check,
    "preview": _preview,
    "verify": _verify,
    "board": _board,
    "import": _import,
    "next-year": _next_year,
    "transcription": _transcription,
    "recovery": _recovery,
}


def target() -> Path:
    """Where the pictures are kept."""
    return resource("help", "images")
