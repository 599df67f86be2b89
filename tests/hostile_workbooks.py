"""Workbooks that want to do harm, or that met with harm: mutated exports and official tables, the same for the same seed."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from foreign_workbooks import saved, workbook_with
from hostile import (
    WRONG,
    Encounter,
    Hostile,
    Mutation,
    a_sector_of_zeros,
    a_stretch_repeated_or_lost,
    bits_flipped,
    cut,
)
from official_tables import EDITIONS, Layout, cells_of, layouts, restated
from published import NAMES, form_of, source_of
from ziping.app.export import workbook_of
from ziping.app.files import Opened
from ziping.app.session import View
from ziping.importers.grid import GridCell
from ziping.importers.result import ImportFailed
from ziping.importers.workbook import read_workbook

CREATED = datetime(2025, 3, 10, tzinfo=UTC)
LAYOUTS = tuple(layout for _, layout in layouts())
LABELS = (
    *("项目名称", "全年执行数", "预期目标", "一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    *("总分", "评分等级", "填报人：", "（年度）", "项目名称：", "：" * 40, "（" * 60),
)
TEXTS = (*(text for text in WRONG if isinstance(text, str)), *LABELS)
SPANS = (1, 2, 3, 60)
MB = 1 << 20


class Reading(Encounter):
    """Workbooks met by their reader alone."""

    def _opened(self, path: Path) -> Opened | None:
        try:
            result = read_workbook(path.read_bytes(), path.name)
        except ImportFailed as refusal:
            reason = str(refusal)
            assert reason == " ".join(reason.split()), reason[:300]
            assert 4 <= len(reason) <= 200, reason[:300]
            self.refused += 1
            return None
        self.opened += 1
        return Opened(result.form, result.notes, is_document=False)


def hostile_workbooks(seed: int, count: int) -> Iterator[Hostile]:
    """So many workbooks, each mutation in turn; the huge ones last."""
    dice = random.Random(seed)
    for number in range(count):
        left = count - 1 - number
        what, mutation = HUGE[left] if left < len(HUGE) else EVERY[number % len(EVERY)]
        yield Hostile(what, ".xlsx", mutation(_source(dice), dice))


def _source(dice: random.Random) -> bytes:
    return _exported(dice.choice(NAMES)) if dice.random() < 0.5 else _official(dice.randrange(len(LAYOUTS)))


@cache
def _exported(name: str) -> bytes:
    return workbook_of(View(form_of(name)), CREATED)


@cache
def _official(number: int) -> bytes:
    plain = restated(source_of(NAMES[number % len(NAMES)]), EDITIONS[number % len(EDITIONS)])
    return saved(workbook_with(cells_of(plain, LAYOUTS[number]), before={"说明": "填表说明"}))


# --- harm to parts of the archive


def in_parts(change: Callable[[dict[str, bytes], random.Random], None]) -> Mutation:
    """Unpacks, changes and packs the archive again."""

    def mutation(data: bytes, dice: random.Random) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        change(parts, dice)
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return target.getvalue()

    return mutation


def _part(parts: dict[str, bytes], dice: random.Random) -> str:
    likely = [
        name for name in parts if "sheet" in name or "Strings" in name or "styles" in name or "workbook" in name
    ]
    return dice.choice(likely)


def a_part_harmed(parts: dict[str, bytes], dice: random.Random) -> None:
    name = _part(parts, dice)
    parts[name] = dice.choice([cut, bits_flipped, a_stretch_repeated_or_lost, a_sector_of_zeros])(parts[name], dice)


def a_part_lost(parts: dict[str, bytes], dice: random.Random) -> None:
    del parts[dice.choice([name for name in parts if not name.startswith("[")])]


def parts_swapped(parts: dict[str, bytes], dice: random.Random) -> None:
    one, other = (_part(parts, dice) for _ in range(2))
    parts[one], parts[other] = parts[other], parts[one]


def attributes_changed(parts: dict[str, bytes], dice: random.Random) -> None:
    """References, styles, kinds and ids that point nowhere, or everywhere."""
    name = _part(parts, dice)
    content = parts[name]
    for _ in range(dice.choice([1, 3, 30])):
        found = list(re.finditer(rb' (?:[a-z]+:)?[A-Za-z]+="([^"]*)"', content))
        if not found:
            return
        match = dice.choice(found)
        content = content[: match.start(1)] + dice.choice(VALUES).encode() + content[match.end(1) :]
    parts[name] = content


VALUES = (
    *("", "-1", "0", "1", "99999999999", "1e9", "A1", "XFD1048576", "ZZZ9999999", "A0", "A1:XFD1048576", "B2:A1"),
    *("s", "n", "e", "b", "str", "d", "inlineStr", "字", "rId1", "rId99", "../../etc/passwd", "/xl/styles.xml"),
    *("true", "0.00", "#,##0.00;;;;", '"" "', "yyyy", "[[[", "\\", "_", "0" * 190, "General" * 20),
)


def elements_moved(parts: dict[str, bytes], dice: random.Random) -> None:
    """Cells, rows and merged cells lost, doubled or elsewhere."""
    name = _part(parts, dice)
    pieces = re.findall(rb"<[^>]*>[^<]*", parts[name])
    for _ in range(dice.choice([1, 2, 20])):
        if not pieces:
            return
        piece = pieces.pop(dice.randrange(len(pieces)))
        for _ in range(dice.choice([0, 1, 2, 50])):
            pieces.insert(dice.randrange(len(pieces) + 1), piece)
    parts[name] = b"".join(pieces)


def values_changed(parts: dict[str, bytes], dice: random.Random) -> None:
    name = dice.choice([name for name in parts if "worksheets/sheet" in name])
    for _ in range(dice.choice([1, 5, 50])):
        number = dice.choice(["1e400", "nan", "-0", "1e-300", "9" * 400, "字", "-1", "1e17", "2958466", ""])
        found = list(re.finditer(rb"<v>([^<]*)</v>", parts[name]))
        if found:
            match = dice.choice(found)
            parts[name] = parts[name][: match.start(1)] + number.encode() + parts[name][match.end(1) :]


def declared(parts: dict[str, bytes], dice: random.Random) -> None:
    """XML bombs and entities that name files (SAFETY.md S3)."""
    name = _part(parts, dice)
    entity = dice.choice(['<!ENTITY a "aaaaaaaaaa">', '<!ENTITY a SYSTEM "file:///etc/passwd">', ""])
    parts[name] = f"<!DOCTYPE x [{entity}]>".encode() + re.sub(rb"<\?[^>]*\?>", b"", parts[name])


# --- harm to the table


def in_cells(change: Callable[[list[GridCell], random.Random], list[GridCell]]) -> Mutation:
    """Changes the cells of an official table and writes them as a workbook."""

    def mutation(_data: bytes, dice: random.Random) -> bytes:
        plain = restated(source_of(dice.choice(NAMES)), dice.choice(EDITIONS))
        cells = change(cells_of(plain, dice.choice(LAYOUTS)), dice)
        free: dict[tuple[int, int], GridCell] = {(cell.row, cell.column): cell for cell in cells}
        return saved(workbook_with(free.values(), numbers=dice.random() < 0.5))

    return mutation


def cells_lost(cells: list[GridCell], dice: random.Random) -> list[GridCell]:
    share = dice.choice([0.01, 0.1, 0.5, 0.9])
    return [cell for cell in cells if dice.random() > share]


def cells_elsewhere(cells: list[GridCell], dice: random.Random) -> list[GridCell]:
    share = dice.choice([0.02, 0.2, 1])
    return [
        replace(cell, row=dice.randrange(40), column=dice.randrange(15)) if dice.random() < share else cell
        for cell in cells
    ]


def texts_changed(cells: list[GridCell], dice: random.Random) -> list[GridCell]:
    share = dice.choice([0.02, 0.2, 1])
    return [
        replace(cell, text=_writable(dice.choice(TEXTS)), number=None) if dice.random() < share else cell
        for cell in cells
    ]


def _writable(text: str) -> str:
    return re.sub("[\x00-\x08\x0b-\x1f]", " ", text)


def spans_changed(cells: list[GridCell], dice: random.Random) -> list[GridCell]:
    share = dice.choice([0.02, 0.2])
    return [
        replace(cell, rows=dice.choice(SPANS), columns=dice.choice(SPANS)) if dice.random() < share else cell
        for cell in cells
    ]


def rows_shuffled(cells: list[GridCell], dice: random.Random) -> list[GridCell]:
    rows = list({cell.row for cell in cells})
    moved = dict(zip(rows, dice.sample(rows, len(rows)), strict=True))
    columns = list({cell.column for cell in cells})
    across = dict(zip(columns, dice.sample(columns, len(columns)), strict=True))
    both = dice.random() < 0.3
    return [
        replace(cell, row=moved[cell.row], column=across[cell.column] if both else cell.column, rows=1, columns=1)
        for cell in cells
    ]


def tables_laid_over(cells: list[GridCell], dice: random.Random) -> list[GridCell]:
    """Two tables in one sheet, beside, below or upon each other."""
    layout = Layout(top=dice.randrange(60), left=dice.randrange(12))
    return cells + [replace(cell, rows=1, columns=1) for cell in cells_of(source_of(dice.choice(NAMES)), layout)]


EVERY: tuple[tuple[str, Mutation], ...] = (
    ("截断", cut),
    ("位翻转", bits_flipped),
    ("一段重复或丢失", a_stretch_repeated_or_lost),
    ("一整段变成零", a_sector_of_zeros),
    ("部件受损", in_parts(a_part_harmed)),
    ("部件丢失", in_parts(a_part_lost)),
    ("部件互换", in_parts(parts_swapped)),
    ("属性改了", in_parts(attributes_changed)),
    ("元素移位", in_parts(elements_moved)),
    ("数值改了", in_parts(values_changed)),
    ("自定义实体", in_parts(declared)),
    ("单元格丢失", in_cells(cells_lost)),
    ("单元格移位", in_cells(cells_elsewhere)),
    ("文字改了", in_cells(texts_changed)),
    ("合并改了", in_cells(spans_changed)),
    ("行列打乱", in_cells(rows_shuffled)),
    ("两张表叠在一起", in_cells(tables_laid_over)),
)


# --- huge ones


def _sheet_of(body: Callable[[], bytes]) -> Mutation:
    """A sheet with much in it, behind noise that keeps the archive from growing beyond its ratio."""

    def change(parts: dict[str, bytes], dice: random.Random) -> None:
        name = dice.choice([name for name in parts if "worksheets/sheet" in name])
        noise = b"<!--" + dice.randbytes(400_000).hex().encode() + b"-->"
        parts[name] = parts[name].replace(b"</sheetData>", body() + b"</sheetData>" + noise, 1)

    return in_parts(change)


def _bomb(data: bytes, _dice: random.Random) -> bytes:
    return in_parts(lambda parts, _: parts.update({"xl/bomb.xml": b"0" * (60 * MB)}))(data, random.Random(1))


def _many_parts(data: bytes, _dice: random.Random) -> bytes:
    return in_parts(lambda parts, _: parts.update({f"xl/{n}.xml": b"" for n in range(2_000)}))(data, random.Random(1))


HUGE: tuple[tuple[str, Mutation], ...] = (
    ("zip 炸弹", _bomb),
    ("部件极多", _many_parts),
    ("一千万个空单元格", _sheet_of(lambda: b"<row>" + b"<c/>" * 10_000_000 + b"</row>")),
    ("嵌套极深", _sheet_of(lambda: b"<a>" * 2_000_000 + b"</a>" * 2_000_000)),
    ("30 MB 的文字", _sheet_of(lambda: b'<row><c t="inlineStr"><is><t>' + b"x" * (30 * MB) + b"</t></is></c></row>")),
    ("合并极多", _sheet_of(lambda: b"</sheetData><sheetData>" + b'<mergeCell ref="A1:XFD1048576"/>' * 300_000)),
    ("三十万个数", _sheet_of(lambda: (b"<row>" + b"<c><v>1</v></c>" * 60 + b"</row>") * 5_000)),
)
