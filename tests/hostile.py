"""Files that want to do harm, or that met with harm: mutated documents and plain forms, the same ones for the same seed."""

from __future__ import annotations

import json
import random
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from published import NAMES, form_of, text_of
from ziping.app.files import CannotOpen, Opened, open_form
from ziping.app.session import View
from ziping.store.document import read_document, write_document

Mutation = Callable[[bytes, random.Random], bytes]
MB = 1 << 20
MOST_SECONDS = 2
MOST_MEGABYTES = 200


@dataclass(frozen=True)
class Hostile:
    """A file: what was done to it, the ending of its name, its bytes."""

    what: str
    suffix: str
    data: bytes


def hostile_files(seed: int, count: int) -> Iterator[Hostile]:
    """So many files, each mutation in turn on published forms, as project files and plain forms; the huge ones last."""
    dice = random.Random(seed)
    for number in range(count):
        suffix, source = SOURCES[number % 2]
        left = (count - 1 - number) // 2
        what, mutation = HUGE[left] if left < len(HUGE) else EVERY[number // 2 % len(EVERY)]
        yield Hostile(what, suffix, mutation(source(dice.choice(NAMES)), dice))


SOURCES: tuple[tuple[str, Callable[[str], bytes]], ...] = (
    (".ziping", lambda name: write_document(form_of(name))),
    (".json", lambda name: text_of(name).encode()),
)


# --- meeting them


@dataclass
class Encounter:
    """What came of opening files; ``megabytes`` is the most that one of them took, 0 where the system doesn't tell."""

    opened: int = 0
    refused: int = 0
    slowest: float = 0.0
    megabytes: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def meet(self, hostile: Hostile, folder: Path) -> None:
        """Opens the file as the window does; what opens is checked, and saved and read again to the same bytes."""
        path = folder / f"文件{hostile.suffix}"
        path.write_bytes(hostile.data)
        what, hostile = f"{hostile.what}{hostile.suffix}", replace(hostile, data=b"")
        before, since = _memory(anew=True), time.process_time()
        try:
            opened = self._opened(path)
            seconds, taken = time.process_time() - since, _memory() - before
            if opened is not None:
                _use(opened)
        except Exception:  # noqa: BLE001 - to be told with the others
            self.wrong.append(f"{what}：{traceback.format_exc(limit=-3)[-2_000:]}")
            return
        self.slowest, self.megabytes = max(self.slowest, seconds), max(self.megabytes, taken)
        if seconds > MOST_SECONDS or taken > MOST_MEGABYTES:
            self.wrong.append(f"{what}：{seconds:.1f} s, {taken:.0f} MB")

    def _opened(self, path: Path) -> Opened | None:
        try:
            opened = open_form(path)
        except CannotOpen as refusal:
            reason = str(refusal).removeprefix(f"不能打开“{path}”：")
            assert reason == " ".join(reason.split()), reason[:300]
            assert 4 <= len(reason) <= 200, reason[:300]
            self.refused += 1
            return None
        self.opened += 1
        return opened


def _use(opened: Opened) -> None:
    saved = write_document(opened.form, opened.beside)
    assert write_document(read_document(saved).form, opened.beside) == saved
    assert View(opened.form).findings is not None
    assert sum(map(len, opened.notes)) < 20_000


def _memory(*, anew: bool = False) -> float:
    """The most memory this process has held since last asked ``anew``, in MB; 0 where the system doesn't tell."""
    try:
        if anew:
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


# --- harm to bytes


def cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data))]


def cut_at_a_kilobyte(data: bytes, dice: random.Random) -> bytes:
    return data[: 1024 * dice.randrange(len(data) // 1024 + 1)]


def bits_flipped(data: bytes, dice: random.Random) -> bytes:
    flipped = bytearray(data)
    for _ in range(dice.choice([1, 1, 2, 8, 100])):
        flipped[dice.randrange(len(flipped))] ^= 1 << dice.randrange(8)
    return bytes(flipped)


def a_stretch_repeated_or_lost(data: bytes, dice: random.Random) -> bytes:
    start, end = sorted(dice.randrange(len(data)) for _ in range(2))
    return dice.choice([data[:start] + data[end:], data[:end] + data[start:]])


def a_sector_of_zeros(data: bytes, dice: random.Random) -> bytes:
    start = 512 * dice.randrange(len(data) // 512 + 1)
    return data[:start] + bytes(dice.choice([512, len(data)])) + data[start + 512 :]


def random_bytes(_data: bytes, dice: random.Random) -> bytes:
    return dice.randbytes(dice.choice([0, 1, 2, 100, 5_000]))


def another_encoding(data: bytes, dice: random.Random) -> bytes:
    return data.decode().encode(dice.choice(["utf-16", "utf-32", "utf-8-sig", "gb18030"]))


def ascii_marks_changed(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice([1, 3])):
        changed[dice.randrange(len(changed))] = dice.choice(b'{}[]",:\\0-.eE\n\x00\x7f')
    return bytes(changed)


# --- harm to values: still JSON, or nearly


WRONG: tuple[Any, ...] = (
    *(None, True, 0, -1, 2.5, 10**30, "", "x" * 100, "1e9", "½", "NaN", "9" * 50),
    *("\x00", "\u2028", "\u202e", "=1+1", "<img src=file:///etc/passwd>", "../../a", "CON", "👨‍👩‍👧" * 30, "é" * 9),
    *([], [[]], {}, {"id": "d1"}, [{"id": "d1"}], {"项目": "其他资金"}, [{"id": "x", "indicators": [{}]}]),
)


def spoil(value: Any, dice: random.Random, wrong: Sequence[Any] = WRONG) -> Any:
    """The JSON value with one of its parts replaced, removed or doubled."""
    if not isinstance(value, dict | list) or not value or dice.random() < 0.1:
        return dice.choice(wrong)
    if isinstance(value, list):
        at = dice.randrange(len(value))
        return dice.choice(
            [value[:at], value + value[at:], [*value[:at], spoil(value[at], dice, wrong), *value[at + 1 :]]]
        )
    key = dice.choice(sorted(value))
    rest = {name: part for name, part in value.items() if name != key}
    return dice.choice(
        [rest, {**rest, key: spoil(value[key], dice, wrong)}, {**rest, key: spoil(value[key], dice, wrong), "new": 1}]
    )


def values_swapped(data: bytes, dice: random.Random) -> bytes:
    value = json.loads(data)
    for _ in range(dice.choice([1, 1, 1, 3])):
        value = spoil(value, dice)
    return json.dumps(value, ensure_ascii=dice.random() < 0.5).encode()


def in_a_value(raw: Callable[[random.Random], str]) -> Mutation:
    """Puts raw JSON in the place of one of the texts, or of a field that nobody knows."""

    def mutation(data: bytes, dice: random.Random) -> bytes:
        text = data.decode()
        places = [at for at, mark in enumerate(text) if text.startswith(': "', at)]
        place = dice.choice(places)
        end = text.index('"', place + 3) + 1
        if dice.random() < 0.3:
            return f'{text[:place]}: "", "new": {raw(dice)}{text[end:]}'.encode()
        return f"{text[:place]}: {raw(dice)}{text[end:]}".encode()

    return mutation


NUMBERS = (
    "NaN",
    "-Infinity",
    "1e999",
    "-0",
    "1e-999",
    "0.1e400",
    "0" * 30,
    "1" + "0" * 4_000,
    "9" * 5_000,
    "9" * 100_000,
)
HALVES = ('"\\ud800"', '"\\udfff 自评"', '{"\\ud83d": 1}', '"\\ud83d\\ud83d\\ude00"', '"\\u0000"')
TEXTS = ("字", "9", "，", "(", "1,", "%", " ", "\\n", "\\\\", "é", "≥85", "2024年")


def nested(dice: random.Random) -> str:
    depth = dice.choice([50, 400, 900, 1_100, 30_000, 100_000])
    return dice.choice(
        ["[" * depth + "]" * depth, '{"a":' * depth + "1" + "}" * depth, "[" * depth, '[{"a":' * (depth // 2)]
    )


def many_rows(dice: random.Random) -> str:
    row = dice.choice(['{"三级指标": "a"}', "{}", '{"id": "x"}', "[]", '""', "1"])
    return "[" + ",".join([row] * dice.choice([300, 1_001, 30_000])) + "]"


def a_key_twice(data: bytes, dice: random.Random) -> bytes:
    pairs = [(key, value) for key, value in json.loads(data).items() for _ in range(dice.choice([1, 2]))]
    body = ", ".join(f"{json.dumps(key)}: {json.dumps(dice.choice([value, 1, {}]))}" for key, value in pairs)
    return f"{{{body}}}".encode()


def many_fields(data: bytes, dice: random.Random) -> bytes:
    extra = ",".join(
        f'"{dice.choice("ab")}{number}":{number}' for number in range(dice.choice([500, 40_000, 120_000]))
    )
    return b"{" + extra.encode() + b"," + data.lstrip()[1:]


EVERY: tuple[tuple[str, Mutation], ...] = (
    ("截断", cut),
    ("位翻转", bits_flipped),
    ("换了类型", values_swapped),
    ("改了符号", ascii_marks_changed),
    ("每 1 KB 处截断", cut_at_a_kilobyte),
    ("一段重复或丢失", a_stretch_repeated_or_lost),
    ("嵌套极深", in_a_value(nested)),
    ("NaN 和巨大的数", in_a_value(lambda dice: dice.choice(NUMBERS))),
    ("同一个键写两次", a_key_twice),
    ("半个字符", in_a_value(lambda dice: dice.choice(HALVES))),
    ("一整段变成零", a_sector_of_zeros),
    ("其他编码", another_encoding),
    ("很长的文字", in_a_value(lambda dice: f'"{dice.choice(TEXTS) * dice.choice([3_000, 30_000])}"')),
    ("很多行", in_a_value(many_rows)),
    ("很多字段", many_fields),
    ("乱码", random_bytes),
)


# --- huge files


def _text_of_100_mb(data: bytes, _dice: random.Random) -> bytes:
    return in_a_value(lambda _: '"' + "x" * (100 * MB) + '"')(data, random.Random(1))


def _only(piece: bytes, megabytes: int) -> Mutation:
    return lambda _data, _dice: piece * (megabytes * MB // len(piece))


HUGE: tuple[tuple[str, Mutation], ...] = (
    ("100 MB 的文字", _text_of_100_mb),
    ("19 MB 的文字", in_a_value(lambda dice: f'"{dice.choice("x字") * (6 * MB)}"')),
    ("19 MB 的括号", _only(b"[", 19)),
    ("19 MB 的空列表", lambda _data, _dice: b"[" + b"[]," * (6 * MB) + b"1]"),
    ("19 MB 的引号", _only(b'"', 19)),
    ("19 MB 的转义", _only(b'"\\', 19)),
    ("19 MB 的空格", _only(b" ", 19)),
    ("19 MB 的零", _only(b"\x00", 19)),
)
