"""A copied table of 绩效指标, recognised by its headings or its groups, merged into the tree by the names of its groups."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from ziping.app.cell_block import Block
from ziping.app.cells import append_rows, cell_text, put_cells, read_cell
from ziping.app.outline import with_category
from ziping.editions.model import Edition
from ziping.form import path as at
from ziping.form.indicators import indicator_rows
from ziping.form.model import Form
from ziping.form.path import INDICATOR_FIELDS
from ziping.importers.labels import TREE, signature_texts

TABLE_FIELDS = ("dimension", "category", *INDICATOR_FIELDS)
"""一级, 二级 and the cells of a 三级指标: what a column of a table can hold."""
_HEADINGS = (
    ("deviation", ("偏差", "原因")),  # 未完成原因 is no 完成值
    ("dimension", ("一级",)),
    ("category", ("二级",)),
    ("name", ("三级", "指标名称")),
    ("actual", ("完成",)),
    ("target", ("指标值", "目标值")),
    ("weight", ("分值", "分数", "权重")),
    ("score", ("得分",)),
)
_LAST_ROWS = ("总分", "合计", "总计", "评分等级")


class TableMapping(NamedTuple):
    """How a block is read: the first row of figures, and for each column its field, empty for one left out."""

    first_row: int
    fields: tuple[str, ...]


class TableRow(NamedTuple):
    """A 三级指标 of a table: the names of its groups and its cells by field."""

    dimension: str
    category: str
    cells: dict[str, str]


def copied_table(form: Form, edition: Edition, ids: Collection[str]) -> Block:
    """The 三级指标 that are, or stand below, the nodes with these ids, as a table with headings and groups."""
    headings = tuple(str(getattr(edition.labels, field)) for field in TABLE_FIELDS)
    rows = [row for row in indicator_rows(form) if {node.id for node in row} & {*ids}]
    cells = ([cell_text(getattr(row.indicator, field)) for field in INDICATOR_FIELDS] for row in rows)
    return (
        headings,
        *((row.dimension.name, row.category.name, *texts) for row, texts in zip(rows, cells, strict=True)),
    )


def recognised(block: Block, edition: Edition) -> TableMapping | None:
    """How a block is to be read that looks like a table of 绩效指标; None for one that doesn't."""
    for number, row in enumerate(block):
        fields = _headings(row)
        if len({*fields} - {""}) >= 3 and {"name", "target", "actual"} & {*fields}:
            return TableMapping(number + 1, fields)
    return _by_groups(block, edition)


def guessed(block: Block, edition: Edition) -> TableMapping:
    """The most likely reading of a block: as recognised, else the cells of a 三级指标 from the first column on."""
    width = len(block[0]) if block else 0
    plain = INDICATOR_FIELDS if width <= len(INDICATOR_FIELDS) else TABLE_FIELDS
    return recognised(block, edition) or TableMapping(0, tuple((*plain, *[""] * width)[:width]))


def _headings(row: Sequence[str]) -> tuple[str, ...]:
    """The fields that a row of headings names: by wordings met on forms, then by words that tell."""
    known = [TREE.field(text) for text in row]
    fields = [field if field not in known[:place] else "" for place, field in enumerate(known)]
    for place, text in enumerate(row):
        words = _bare(text)
        if not known[place] and len(words) <= 20:
            wanted = (field for field, parts in _HEADINGS if any(part in words for part in parts))
            fields[place] = next((field for field in wanted if field not in fields), "")
    return tuple(fields)


def _by_groups(block: Block, edition: Edition) -> TableMapping | None:
    """A table without headings: a column of 一级 or 二级 names with the cells of a 三级指标 to its right."""
    known = {
        "dimension": {spec.name for spec in edition.dimensions},
        "category": {name for spec in edition.dimensions for name in spec.categories},
    }
    columns = list(zip(*block, strict=True))
    for place, column in enumerate(columns):
        filled = {_whole_name(text) for text in column if text.strip()} - {*_LAST_ROWS}
        for field, names in known.items():
            rest = TABLE_FIELDS[TABLE_FIELDS.index(field) :]
            if filled and filled <= names and len(columns) - place >= len(rest) - 1:
                after = (*rest, *[""] * len(columns))[: len(columns) - place]
                return TableMapping(0, (*[""] * place, *after))
    return None


def _bare(text: str) -> str:
    return "".join(text.split())


def _whole_name(text: str) -> str:
    """The name of a group as printed: 数量 → 数量指标."""
    name = _bare(text)
    return name if not name or name.endswith("指标") or name in _LAST_ROWS else f"{name}指标"


def table_rows(block: Block, mapping: TableMapping) -> list[TableRow]:
    """The 三级指标 of a block; a group's name counts for the rows below it until another comes.

    Rows without any cell are left out, and what stands from 合计, 总分 or 评分等级 on.
    """
    rows = list[TableRow]()
    dimension = category = ""
    for texts in block[mapping.first_row : _end(block, mapping)]:
        given = _given(texts, mapping)
        if given.get("dimension", "").strip():
            dimension, category = _whole_name(given["dimension"]), ""
        if given.get("category", "").strip():
            category = _whole_name(given["category"])
        if _is_indicator(given):
            cells = {field: text for field, text in given.items() if field in INDICATOR_FIELDS}
            rows.append(TableRow(dimension, category, cells))
    return rows


def rows_below(block: Block, mapping: TableMapping) -> int:
    """How many 三级指标 ``table_rows`` leaves out below 合计 or 总分; other last rows and signatures are none."""
    below = block[_end(block, mapping) :]
    rows = (texts for texts in below if not _is_last(texts) and not signature_texts(_first(texts)))
    return sum(_is_indicator(_given(texts, mapping)) for texts in rows)


def _end(block: Block, mapping: TableMapping) -> int:
    """The number of the first of the last rows."""
    numbers = range(mapping.first_row, len(block))
    return next((number for number in numbers if _is_last(block[number])), len(block))


def _is_last(texts: Sequence[str]) -> bool:
    return _bare(_first(texts)).rstrip("：:") in _LAST_ROWS


def _first(texts: Iterable[str]) -> str:
    return next((text for text in texts if text.strip()), "")


def _given(texts: Sequence[str], mapping: TableMapping) -> dict[str, str]:
    return {field: text for field, text in zip(mapping.fields, texts, strict=True) if field}


def _is_indicator(given: Mapping[str, str]) -> bool:
    return any(given.get(field, "").strip() for field in ("name", "target", "actual"))


def merged(form: Form, edition: Edition, rows: Sequence[TableRow], fallback: str = "") -> tuple[Form, list[str]]:
    """The form with the rows of a table, and their ids.

    A row whose name is already there in its 二级指标 takes the cells that hold something, any other is added. Groups
    are found by name or made. Rows without the names of groups go into the 二级指标 ``fallback``, or are left out.
    """
    homes: list[str] = []
    for row in rows:
        form, home = _home(form, edition, row, fallback)
        homes.append(home)
    known = _ids_by_name(form)
    ids = [_taken(known.get((home, _bare(row.cells.get("name", ""))))) for home, row in zip(homes, rows, strict=True)]
    values = [{field: read_cell(field, text) for field, text in row.cells.items()} for row in rows]
    form = put_cells(
        form,
        {
            at.indicator(there, field): value
            for there, cells in zip(ids, values, strict=True)
            for field, value in cells.items()
            if there and value != ""
        },
    )
    for home in dict.fromkeys(filter(None, homes)):
        new = [place for place, there in enumerate(ids) if not there and homes[place] == home]
        form, made = append_rows(form, home, [values[place] for place in new])
        for place, one in zip(new, made, strict=True):
            ids[place] = one
    return form, [one for one in ids if one]


def _ids_by_name(form: Form) -> dict[tuple[str, str], list[str]]:
    """The ids of rows by their 二级指标 and name, each to be taken once."""
    known: dict[tuple[str, str], list[str]] = {}
    for row in indicator_rows(form):
        name = _bare(row.indicator.name)
        if name:
            known.setdefault((row.category.id, name), []).append(row.indicator.id)
    return known


def _taken(ids: list[str] | None) -> str:
    return ids.pop(0) if ids else ""


def _home(form: Form, edition: Edition, row: TableRow, fallback: str) -> tuple[Form, str]:
    if row.dimension:
        return with_category(form, edition, row.dimension, row.category)
    by_name = (c.id for dimension in form.indicators for c in dimension.categories if c.name == row.category)
    found = next(by_name, "") if row.category else fallback
    if found or not row.category:
        return form, found
    usual = next((spec.name for spec in edition.dimensions if row.category in spec.categories), "")
    return with_category(form, edition, usual, row.category) if usual else (form, fallback)
