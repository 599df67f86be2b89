"""Mutated PDFs, the same ones for the same seed, and reading many of them in one process that can be stopped."""

from __future__ import annotations

import base64
import json
import random
import re
import time
import traceback
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import islice

from foreign_pdfs import Look, by_typst
from hostile import (
    a_sector_of_zeros,
    a_stretch_repeated_or_lost,
    ascii_marks_changed,
    bits_flipped,
    cut,
    random_bytes,
)
from official_tables import cells_of, restated
from published import source_of
from ziping.app.export import pdf_of
from ziping.app.print_choices import PrintChoices
from ziping.app.session import View
from ziping.importers.pdf_table import form_of_pages
from ziping.importers.pdf_text import pages_of_pdf
from ziping.importers.plain_json import read_plain
from ziping.importers.result import ImportFailed
from ziping.importers.worker_process import run_apart

Mutation = Callable[[bytes, random.Random], bytes]
MOST_SECONDS = 20
"""What one PDF may take before the process is stopped (SAFETY.md S6)."""
_STREAM = re.compile(rb"(?<!end)stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)


@cache
def sources() -> tuple[bytes, ...]:
    """PDFs of ours and of another program, one of each with its streams not compressed."""
    plain = source_of("jiangqiao-2024-xuanchuan")
    plain["绩效指标"] = plain["绩效指标"][::3]
    plain |= {key: plain[key][:60] for key in ("预期目标", "实际完成情况")}
    form = read_plain(json.dumps(plain)).form
    ours = pdf_of(View(form), datetime(2024, 12, 1, tzinfo=UTC), PrintChoices(check_code=False))
    theirs = by_typst(cells_of(restated(plain, "崇明2023")), Look(height=400))
    return ours, theirs, unpacked(ours), unpacked(theirs)


def unpacked(data: bytes) -> bytes:
    """The PDF with its drawing readable, so that changes reach the operators; its table of places is then wrong."""

    def inflated(found: re.Match[bytes]) -> bytes:
        try:
            packed = base64.a85decode(found[1].removesuffix(b"~>")) if found[1].endswith(b"~>") else found[1]
            return b"stream\n" + zlib.decompress(packed) + b"\nendstream"
        except (ValueError, zlib.error):
            return found[0]

    return _STREAM.sub(inflated, data).replace(b"/ASCII85Decode", b"").replace(b"/FlateDecode", b"")


def numbers_changed(data: bytes, dice: random.Random) -> bytes:
    places = list(re.finditer(rb"-?\d+(?:\.\d+)?", data))
    for found in sorted(dice.sample(places, min(3, len(places))), key=lambda match: -match.start()):
        data = data[: found.start()] + dice.choice(NUMBERS) + data[found.end() :]
    return data


def names_swapped(data: bytes, dice: random.Random) -> bytes:
    names = sorted(set(re.findall(rb"/[A-Za-z]{2,16}", data)))
    return data.replace(dice.choice(names), dice.choice(names), dice.choice([1, -1]))


def operators_swapped(data: bytes, dice: random.Random) -> bytes:
    return data.replace(dice.choice(OPERATORS), dice.choice(OPERATORS), dice.choice([1, 5, -1]))


def streams_spoiled(data: bytes, dice: random.Random) -> bytes:
    streams = list(_STREAM.finditer(data))
    found = dice.choice(streams)
    spoiled = dice.choice([bits_flipped, cut, a_stretch_repeated_or_lost])(found[1] or b"x", dice)
    return data[: found.start(1)] + spoiled + data[found.end(1) :]


def references_in_circles(data: bytes, dice: random.Random) -> bytes:
    return re.sub(rb"\d+ 0 R", lambda _: b"%d 0 R" % dice.randrange(1, 12), data, count=dice.choice([1, 3, 0]))


def much_drawn(_data: bytes, dice: random.Random) -> bytes:
    """One page with as many rules, characters or nested states as fit into a stretch."""
    drawing = dice.choice(FLOODS) * dice.choice([200, 200, 200, 5_000])
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    font = b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    body = b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n" % (len(drawing), drawing)
    return head + page + font + body + b"trailer<</Root 1 0 R>>\n%%EOF"


NUMBERS = (b"0", b"-1", b"99999999999", b"1e9", b"0.0000001", b"-0", b"4294967296", b"nan", b"3.4028235e38", b"")
OPERATORS = tuple(b" " + name for name in b"re l m cm Tf Tj TJ Td Tm q Q S f W n BT ET Do".split())
FLOODS = (
    b"10 10 m 500 10 l S 20 20 m 20 800 l S ",
    b"1 2 3 4 re f 5 6 70 80 re S ",
    b"q 1.0001 0 0 1 0 0 cm ",
    b"BT /F 9 Tf 50 700 Td (abc) Tj ET ",
    b"0 0 m 1 1 2 2 3 3 c S ",
    b"[ << (",
)
EVERY: tuple[tuple[str, Mutation], ...] = (
    ("截断", cut),
    ("位翻转", bits_flipped),
    ("改了数字", numbers_changed),
    ("改了符号", ascii_marks_changed),
    ("换了名称", names_swapped),
    ("换了绘图命令", operators_swapped),
    ("流被损坏", streams_spoiled),
    ("循环引用", references_in_circles),
    ("一段重复或丢失", a_stretch_repeated_or_lost),
    ("一整段变成零", a_sector_of_zeros),
    ("画得极多", much_drawn),
    ("乱码", lambda data, dice: b"%PDF-1.7\n" + random_bytes(data, dice)),
)


def hostile_pdfs(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """So many files, each with what was done to it."""
    dice = random.Random(seed)
    for number in range(count):
        what, mutation = EVERY[number % len(EVERY)]
        yield what, mutation(dice.choice(sources()), dice)


# --- meeting them


def met(seed: int, first: int, count: int) -> Encounters:
    """Reads some of the files in a process of its own, which is stopped after as long as ten of them may take."""
    order = json.dumps({"seed": seed, "first": first, "count": count}).encode()
    return Encounters(**run_apart("hostile_pdfs:read_batch", order, seconds=10 * MOST_SECONDS))


@dataclass(frozen=True)
class Encounters:
    """How many files became forms, how many were refused, the slowest in seconds, and what went wrong."""

    read: int
    refused: int
    slowest: float
    wrong: list[str]


def read_batch(order: bytes) -> dict[str, object]:
    """What runs there."""
    wanted = json.loads(order)
    last = wanted["first"] + wanted["count"]
    met = [_meet(what, data) for what, data in islice(hostile_pdfs(wanted["seed"], last), wanted["first"], None)]
    outcomes = [outcome for outcome, _ in met]
    return {
        "read": outcomes.count("read"),
        "refused": outcomes.count("refused"),
        "slowest": max(seconds for _, seconds in met),
        "wrong": [outcome for outcome in outcomes if outcome not in {"read", "refused"}],
    }


def _meet(what: str, data: bytes) -> tuple[str, float]:
    since = time.process_time()
    try:
        outcome = _read(data)
    except Exception:  # noqa: BLE001 - to be told with the others
        outcome = f"{what}：{traceback.format_exc(limit=-4)[-1_500:]}"
    seconds = time.process_time() - since
    return (outcome if seconds < MOST_SECONDS else f"{what}：{seconds:.0f} s"), seconds


def _read(data: bytes) -> str:
    try:
        told = json.dumps(pages_of_pdf(data), allow_nan=False)
    except ImportFailed as refusal:
        return _sentence(refusal)
    except Exception:  # noqa: BLE001 - the other process answers these with one sentence, see ``importers.apart``
        return "refused"
    try:
        form_of_pages(json.loads(told), "表.pdf")
    except ImportFailed as refusal:
        return _sentence(refusal)
    return "read"


def _sentence(refusal: ImportFailed) -> str:
    """Refused, if in one sentence."""
    return "refused" if 4 <= len(str(refusal)) <= 200 and "\n" not in str(refusal) else str(refusal)
