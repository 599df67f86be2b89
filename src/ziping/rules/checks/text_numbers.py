"""T2, T3 and T10: figures of the goals against the table, against each other, and without an indicator."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from ziping.form import path as at
from ziping.form.indicators import IndicatorRow
from ziping.form.path import FieldPath
from ziping.rules.attainment import met
from ziping.rules.findings import Finding, finding
from ziping.rules.measure import read_measure
from ziping.rules.measure_words import HAN, in_base_unit
from ziping.rules.prose import Count, counts
from ziping.rules.prose_figures import Cores, Mention, mentions
from ziping.rules.quantity import Measure, quantity_text
from ziping.rules.subject import Subject

_FIELDS = (("expected", "target"), ("achieved", "actual"))

# --- T2


def contradictions(subject: Subject) -> Iterator[Finding]:
    """T2: a figure of a goal is not that of its indicator, or a count of 大类 or 小类 is another elsewhere.

    预期目标 is compared with 年度指标值, 实际完成情况 with 实际完成值. A figure that is named several times contradicts
    only if none of its mentions, nor their sum, is the table's.
    """
    cores = Cores((row.indicator.id, row.indicator.name) for row in subject.rows)
    rows = {row.indicator.id: row for row in subject.rows}
    for goal, value in _FIELDS:
        said: defaultdict[str, list[Mention]] = defaultdict(list)
        for mention in mentions(getattr(subject.form.goal, goal)):
            spoken_of = set(cores.rows(mention))
            if len(spoken_of) == 1:  # of two indicators with one core neither is meant for sure
                said[spoken_of.pop()].append(mention)
        for row, told in said.items():
            yield from _against_table(subject, rows[row], (goal, value), told)
    yield from _areas(subject)
    yield from _classes(subject)
    yield from _named_places(subject)


def _against_table(
    subject: Subject, row: IndicatorRow, fields: tuple[str, str], told: list[Mention]
) -> Iterator[Finding]:
    goal, value = fields
    text: str = getattr(row.indicator, value)
    measure = read_measure(text)
    alike = [mention for mention in told if _same_kind(mention.count, measure)] if measure.quantities else told
    if (
        not alike
        or not all(mention.own for mention in alike)
        or _agrees(row, measure, [each.count for each in alike])
    ):
        return
    shown = text if measure.quantities else row.indicator.target
    source = getattr(subject.form.goal, goal)
    count = alike[0].count
    yield finding(
        "T2",
        at.goal(goal),
        source[count.start : count.end],
        where=subject.label(goal),
        other=subject.where(at.indicator(row.indicator.id, value if measure.quantities else "target"), row),
        table=shown.strip(),
    )


_NO_PIECES = re.compile(r"[%秒月元米亩吨批组期]|工作日|平方米|立方米|公里|公顷|[大中小]类|批次|人次|件次")


def _same_kind(count: Count, measure: Measure) -> bool:
    """Whether a figure is in the unit of a value; forms that know but one unit print 个 for whatever is counted."""
    if len(measure.quantities) != 1:
        return False
    one, other = _base(count.unit), _base(measure.quantities[0].unit)
    return one == other or (other == "个" and _NO_PIECES.fullmatch(one.partition("/")[0]) is None)


def _base(unit: str) -> str:
    return in_base_unit(unit)[1]


def _size(count: Count) -> Fraction:
    return Fraction(count.number) * in_base_unit(count.unit)[0]


def _agrees(row: IndicatorRow, measure: Measure, found: list[Count]) -> bool:
    sizes = [_size(count) for count in found]
    if measure.quantities:
        quantity = measure.quantities[0]
        there = Fraction(quantity.number) * in_base_unit(quantity.unit)[0]
        return there in sizes or sum(sizes) == there or measure.approximate
    # 达成指标 in the table: what the text says must reach the target.
    target = read_measure(row.indicator.target)
    if (
        len(target.quantities) != 1
        or measure.kind == "empty"
        or not all(_same_kind(count, target) for count in found)
    ):
        return True
    return any(
        met(target, read_measure(f"{count.number:f}{count.unit}"), row.indicator.name) is not False for count in found
    )


def _areas(subject: Subject) -> Iterator[Finding]:
    """787.98平方米 here, 778.98平方米 there: areas measured to the decimal that nearly agree are one area."""
    for goal, value in _FIELDS:
        text = getattr(subject.form.goal, goal)
        written = [count for count in counts(text) if _base(count.unit) == "平方米" and not count.rough]
        for row in subject.rows if written else ():
            quantities = read_measure(getattr(row.indicator, value)).quantities
            if len(quantities) != 1 or _base(quantities[0].unit) != "平方米":
                continue
            area = quantities[0].number
            slip = next((count for count in written if _nearly(count.number, area)), None)
            if slip is not None and all(count.number != area for count in written):
                yield finding(
                    "T2",
                    at.goal(goal),
                    text[slip.start : slip.end],
                    where=subject.label(goal),
                    other=subject.where(at.indicator(row.indicator.id, value), row),
                    table=quantity_text(quantities[0]),
                )


def _nearly(one: Decimal, other: Decimal) -> bool:
    """Whether two decimals differ by less than 5 %; round figures may be two things."""
    return one % 1 != 0 and other % 1 != 0 and abs(one - other) * 20 < other


_CLASS_UNITS = {"大类", "中类", "小类"}


def _classes(subject: Subject) -> Iterator[Finding]:
    """5大类40小类 here, 52小类 there; a place that names several numbers of them speaks of several systems."""
    places: list[tuple[FieldPath, str, dict[str, set[Decimal]]]] = []
    for path, text, row in _class_texts(subject):
        numbers: defaultdict[str, set[Decimal]] = defaultdict(set)
        for count in counts(text):
            if count.unit in _CLASS_UNITS and not count.rough:
                numbers[count.unit].add(count.number)
        places.append((path, subject.where(path, row), numbers))
    for unit in sorted(_CLASS_UNITS):
        known = [(path, where, numbers[unit]) for path, where, numbers in places if len(numbers.get(unit, ())) == 1]
        for _, where, there in known[1:]:
            first_path, first_where, first = known[0]
            if there != first:
                yield finding(
                    "T2",
                    first_path,
                    f"{min(first):f}{unit}",
                    where=first_where,
                    other=where,
                    table=f"{min(there):f}{unit}",
                )
                break


def _class_texts(subject: Subject) -> Iterator[tuple[FieldPath, str, IndicatorRow | None]]:
    for field in ("expected", "achieved"):
        yield at.goal(field), getattr(subject.form.goal, field), None
    for row in subject.rows:
        for field in ("name", "target", "actual"):
            text = getattr(row.indicator, field)
            if "类" in text:
                yield at.indicator(row.indicator.id, field), text, row


def _named_places(subject: Subject) -> Iterator[Finding]:
    """Two centres named (江桥、封浜指挥中心), three counted; only lists that begin with the unit's own place are sure."""
    home = _home(subject)
    text = subject.form.goal.expected
    if not home or f"{home}、" not in text:
        return
    for row in subject.rows:
        measure = read_measure(row.indicator.target)
        noun = _COUNTED.sub("", row.indicator.name)
        if noun == row.indicator.name or len(noun) < 3 or len(measure.quantities) != 1:
            continue
        found = re.search(rf"{re.escape(home)}(?P<others>(?:、[{HAN}]{{2,3}}){{1,8}}){re.escape(noun)}", text)
        if found is None or "等" in found["others"] or measure.operator not in {"", "=", "≥"}:
            continue
        if found["others"].count("、") + 1 != measure.quantities[0].number:
            yield finding(
                "T2",
                at.goal("expected"),
                found.group(),
                where=subject.label("expected"),
                other=subject.where(at.indicator(row.indicator.id, "target"), row),
                table=quantity_text(measure.quantities[0]),
            )


_COUNTED = re.compile(r"(?:建设|维护|运维|管理|改造|租赁|维修|装修|保障)?(?:数量|个数|数)$")
_AREA = re.compile(rf"(?:市|区|县|^)(?P<home>[{HAN}]{{2,3}})(?:镇|街道|乡)")


def _home(subject: Subject) -> str:
    """The name of the town: 江桥 of 上海市嘉定区江桥镇城市运行管理中心."""
    found = _AREA.search(subject.form.basic.unit) or _AREA.search(subject.form.basic.department)
    return found["home"] if found else ""


# --- T3

_PARAGRAPH = re.compile(r"[^。！？\n]+")
_PART_LEAD = re.compile(r"其中[：:，]?|[（(]")
_INNER = re.compile(r"[（(][^（）()]*[）)]")
_OPEN_END = re.compile(r"等|……|\.\.\.|主要|如|包括|包含|占|约|余|以上|近|部分")
_OVERLAP = re.compile(
    r"办结|结案|解决|满意|超期|逾期|按时|及时|整改|重点|新增|完成|涉及|未|已|通过|合格|达标|回访|有效|收回|主动|上报|立案|处置|处理|紧急|疑难|参与|重复|同比|较|比"
    r"|取得|获|发放|培训后|持证|党员|女|男性|本科|属于|派单|派遣|移交|转|退|核实|现场"
)
_PART_LABEL = re.compile(rf"[{HAN}A-Za-z0-9“”]+")


def sums_in_text(subject: Subject) -> Iterator[Finding]:
    """T3: a total and its parts (共120件，其中甲类80件，乙类30件) do not add up.

    Parts are those after 其中, or in brackets, in the unit of the figure right before. Sure is only a list of two or more
    kinds: 其中按时办结5430件 is no part of a whole, 等 leaves parts out, and a list that leaves out more than a quarter
    is a choice.
    """
    for field in ("expected", "achieved"):
        text = getattr(subject.form.goal, field)
        for sentence in _PARAGRAPH.findall(text):  # parts may be set apart by semicolons
            for total, parts in _splits(sentence):
                if _do_not_add_up(total, parts):
                    yield _sum_finding(subject, field, sentence, total, parts)


def _sum_finding(subject: Subject, field: str, text: str, total: Count, parts: list[Count]) -> Finding:
    shown = " + ".join(text[part.start : part.end] for part in parts)
    whole = text[total.start : total.end]
    added = sum((part.number for part in parts), Decimal(0))
    piece = text[total.start : parts[-1].end]
    return finding(
        "T3",
        at.goal(field),
        piece if len(piece) <= 40 else f"{piece[:38]}……",
        where=subject.label(field),
        total=f"{added:f}{parts[0].unit}",
        whole=whole,
        parts=shown,
    )


def _splits(text: str) -> Iterator[tuple[Count, list[Count]]]:
    """Each total of a sentence with the parts given for it; parts of parts, in brackets, are left out."""
    leads = list(_PART_LEAD.finditer(text))
    found = counts(text) if leads else ()
    ends = [count.end for count in found]
    for lead in leads:
        place = bisect_right(ends, lead.start())
        if place == 0:
            continue
        total, end = found[place - 1], _end_of_list(text, lead)
        between = text[total.end : lead.start()]
        if end < 0 or total.rough or len(between) > (0 if lead.group() in _BRACKET else 20):
            continue
        inner = [bracket.span() for bracket in _INNER.finditer(text, lead.end(), end)]
        listed = [count for count in found[place : place + _MOST_PARTS] if count.start < end]
        parts = _parts(text, lead.end(), listed, inner)
        if len(parts) >= 2 and all(_unit(part) == _unit(total) for part in parts):
            yield total, parts


_BRACKET = {"（", "("}
_MOST_PARTS = 20
_LONGEST_LIST = 400


def _end_of_list(text: str, lead: re.Match[str]) -> int:
    """Where the list ends that a lead opens: at its bracket, or at the next 其中; -1 for an open bracket."""
    limit = min(len(text), lead.end() + _LONGEST_LIST)
    if lead.group() in _BRACKET:
        closing = _CLOSING_BRACKET.search(text, lead.end(), limit)
        return closing.start() if closing is not None else -1
    place = text.find("其中", lead.end(), limit)
    return place if place >= 0 else limit


_CLOSING_BRACKET = re.compile("[）)]")


def _unit(count: Count) -> str:
    return in_base_unit(count.unit)[1]


def _parts(text: str, start: int, found: list[Count], inner: list[tuple[int, int]]) -> list[Count]:
    """The figures of a list as far as it goes: a label without gap, a figure, a comma; nothing where it stays open."""
    parts: list[Count] = []
    place = start
    for count in found:
        if any(first <= count.start < last for first, last in inner):
            continue
        label = _INNER.sub("", text[place : count.start]).strip("，、,；; 及和以为：:共有计）)")
        if count.rough or not _PART_LABEL.fullmatch(label) or len(label) > 12 or _OVERLAP.search(label):
            break
        parts.append(count)
        place = count.end
    after = text[place : place + 3] if parts else ""
    named = text[start : parts[-1].end] if parts else ""
    return [] if _OPEN_END.search(named) or re.match(r"[，、]?(?:等|……|…)", after) else parts


def _do_not_add_up(total: Count, parts: list[Count]) -> bool:
    whole = _size(total)
    added = Fraction(0)
    for number, part in enumerate(parts, start=1):
        added += _size(part)
        if added == whole and number > 1:
            return False  # the list ends here; what follows is something else
    return added > whole or added * 4 >= whole * 3


# --- T10

_PROMISE = re.compile(
    r"(?P<verb>聘用|招聘|招录|聘请|配备|配置|购置|购买|采购|添置|新建|改建|建设|安装|租赁|租用|开展|组织|举办|制作|印制|发放|培训|更换|新增)"
    rf"(?P<what>[{HAN}“”]{{0,12}})$"
)
_FILL = re.compile(r"(?:不少于|不低于|不超过|至少|约|共计|共|各类|各|全年|活动|工作)")
_NO_PROMISE = re.compile(r"每|已|原|去年|上年|现有|第|不超过|前|后|的")
_TIMES = {"%", "‰", "秒", "月", "工作日", "元"}
_MOST_PROMISES = 2


def promises_without_indicator(subject: Subject) -> Iterator[Finding]:
    """T10: the plan promises a number of something (购置 20 套终端) and no indicator has that number or that thing.

    Silent where any indicator shares a word of two characters with what is promised, or its number.
    """
    text = subject.form.goal.expected
    if not text or not subject.rows:
        return
    numbers = {quantity.number for row in subject.rows for quantity in read_measure(row.indicator.target).quantities}
    names = "，".join(row.indicator.name for row in subject.rows)
    told = 0
    for mention in mentions(text):
        promise = _promise(mention)
        if promise is None or mention.count.number in numbers or _shares_word(promise, names):
            continue
        start = mention.count.start - len(mention.before) + mention.before.rindex(_verb(mention))
        piece = text[start : mention.count.end + len(mention.after[:8])]
        yield finding("T10", at.goal("expected"), piece, where=subject.label("expected"))
        told += 1
        if told == _MOST_PROMISES:
            return


def _verb(mention: Mention) -> str:
    found = _PROMISE.search(mention.before)
    return found["verb"] if found else ""


def _promise(mention: Mention) -> str | None:
    """The words that say what is promised; nothing where the figure is no such promise."""
    found = _PROMISE.search(mention.before)
    if found is None or in_base_unit(mention.count.unit)[1].partition("/")[0] in _TIMES or mention.count.number < 1:
        return None
    if _NO_PROMISE.search(mention.before) or not mention.own:
        return None
    what = _FILL.sub("", found["what"]) + mention.after[:8]
    return what if len(what) >= 2 else None


def _shares_word(words: str, names: str) -> bool:
    return any(words[place : place + 2] in names for place in range(len(words) - 1))
