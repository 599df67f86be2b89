"""R5, R6: the running window is killed while somebody types; the next start offers it, and at most 5 seconds are missing.

A series is some kills in a row: of a document with a file or of one that was never saved, in a field that reads while it is
typed into or in one that reads when it is left. Each start must offer the copy; it is recovered and typed on, or killed
again while it asks. After each kill the copy must hold what the earlier ones held, and what was typed since, in order and
without a gap, up to some moment; what was typed before the last five seconds must be there, and the file as it was.
With ``--offscreen`` the window is drawn into memory, and nothing but Python is needed.
"""

from __future__ import annotations

import random
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from drills.documents import own_home
from drills.hands import Hands, Offscreen, OnScreen, Start, screen, wait_for
from drills.line import lacks, tell
from published import FOLDER, form_of
from ziping.app.folders import recovery_folder
from ziping.app.session import Session
from ziping.form import path as at
from ziping.form.edit import get
from ziping.form.path import FieldPath
from ziping.store.recovery import left_behind

KILLS, ROW = 200, 5
"""Kills in all, and in a row before the next document is begun."""
OFFER, ALLOWED = "恢复没有保存的内容", 5.0
NAME = "jiangqiao-2024-qitarenyuan"
FIELDS = {
    "文字": (at.goal("expected"), 2, "Ctrl+End"),
    "金额": (at.funding("fiscal", "initial_budget"), 1, "End"),
}
"""A field of each kind, its page counted from the first, and the key that goes to its end."""


@dataclass
class Tally:
    """What all kills came to."""

    kills: int = 0
    starts: int = 0
    offered: int = 0
    oldest: float = 0.0
    complaints: list[str] = field(default_factory=list)


@dataclass
class Typed:
    """What was typed since the window started: each piece with the time at which its typing began."""

    pieces: list[tuple[str, float]] = field(default_factory=list)

    def missing_since(self, kept: str, killed: float) -> float:
        """How many seconds before the kill the first piece was typed that is not in what was kept."""
        whole = ""
        for piece, began in self.pieces:
            whole += piece
            if not kept.startswith(whole.rstrip()):
                return killed - began
        return 0.0


def main(kills: int, *, offscreen: bool) -> int:
    """Kills so often; 0 if nothing was lost."""
    what = "填写时强行结束窗口，再启动"
    if offscreen:
        return int(not _judge(what, kills, Offscreen))
    if lacks(what, "Xvfb", "openbox", "xdotool"):
        return 0
    with screen():
        return int(not _judge(what, kills, OnScreen))


def _judge(what: str, kills: int, start: Start) -> bool:
    since, dice, tally = time.perf_counter(), random.Random(20261122), Tally()
    number = 0
    while tally.kills < kills and len(tally.complaints) < 20:
        with own_home() as home:
            _series(home, start, dice, tally, number, min(ROW, kills - tally.kills))
        number += 1
    for complaint in tally.complaints:
        print(complaint, file=sys.stderr)
    result = (
        f"之后 {tally.starts} 次启动，{tally.offered} 次提出恢复；最多丢失最后 {tally.oldest:.1f} 秒的输入；"
        f"原文件未变；不符 {len(tally.complaints)} 处"
    )
    return tell(what, f"{tally.kills} 次", result, since, ok=not tally.complaints and tally.offered == tally.starts)


def _series(home: Path, start: Start, dice: random.Random, tally: Tally, number: int, kills: int) -> None:
    """Kills in a row, of one document."""
    path, original = _document(home, number)
    where, pages, end = FIELDS["金额" if number % 3 == 2 else "文字"]
    expected = ""  # what the field holds at first is typed over
    for kill in range(kills):
        hands = start([str(path)] if kill == 0 or number % 4 == 0 else [])
        seconds = dice.uniform(5.2, 7.5) if kill == 0 else dice.uniform(0.2, 5.5)
        try:
            if not _arrive(hands, offered=kill > 0, tally=tally):
                tally.complaints.append(f"第 {tally.kills + 1} 次：窗口没有出现，只有 {hands.titles()}")
                return
            asks_still = kill > 0 and dice.random() < 0.2
            keys = [*["Ctrl+PgDown"] * pages, end if kill else "Ctrl+A"]
            typed = Typed() if asks_still else _type(hands, kill, keys, seconds)
        finally:
            hands.kill()
            killed = time.monotonic()
            tally.kills += 1
        expected = _look(expected, typed, killed, where, tally)
        if path.read_bytes() != original:
            tally.complaints.append("原文件变了")


def _document(home: Path, number: int) -> tuple[Path, bytes]:
    """A document of its own, or an import that has no file yet; and what the file holds."""
    path = home / "自评表.ziping"
    if number % 2:
        path = home / "交换.json"
        path.write_bytes((FOLDER / f"{NAME}.json").read_bytes())
    else:
        Session(form_of(NAME)).save(path)
    return path, path.read_bytes()


def _arrive(hands: Hands, *, offered: bool, tally: Tally) -> bool:
    """Waits for the window, or for its offer; whether it came."""
    if not offered:
        return wait_for(lambda: any("— 自评通" in title for title in hands.titles()))
    tally.starts += 1
    came = wait_for(lambda: OFFER in hands.titles())
    tally.offered += came
    return came


def _type(hands: Hands, kill: int, keys: list[str], seconds: float) -> Typed:
    """Takes the offer if there is one, goes to the field and types there so long."""
    if kill:
        hands.press("Return")
        wait_for(lambda: OFFER not in hands.titles() and any("— 自评通" in title for title in hands.titles()))
    for key in keys:
        hands.press(key)
    typed, end = Typed(), time.monotonic() + seconds
    while (now := time.monotonic()) < end:
        piece = f"{kill}.{len(typed.pieces):03} "
        typed.pieces.append((piece, now))
        hands.write(piece)
    return typed


def _look(before: str, typed: Typed, killed: float, where: FieldPath, tally: Tally) -> str:
    """Compares the copy on the disk with what it must hold; gives what it holds."""
    copies = left_behind(recovery_folder())
    if len(copies) != 1:
        tally.complaints.append(f"第 {tally.kills} 次：留下 {len(copies)} 份副本")
        return before
    kept = str(get(copies[0].form(), where))
    lost = typed.missing_since(kept.removeprefix(before), killed) if kept.startswith(before) else float("inf")
    tally.oldest = max(tally.oldest, lost)
    if lost > ALLOWED:
        tally.complaints.append(f"第 {tally.kills} 次：丢失 {lost:.1f} 秒，之前是 {before!r}，留下的是 {kept!r}")
    return kept


if __name__ == "__main__":
    counts = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    sys.exit(main(counts[0] if counts else KILLS, offscreen="--offscreen" in sys.argv))
