"""The goal texts taken apart: sentences, clauses, list items, and numbers with their units (DOMAIN.md §1, CHECKS.md).

A number is a quantity only with a unit that things are counted or measured in. Years, dates, document numbers
(〔2020〕17号), hotlines (12345), levels (三级), phone and house numbers (142号) have none, so they are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ziping.form.amount import tidy
from ziping.rules.measure_words import HAN

PLAIN = {0xFF10 + digit: 0x30 + digit for digit in range(10)} | {ord("％"): ord("%"), ord("．"): ord(".")}
"""Full-width digits and % as plain ones; the length of a text stays, so that places in it hold."""

_SENTENCE = re.compile(r"[^。；;！？!?\n]+[。；;！？!?\n]?")
_CLAUSE_END = re.compile(r"[，,。；;：:！？!?、\n（(）)]")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text and where it begins."""

    start: int
    text: str


@lru_cache(maxsize=64)
def sentences(text: str) -> tuple[Span, ...]:
    """The parts between full stops, semicolons and line breaks, each with its own end mark."""
    return tuple(Span(found.start(), found.group()) for found in _SENTENCE.finditer(text))


def clause_before(text: str, place: int, *, longest: int = 40) -> str:
    """What stands between the last punctuation mark before a place and the place; cut to ``longest`` characters."""
    piece = text[max(0, place - longest) : place]
    cut = max((found.end() for found in _CLAUSE_END.finditer(piece)), default=0)
    return piece[cut:]


def words_after(text: str, place: int, *, longest: int = 20) -> str:
    """The Chinese characters that follow a place without a break; at most ``longest``."""
    found = _HAN_RUN.match(text, place, min(len(text), place + longest))
    return found.group() if found else ""


_HAN_RUN = re.compile(rf"[{HAN}]+")

# --- numbers with units

_UNIT = (
    r"(?P<unit>(?:万|亿|百万|千万)?(?:"
    r"元(?:[/／](?:人|次|场|天|年|月|件|套|个|台|户|平方米|㎡|㎡·天|课时|小时))?|人次|件次|车次|批次|场次|篇次|平方米|平方公里|㎡|m²|立方米|平米|公里|千米"
    r"|公顷|亩|吨|公斤|个?工作日|个?小时|分钟|个月|大类|中类|小类|课时|学时"
    r"|人(?![民员大工力才口民事居为社])|名(?![称单义额])|个(?![人性体案别])|件|次(?![日月年序生级])|场(?![所地馆景面])"
    r"|套(?!餐)|台(?![账风湾])|辆|处(?![警理置罚分于长室级])|条(?![例款件])|份(?!额)|座(?![谈椅])|间(?!隔)|家(?![庭长具园])"
    r"|户(?![外籍口])|批|册|张|块(?!链)|支(?![付持出部队])|项|类(?![型别似])|篇|幅|只|艘|株|棵|盏|根|组(?![织长成建])"
    r"|期(?![间限内末满])|天(?![然])|村|路(?![段口由灯])|幢|栋|公顷|米|岗|头|顶|副|把|面(?![积])|本(?![年次市区镇])|起(?![草点到])"
    r")|[%‰])"
)
_COUNT = re.compile(
    r"(?<![A-Za-z0-9.,第〔\[〕#])(?<![0-9]，)(?P<number>[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])|[0-9]{1,12})(?P<part>\.[0-9]{1,6})?"
    rf"(?![0-9])\s?(?P<more>[余多几])?\s?{_UNIT}"
)
_ROUGH = re.compile(r"(?:约|近|大约|左右|[0-9][-~—～至到]|[0-9]%[-~—～至到])$")


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its unit in a text; ``rough`` where it is no exact figure (约30名, 3000余件, 10-15名)."""

    start: int
    end: int
    number: Decimal
    unit: str
    rough: bool


@lru_cache(maxsize=64)
def counts(text: str) -> tuple[Count, ...]:
    """The quantities of a text in their order."""
    plain = text.translate(PLAIN)
    found = []
    for match in _COUNT.finditer(plain):
        after = plain[match.end() : match.end() + 2]
        rough = bool(match["more"] or _ROUGH.search(plain[max(0, match.start() - 3) : match.start()]))
        found.append(
            Count(
                match.start(),
                match.end(),
                tidy(Decimal(match["number"].replace(",", "") + (match["part"] or ""))),
                match["unit"].replace("／", "/"),
                rough or after in {"左右", "以上", "以下", "以内"} or after[:1] in {"余", "多"},
            )
        )
    return tuple(found)


# --- list items

_HAN_NUMBER = r"二十|[一二三四五]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_ITEM = re.compile(
    r"(?:(?<=[\n。；;：:！？，,”\"\s])|^)(?P<marker>"
    rf"[（(](?P<brackets>[0-9]{{1,2}}|{_HAN_NUMBER})[）)]"
    r"|(?P<half>[0-9]{1,2})[）)]"
    rf"|(?P<dot>[0-9]{{1,2}})[.．、。](?=\s*[{HAN}“《（\"])"
    rf"|(?P<han>{_HAN_NUMBER})、(?![一二三四五六七八九十])"
    r"|(?P<ring>[①-⑳])"
    rf"|(?P<is>{_HAN_NUMBER})是(?=[{HAN}])"
    rf"|第(?P<nth>{_HAN_NUMBER})[，,、])"
)
_KINDS = ("brackets", "half", "dot", "han", "ring", "is", "nth")
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}


@dataclass(frozen=True, slots=True)
class Item:
    """The number of a list item as written (``marker``: （一）, 1. or ①), its value, and the sign that ends it.

    ``family`` is shared by markers that may stand for each other by mistake (1. and 1、 and 1。).
    """

    start: int
    marker: str
    number: int
    family: str
    sign: str

    @property
    def end(self) -> int:
        """Where the text of the item begins."""
        return self.start + len(self.marker)


@lru_cache(maxsize=64)
def items(text: str) -> tuple[Item, ...]:
    """The numbered items of a text in their order, of all levels."""
    return tuple(_item(found) for found in _ITEM.finditer(text.translate(PLAIN)))


def _item(found: re.Match[str]) -> Item:
    kind = next(name for name in _KINDS if found[name])
    marker, digits = found["marker"], found[kind]
    number = ord(digits) - 0x245F if kind == "ring" else han_number(digits)
    family = f"{kind}:{'digits' if digits.isdecimal() else 'han'}"
    return Item(found.start("marker"), marker, number, family, marker.replace(digits, "", 1))


def han_number(digits: str) -> int:
    """The value of a numeral up to 99, in Arabic or Chinese digits."""
    if digits.isdecimal():
        return int(digits)
    tens, ten, ones = digits.partition("十")
    if not ten:
        return _DIGITS[digits]
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)


def han_numeral(number: int) -> str:
    """A number from 1 to 99 in Chinese digits."""
    names = " 一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return (names[tens] if tens > 1 else "") + ("十" if tens else "") + names[ones].strip()
