"""Blocks of cells as the clipboard carries them between this program, Excel, WPS and browsers: plain text and HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape
from html.parser import HTMLParser

Block = tuple[tuple[str, ...], ...]
"""Rows of texts, all of one length; line ends inside a text are ``\\n``."""

_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"(?=[\t\n]|\Z)')
_PLAIN = re.compile(r"[^\t\n]*")
_SPACES = re.compile(r"([ \t\n\r\f]+)")
_MOST_SPANNED = 200


def read_block(text: str, html: str = "") -> Block:
    """What was copied: HTML knows of merged cells and cells of several lines, plain text knows every blank and tab."""
    plain, rich = read_text(text), read_html(html) if html else ()
    if not rich:
        return plain
    if [len(row) for row in plain] != [len(row) for row in rich]:
        return rich
    pairs = (zip(*rows, strict=True) for rows in zip(plain, rich, strict=True))
    return tuple(tuple(one if one.split() == other.split() else other for one, other in row) for row in pairs)


def read_text(text: str) -> Block:
    """Lines of cells with tabs between them; a cell in quotes may hold tabs, line ends and doubled quotes."""
    text = _one_kind_of_line_end(text)
    rows: list[list[str]] = []
    at, row = 0, list[str]()
    while at < len(text):
        quoted = _QUOTED.match(text, at)
        found = quoted or _PLAIN.match(text, at)
        assert found is not None
        row.append(quoted[1].replace('""', '"') if quoted else found[0])
        at = found.end() + 1
        if text[found.end() : at] != "\t":
            rows.append(row)
            row = []
        elif at == len(text):
            row.append("")
    return _even([*rows, row] if row else rows)


def _one_kind_of_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _even(rows: Sequence[Sequence[str]]) -> Block:
    width = max(map(len, rows), default=0)
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def block_text(block: Block) -> str:
    """The block as plain text; a single cell just as it is, for a field of another program.

    A line end that such a cell ends with is doubled, because office programs put one after what they copy.
    """
    if len(block) == 1 and len(block[0]) == 1:
        (text,) = block[0]
        return text + "\n" if text.endswith("\n") else text
    return "".join("\t".join(map(_quoted, row)) + "\n" for row in block)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if re.search(r'["\t\n]', text) else text


def block_html(block: Block) -> str:
    """The block as an HTML table; white space that HTML would swallow is written as character references."""
    rows = ("<tr>" + "".join(f"<td>{_escaped(text)}</td>" for text in row) + "</tr>" for row in block)
    return "<table>" + "".join(rows) + "</table>"


def _escaped(text: str) -> str:
    lines = escape(text).replace("\t", "&#9;").replace("\f", "&#12;").split("\n")
    return "<br>".join(re.sub("^ | $|(?<= ) ", "&#32;", line) for line in lines)


def read_html(html: str) -> Block:
    """The cells of the first table, nothing where there is none.

    A merged cell has its text in its first place and is empty in the others. Nothing outside the text is looked at.
    """
    reader = _TableReader()
    reader.feed(html)
    reader.close()
    return _even(reader.rows)


class _TableReader(HTMLParser):
    """Collects the cells of the first table; a table inside a cell is text of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.rows: list[list[str]] = []
        self._depth = 0
        self._done = False
        self._cell: _CellText | None = None
        self._spans = (1, 1)
        self._taken: dict[int, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
        elif self._depth == 1 and not self._done and tag in {"tr", "td", "th"}:
            self._end_cell()
            if tag == "tr" or not self.rows:
                self._begin_row()
            if tag != "tr":
                given = dict(attrs)
                self._spans = (_span(given.get("rowspan")), _span(given.get("colspan")))
                self._cell = _CellText()
        elif self._cell is not None and tag == "br":
            self._cell.break_line()
        elif self._cell is not None and tag in {"p", "div", "tr", "li"}:
            self._cell.begin_paragraph()

    def handle_endtag(self, tag: str) -> None:
        if self._depth == 1 and tag in {"td", "th", "tr", "table"}:
            self._end_cell()
        if tag == "table" and self._depth:
            self._depth -= 1
            self._done = self._done or self._depth == 0

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.add(data)

    def handle_entityref(self, name: str) -> None:
        known = unescape(f"&{name};")
        self._verbatim(" " if name == "nbsp" else f"&{name}" if known == f"&{name};" else known)

    def handle_charref(self, name: str) -> None:
        digits, base = (name[1:], 16) if name[:1] in {"x", "X"} else (name, 10)
        code = int(digits, base) if len(digits) < 9 else 0
        self._verbatim(chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\ufffd")

    def _verbatim(self, text: str) -> None:
        if self._cell is not None:
            self._cell.add_verbatim(text)

    def _begin_row(self) -> None:
        self.rows.append([])
        self._taken = {column: rows - 1 for column, rows in self._taken.items() if rows > 1}

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        row, (down, across) = self.rows[-1], self._spans
        while len(row) in self._taken:
            row.append("")
        if down > 1:
            self._taken |= dict.fromkeys(range(len(row), len(row) + across), down)
        row += [_one_kind_of_line_end(self._cell.text), *[""] * (across - 1)]
        self._cell = None


class _CellText:
    """The text of a cell as a browser would show it: runs of blanks are one, paragraphs begin a line."""

    def __init__(self) -> None:
        self.text = ""
        self._before = ""
        """What comes between the text so far and the next: nothing, a blank, or a line end."""

    def add(self, source: str) -> None:
        for part in _SPACES.split(source):
            if _SPACES.fullmatch(part):
                self._before = self._before or " "
            elif part:
                self.add_verbatim(part)

    def add_verbatim(self, text: str) -> None:
        if self.text and not (self._before == " " and self.text.endswith("\n")):
            self.text += self._before
        self._before = ""
        self.text += text

    def break_line(self) -> None:
        self.text += "\n"
        self._before = ""

    def begin_paragraph(self) -> None:
        self._before = "\n" if self.text and not self.text.endswith("\n") else ""


def _span(value: str | None) -> int:
    """A colspan or rowspan, kept within reason."""
    digits = (value or "").strip()
    return min(max(int(digits), 1), _MOST_SPANNED) if digits.isascii() and digits.isdigit() and len(digits) < 9 else 1
