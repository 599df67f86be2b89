"""The questions about a file that a colleague has open or has changed, that cannot be read or cannot be saved.

Each says in one sentence what happened and for each button what it does. The first button is the default and loses
nothing; Escape is 取消.
"""

from __future__ import annotations

import platform
import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ziping.gui.dialogs import run_dialog
from ziping.store.files import kind_at
from ziping.store.locks import Holder

KEEP_BOTH, COMPARE, OVERWRITE = "保留两份", "比较", "覆盖"
READ_ONLY, OPEN_ANYWAY = "只读打开", "仍然打开"
ELSEWHERE, AGAIN = "另存为…", "重试"
OTHER_NAME, SAVE_ANYWAY, REPLACE = "换个名字…", "仍然保存", "替换"
OPEN_BACKUP = "打开备份"
CANCEL = "取消"

_MINE = re.compile(r"（我的修改 \d\d-\d\d(?: \d+)?）$")
_LONGEST_STEM = 60
"""Characters kept of a name; at three bytes each the whole stays below the 255 bytes that file systems allow."""


class Choice(NamedTuple):
    """A button and what pressing it does."""

    name: str
    effect: str


def ask(window: QWidget, title: str, sentence: str, choices: Sequence[Choice]) -> str:
    """Asks, and gives the name of the button pressed; the last of ``choices`` is what Escape means."""
    effects = "\n".join(f"{one.name.rstrip('…')}：{one.effect}" for one in choices)
    box = QMessageBox(QMessageBox.Icon.Warning, title, f"{sentence}\n\n{effects}", parent=window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    role = QMessageBox.ButtonRole
    buttons = [box.addButton(one.name, role.ActionRole) for one in choices[:-1]]
    leave = box.addButton(choices[-1].name, role.RejectRole)
    box.setDefaultButton(buttons[0])
    box.setEscapeButton(leave)
    run_dialog(box)
    return next(
        (one.name for one, button in zip(choices, buttons, strict=False) if button is box.clickedButton()), CANCEL
    )


def ask_changed(window: QWidget, path: Path, mine: Path, holder: Holder | None, now: datetime) -> str:
    """What to do about a file that was changed since it was opened; ``mine`` is where 保留两份 would save."""
    who = f"\n{_who(holder)}正开着它。" if holder else ""
    sentence = f"“{path.name}”在您打开以后被改过{_changed_at(path, now)}。{who}\n您的修改还没有保存，都在窗口里。"
    return ask(
        window,
        "文件已被别人改过",
        sentence,
        (
            Choice(KEEP_BOTH, f"另存为“{mine.name}”，原来的文件不动。"),
            Choice(COMPARE, "逐项看两份有什么不同，看完再选。"),
            Choice(OVERWRITE, "用您的内容换掉文件里的；换掉的能从“历史版本”找回。"),
            Choice(CANCEL, "先不保存，接着填写。"),
        ),
    )


def ask_held(window: QWidget, path: Path, holder: Holder, now: datetime) -> str:
    """Whether to open a file that somebody has open."""
    return ask(
        window,
        "文件正在使用",
        f"“{path.name}”{_opened_by(holder, now)}",
        (
            Choice(READ_ONLY, "只查看，不影响对方；要改，可以另存为一份。"),
            Choice(OPEN_ANYWAY, "两边都能改；后保存的一方会看到提示，再决定留哪份。"),
            Choice(CANCEL, "不打开。"),
        ),
    )


def ask_save_over_held(window: QWidget, path: Path, holder: Holder, now: datetime) -> str:
    """Whether to save over another file, one that somebody has open."""
    return ask(
        window,
        "文件正在使用",
        f"“{path.name}”{_opened_by(holder, now)}",
        (
            Choice(OTHER_NAME, "另选一个文件名保存，不影响对方。"),
            Choice(SAVE_ANYWAY, "换掉这个文件的内容；对方保存时会看到提示。"),
            Choice(CANCEL, "先不保存，接着填写。"),
        ),
    )


def ask_replace(window: QWidget, path: Path) -> str:
    """Whether to replace a file whose name the file dialog didn't see, because the ending was added afterwards."""
    return ask(
        window,
        "已有同名文件",
        f"“{path.name}”已经有了。",
        (
            Choice(OTHER_NAME, "另选一个文件名保存。"),
            Choice(REPLACE, "换掉这个文件的内容；换掉的先留一份备份。"),
            Choice(CANCEL, "先不保存，接着填写。"),
        ),
    )


def ask_not_saved(window: QWidget, reason: str) -> str:
    """What to do after a save that failed; ``reason`` names file and cause (SAFETY.md R3)."""
    return ask(
        window,
        "没有保存成功",
        f"{reason}。\n原来的文件没有动，您填的内容都在窗口里。",
        (
            Choice(ELSEWHERE, "换一个文件夹或文件名保存。"),
            Choice(AGAIN, "排除原因以后再试一次，例如腾出空间、插好 U 盘。"),
            Choice(CANCEL, "先不保存，接着填写。"),
        ),
    )


def ask_read_only(window: QWidget, path: Path, reason: str) -> str:
    """Whether to save a form elsewhere whose own file may not be written, and why that is so."""
    return ask(
        window,
        "只读打开的文件",
        f"“{path.name}”是只读打开的，不能保存到原来的文件。\n{reason}。",
        (Choice(ELSEWHERE, "把现在的内容保存为另一个文件。"), Choice(CANCEL, "不保存。")),
    )


def ask_backup(window: QWidget, problem: str, time: datetime, now: datetime) -> str:
    """Whether to open the last good backup of a file that cannot be opened (SAFETY.md R10)."""
    return ask(
        window,
        "打不开",
        f"{problem}。\n这个文件有备份，最近一份完好的是{moment(time, now)} 的。",
        (
            Choice(OPEN_BACKUP, "把备份里的内容作为一份新表打开，打不开的文件原样留着。"),
            Choice(CANCEL, "不打开。"),
        ),
    )


def copy_beside(path: Path, today: date) -> Path:
    """Where 保留两份 saves: 名称（我的修改 09-30） in the same folder, numbered where that is taken."""
    stem = _MINE.sub("", path.stem)[:_LONGEST_STEM].rstrip()
    number = 1
    while True:
        count = f" {number}" if number > 1 else ""
        beside = path.with_name(f"{stem}（我的修改 {today:%m-%d}{count}）{path.suffix}")
        if not kind_at(beside):
            return beside
        number += 1


def moment(time: datetime, now: datetime) -> str:
    """A point in time as one says it: 今天 09:12, 9月30日 09:12, 2025年9月30日 09:12."""
    if time.date() == now.date():
        return f"今天 {time:%H:%M}"
    year = f"{time.year}年" if time.year != now.year else ""
    return f"{year}{time.month}月{time.day}日 {time:%H:%M}"


def read_only_because(holder: Holder) -> str:
    """Why a form is read-only that the clerk chose to open so, without a full stop."""
    return f"打开的时候，{_who(holder)}正开着它"


def _who(holder: Holder) -> str:
    return "这台电脑的另一个窗口" if _is_here(holder) else f"{_user(holder)}（电脑 {holder.computer}）"


def _opened_by(holder: Holder, now: datetime) -> str:
    since = f"从{moment(holder.since.astimezone(now.tzinfo), now)} 起"
    if _is_here(holder):
        return f"已经在这台电脑的另一个窗口里打开。\n{_user(holder)}，{since}。"
    return f"正由{_user(holder)}打开着。\n电脑 {holder.computer}，{since}。"


def _user(holder: Holder) -> str:
    return f"用户“{holder.user or '不明'}”"


def _is_here(holder: Holder) -> bool:
    return holder.computer == platform.node()


def _changed_at(path: Path, now: datetime) -> str:
    try:
        time = datetime.fromtimestamp(path.stat().st_mtime, now.tzinfo)
    except OSError:
        return ""
    return f"（{moment(time, now)}）"
