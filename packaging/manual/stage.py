"""Where the program plays for its pictures: folders of its own, a letter of its own, and files that never change."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import QEventLoop, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from ziping.app.export import exported_workbook
from ziping.app.files import open_form, save_form
from ziping.app.session import View
from ziping.form.edit import put
from ziping.form.model import Form
from ziping.form.path import FieldPath
from ziping.resources import resource
from ziping.store.document import write_document
from ziping.store.files import digest
from ziping.store.recovery import begin

NOW = datetime(2025, 1, 10, 9, 30, tzinfo=timezone(timedelta(hours=8)))
"""When the pictures say they were taken: the weeks in which the tables are due."""
FOLDER = Path("2024年自评")
SCREEN = (1366, 768)
DRAWN_POINTS = 10.0
_QUIET = 0.6
"""Seconds without news after which the timers of the windows (up to 0.2 s) have run."""
_LONGEST = 30.0

FAULTY: Mapping[str, object] = {"indicator.i16.target": "≤90.00(%)", "funding.fiscal.executed": "782000"}
"""满意度 with the wrong sign, and 执行率 below 90 % without a word on it."""
UNSCORED: Mapping[str, object] = {"indicator.i7.score": ""}
"""96.04 % of 98 %: a suggestion of 5.88 of 6 points."""
TYPED_LATE: Mapping[str, object] = {
    "indicator.i7.score": "5.5",
    "indicator.i6.actual": "52.00(次)",
    "funding.fiscal.executed": "905600",
}


def keep_apart(home: Path) -> None:
    """Gives the process a home of its own, so that nothing of this machine is read, shown or changed."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        os.environ[name] = str(home / name.lower())
    width, height = SCREEN
    screen = {"name": "drawn", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
    (home / "screens.json").write_text(json.dumps({"screens": [screen]}))
    platform = f"offscreen:configfile={home / 'screens.json'}"
    os.environ.update(HOME=str(home), TZ="Asia/Shanghai", QT_QPA_PLATFORM=platform, QT_SCALE_FACTOR="1")
    os.environ.pop("QT_STYLE_OVERRIDE", None)
    time.tzset()


def drawing_application() -> QApplication:
    """The program's application with the shipped typeface, whatever others this machine has, and a caret at rest."""
    application = QApplication(["ziping"])
    application.setStyle("Fusion")
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    families: list[str] = []
    for style in ("Regular", "Bold"):
        number = QFontDatabase.addApplicationFont(str(resource("fonts", f"ZipingSerif-{style}.ttf")))
        families += QFontDatabase.applicationFontFamilies(number)
    font = QFont(families[0])
    font.setPointSizeF(DRAWN_POINTS)
    application.setFont(font)
    application.setCursorFlashTime(0)
    return application


def settle(ready: Callable[[], bool] = lambda: True) -> None:
    """Lets the windows work until ``ready`` and then until their timers have run; raises ``TimeoutError``."""
    begun = time.monotonic()
    quiet_since: float | None = None
    while quiet_since is None or time.monotonic() - quiet_since < _QUIET:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if quiet_since is None and ready():
            quiet_since = time.monotonic()
        if time.monotonic() - begun > _LONGEST:
            raise TimeoutError("the window does not come to rest")


def sample(edition: str = "jiading-2024", changes: Mapping[str, object] | None = None) -> Form:
    """A shipped sample with some fields changed."""
    form = open_form(resource("samples", f"{edition}.ziping")).form
    for address, value in (changes or {}).items():
        form = put(form, FieldPath.parse(address), value)
    return form


def lay_out_files() -> tuple[Path, ...]:
    """A year's forms in the working folder, all of one moment: one ready, one with faults, one half filled in."""
    FOLDER.mkdir()
    year: Mapping[str, object] = {"basic.year": 2024}
    forms = {
        "城市运行信息化系统运维": sample(),
        "市民热线工单办理": sample("national-2020", year),
        "视频监控点位扩容": sample(changes={**FAULTY, "basic.project_name": "视频监控点位扩容"}),
        "应急值守设备更新": sample(
            changes={**UNSCORED, "basic.project_name": "应急值守设备更新", "goal.achieved": ""}
        ),
    }
    paths = []
    for name, form in forms.items():
        path = FOLDER / f"{name}.ziping"
        save_form(form, path)
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))
        paths.append(path)
    return tuple(paths)


def colleagues_workbook() -> Path:
    """A form as somebody else's workbook: saved by another program, with a 总分 that does not add up."""
    path = FOLDER / "同事的自评表.xlsx"
    path.write_bytes(exported_workbook(View(sample()), NOW))
    book = load_workbook(path)
    sheet = book.worksheets[0]
    total = next(row for row in sheet.iter_rows() if any(str(cell.value).startswith("总分") for cell in row))
    [cell for cell in total if cell.value is not None][-1].value = 98.65
    for name in book.sheetnames[1:]:
        del book[name]
    book.save(path)
    return path


def leave_unsaved(folder: Path, path: Path) -> None:
    """What a machine that lost its power leaves: a copy with three fields that the file does not have."""
    form = sample(changes=TYPED_LATE)
    keeping = begin(folder)
    keeping.keep(
        write_document(form),
        path=path,
        digest=digest(path.read_bytes()),
        project=form.basic.project_name,
        now=NOW - timedelta(minutes=8),
    )
    keeping.close()
