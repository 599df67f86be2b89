"""The cells of a workbook's sheets straight from their XML: what they show, what is merged, nothing else.

Read as they stand in the file, so that neither a sheet that claims a million rows nor one merged cell over all of them
costs more than its bytes. Formulas, macros, links, pictures and styles other than number formats are not looked at.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple
from zipfile import ZipFile

from ziping.importers.shown import number_of, shown
from ziping.importers.workbook_parts import BookReader, PartReader, Parts, StringReader, StyleReader, whole

MOST_COLUMNS = 60
"""Cells with text that are read of a row."""
MOST_MERGED = 20_000
"""Merged cells that are read of a sheet."""
LONGEST_TEXT = 32_767
"""Characters that Excel allows in a cell."""
_MOST_TEXT = 5_000_000
_MOST_SHEETS = 100
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_CONTROL = re.compile(r"_x00([01][0-9A-Fa-f])_")
_TRUTH = {"1": "TRUE", "0": "FALSE"}


class Limits(NamedTuple):
    """How many rows and cells with text are read of a sheet; a form of 200 rows has 2,000 cells."""

    rows: int = 5_000
    cells: int = 50_000


_OF_A_FORM = Limits()


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What a cell shows and the figure behind it; ``trouble`` says in Chinese why it shows nothing that can be read."""

    row: int
    column: int
    text: str
    number: Decimal | None = None
    trouble: str = ""


@dataclass
class Sheet:
    """The cells of one sheet that show something, from 1 on; ``merged`` has the height and width at the first cell.

    ``omitted`` counts cells beyond the limits. What a person or a program has hidden is read as well: a sheet that is
    not ``visible``, ``hidden_rows`` and ``hidden_columns``.
    """

    name: str
    visible: bool = True
    cells: list[SheetCell] = field(default_factory=list)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    omitted: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def read_sheets(archive: ZipFile, limits: Limits = _OF_A_FORM) -> Iterator[Sheet]:
    """The sheets in their order; raises ``ImportFailed`` for a workbook whose parts can't be understood."""
    parts = Parts(archive)
    main = next(
        (name for kind, name in parts.related("", "").values() if kind == "officeDocument"), "xl/workbook.xml"
    )
    book, styles, strings = BookReader(), StyleReader(), StringReader()
    parts.read(main, book)
    related = parts.related(*posixpath.split(main))
    for kind, name in related.values():
        if kind == "styles":
            parts.read(name, styles)
        elif kind == "sharedStrings":
            parts.read(name, strings)
    for title, relation, visible in book.sheets[:_MOST_SHEETS]:
        kind, name = related.get(relation, ("", ""))
        if kind == "worksheet":
            reader = _SheetReader(Sheet(title, visible), styles, strings.texts, limits, since_1904=book.since_1904)
            parts.read(name, reader)
            yield reader.sheet


class _SheetReader(PartReader):
    """Cells and merged ranges of one sheet."""

    def __init__(
        self, sheet: Sheet, styles: StyleReader, strings: list[str], limits: Limits, *, since_1904: bool
    ) -> None:
        self.sheet, self._limits = sheet, limits
        self._styles, self._strings, self._since_1904 = styles, strings, since_1904
        self._row = self._column = 0
        self._rows = self._cells_of_row = self._length = 0
        self._reference = ""
        self._attributes: dict[str, str] = {}
        self._value: list[str] = []
        self._taking = self._aside = self._is_formula = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            self._find_place()
            self._row = whole(attributes.get("r", "")) or self._row + 1
            self._column = self._cells_of_row = 0
            if _is_hidden(attributes):
                self.sheet.hidden_rows.add(self._row)
        elif name == "col" and _is_hidden(attributes):
            last = min(whole(attributes.get("max", "")), MOST_COLUMNS)  # a form is not wider
            self.sheet.hidden_columns.update(range(whole(attributes.get("min", "")), last + 1))
        elif name == "f":
            self._is_formula = True
        elif name == "rPh":
            self._aside = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        self._taking = name == "v" or (name == "t" and not self._aside)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r", "")
        if not reference:
            self._find_place()
            self._column += 1
        self._reference, self._attributes = reference, attributes
        self._value, self._is_formula = [], False

    def _find_place(self) -> None:
        """Where the cell stands: put off until it is asked for, as most cells of a large sheet are blank."""
        place = _PLACE.fullmatch(self._reference)
        if place:
            self._row, self._column = int(place[2]), _column(place[1])
        elif self._reference:
            self._column += 1
        self._reference = ""

    def end(self, name: str) -> None:
        self._taking = False
        if name == "rPh":
            self._aside = False
        elif name == "c" and (self._value or self._is_formula):
            self._end_cell()

    def data(self, text: str) -> None:
        if self._taking:
            self._value.append(text)

    def _end_cell(self) -> None:
        self._rows += not self._cells_of_row
        self._cells_of_row += 1
        if self._rows > self._limits.rows or self._cells_of_row > MOST_COLUMNS or self._is_full():
            self.sheet.omitted += 1
            return
        text, number, trouble = self._shown("".join(self._value))
        if not text and not trouble:
            return
        self._length += len(text)
        if len(text) > LONGEST_TEXT:
            text, trouble = text[:LONGEST_TEXT], f"文字超过 {LONGEST_TEXT} 个字符，只读入前面的"
        self._find_place()
        self.sheet.cells.append(SheetCell(self._row, self._column, text, number, trouble))

    def _is_full(self) -> bool:
        return len(self.sheet.cells) >= self._limits.cells or self._length > _MOST_TEXT

    def _shown(self, raw: str) -> tuple[str, Decimal | None, str]:
        """The text a cell shows, its number, and what is wrong with it."""
        kind = self._attributes.get("t", "n")
        if not raw:
            return "", None, "" if kind == "str" else "是公式，文件里没有存它的结果，没有读入"
        if kind == "e":
            return "", None, f"是错误值 {raw[:20]}，没有读入"
        if kind == "s":
            index = whole(raw.strip(), -1)
            found = 0 <= index < len(self._strings)
            return (_clean(self._strings[index]), None, "") if found else ("", None, "里的文字找不到，没有读入")
        if kind == "b":
            return _TRUTH.get(raw, raw), None, ""
        number = number_of(raw) if kind == "n" else None
        if number is None:
            return _clean(raw), None, ""
        return (
            shown(number, self._styles.code(self._attributes.get("s", "")), since_1904=self._since_1904),
            number,
            "",
        )

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        one, other = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
        if one is None or other is None or len(self.sheet.merged) >= MOST_MERGED:
            return
        height, width = int(other[2]) - int(one[2]) + 1, _column(other[1]) - _column(one[1]) + 1
        if height > 0 and width > 0:
            self.sheet.merged[int(one[2]), _column(one[1])] = height, width


def _is_hidden(attributes: dict[str, str]) -> bool:
    return attributes.get("hidden") in {"1", "true"}


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def column_letters(column: int) -> str:
    """A column as a workbook names it: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _clean(text: str) -> str:
    """Text with plain line ends; a workbook writes control characters as ``_x000D_``."""
    plain = _CONTROL.sub(lambda found: chr(int(found[1], 16)), text) if "_x00" in text else text
    return plain.replace("\r\n", "\n").replace("\r", "\n")
