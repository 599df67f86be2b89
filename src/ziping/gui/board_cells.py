"""What the cells of a row of the board say, and what sorts the rows."""

from __future__ import annotations

from datetime import datetime

from ziping.app.board import Entry, by_sound, shown
from ziping.app.steps import STEPS, Progress, unconfirmed_words
from ziping.editions.notation import points_text
from ziping.gui.file_conflict import moment
from ziping.gui.step_list import SIGNS, WORDS
from ziping.rules.findings import Severity

COLUMNS = ("项目名称", "实施单位", "版式", "年度", "进度", "总分", "等级", "必须改", "建议改", "表间问题", "改动时间")
PROJECT, UNIT, STEP, TOTAL, GRADE, BESIDE, CHANGED = 0, 1, 4, 5, 6, 9, 10
COUNTS: dict[int, Severity] = {7: "error", 8: "warning"}
FIGURES = {TOTAL, *COUNTS, BESIDE, CHANGED}
HINTS = {
    **dict.fromkeys(COUNTS, "这份表自己的问题，打开它就能看到"),
    BESIDE: "只有和这里的其他表放在一起才看得出的问题，打开这份表看不到；“全部检查”里逐条列出",
}
"""What the headings of the counts tell of them."""
USUAL = (
    "崇明 2023",
    "2024",
    "✓✓✓✓✓ 年度总体目标",
    "100.00",
    "等级▲",
    "必须改▲",
    "建议改▲",
    "表间问题▲",
    "2025年12月30日 09:12",
)
"""Texts that the columns after the two names have room for."""
_FAR: dict[Progress, int] = {"done": 3, "unconfirmed": 2, "open": 1, "empty": 0}
"""What a step counts where the rows are sorted by how far they are."""


def refused_texts(entry: Entry) -> tuple[str, ...]:
    """The row of a file without a form: its name and why, over all columns."""
    reason = entry.refusal.replace(shown(entry.path), shown(entry.path.name))
    return f"✕ {reason}", *("" for _ in COLUMNS[1:])


def texts_of(entry: Entry, file_name: str, counts: dict[int, int], now: datetime) -> tuple[str, ...]:
    """The row of a form.

    ``file_name`` tells it from one that reads the same, ``counts`` are of its problems by column from 必须改 on, and
    ``now`` makes 今天 of a date.
    """
    project = entry.project.strip()
    if not project:
        project, file_name = f"（没有填写项目名称）{file_name or shown(entry.path.name)}", ""
    signs = "".join(SIGNS[entry.states[step.id]] for step in STEPS[:5])
    return (
        "　".join(filter(None, (project, file_name))),
        entry.unit.strip(),
        entry.edition,
        entry.year,
        f"{signs} {entry.step}",
        points_text(entry.total, 2) if entry.total is not None else "",
        entry.grade,
        *map(str, counts.values()),
        moment(entry.changed, now) if entry.changed else "",
    )


def spoken_progress(entry: Entry) -> str:
    """How far each step is, in words, and how much of it all nobody has confirmed."""
    steps = "，".join(f"{step.name}{WORDS[entry.states[step.id]]}" for step in STEPS[:5])
    return f"{steps}；沿用去年的值 {unconfirmed_words(entry.unconfirmed)}" if entry.unconfirmed else steps


def sorting_value(column: int, entry: Entry, counts: dict[int, int]) -> object:
    """What sorts a row by this column, as Qt compares it; names as a Chinese list has them."""
    if column == TOTAL:
        return float(entry.total) if entry.total is not None else -1.0
    if column in counts:
        return -1 if entry.refusal else counts[column]
    if column == CHANGED:
        return entry.changed.timestamp() if entry.changed else 0.0
    if column == STEP:
        done = sum(_FAR[state] for state in entry.states.values())
        return f"{bool(entry.refusal):d}{done:02}"
    first = {PROJECT: entry.project, UNIT: entry.unit, 2: entry.edition, 3: entry.year, GRADE: entry.grade}[column]
    names = (first, entry.unit, entry.project, entry.path.name)
    return f"{bool(entry.refusal):d}" + "\t".join(by_sound(shown(name)).hex() for name in names)
