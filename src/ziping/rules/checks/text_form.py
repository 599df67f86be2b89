"""T4 and T5: numbers of list items, and punctuation, in the texts of the form."""

from __future__ import annotations

from collections.abc import Iterator

from ziping.form import path as at
from ziping.form.path import FieldPath
from ziping.rules.findings import Finding, finding
from ziping.rules.numbering import NumberingSlip, numbering_slips
from ziping.rules.punctuation import Kind, Slip, slips
from ziping.rules.subject import Subject

_MOST_NAMED = 3


def list_numbers(subject: Subject) -> Iterator[Finding]:
    """T4: the numbers of a list in a goal jump, repeat, go back or change their form; told once a goal."""
    for field in ("expected", "achieved"):
        text = getattr(subject.form.goal, field)
        found = numbering_slips(text)
        if found:
            trouble, advice = _numbering_words(found[0])
            yield finding(
                "T4",
                at.goal(field),
                found[0].item.marker,
                where=subject.label(field),
                trouble=trouble,
                advice=advice,
            )


def _numbering_words(slip: NumberingSlip) -> tuple[str, str]:
    before = f"“{slip.before.marker}”"
    if slip.trouble == "mix":
        return f"与前面的{before}写法不同", f"请统一写法，例如把{before}和“{slip.item.marker}”写成同一种。"
    advice = "请核对有没有漏掉或多出一项，再按顺序编号。"
    if slip.trouble == "jump":
        return f"与前面的{before}不连续", advice
    return ("重复了" if slip.trouble == "repeat" else f"排在{before}后面，次序不对"), advice


_KINDS: dict[Kind, tuple[str, str]] = {
    "ending": ("以“{}”结尾", "请把结尾改成句号。"),
    "no_end": ("结尾没有标点", "请在结尾加上句号。"),
    "quote": ("用了英文引号“{}”", "请改成中文引号“ ”，多余的删去。"),
    "comma": ("“{}”用了英文逗号", "请改成中文逗号“，”。"),
    "doubled": ("标点“{}”重叠", "请只留一个标点。"),
    "space": ("“{}”中间有空格", "请删去空格。"),
}


def punctuation(subject: Subject) -> Iterator[Finding]:
    """T5: a text ends in a comma or in nothing, or holds plain commas or quotes, doubled marks or stray spaces.

    All slips of a text are one finding, for one repair mends them all. 偏差原因 may end without a full stop.
    """
    for field in ("expected", "achieved"):
        yield from _of_text(at.goal(field), getattr(subject.form.goal, field), subject.label(field), whole=True)
    for row in subject.rows:
        if row.indicator.deviation:
            path = at.indicator(row.indicator.id, "deviation")
            yield from _of_text(path, row.indicator.deviation, subject.where(path, row), whole=False)


def _of_text(path: FieldPath, text: str, where: str, *, whole: bool) -> Iterator[Finding]:
    found = slips(text, whole=whole)
    if not found:
        return
    first = {slip.kind: slip for slip in reversed(found)}
    kinds = list(dict.fromkeys(slip.kind for slip in found))[:_MOST_NAMED]
    trouble = "，".join(_KINDS[kind][0].format(_shown(text, first[kind])) for kind in kinds)
    advice = "".join(_KINDS[kind][1] for kind in kinds)
    yield finding("T5", path, _shown(text, found[0]), where=where, trouble=trouble, advice=advice)


def _shown(text: str, slip: Slip) -> str:
    """The faulty piece; a comma or space with the characters beside it, so that it can be found."""
    if slip.kind == "no_end":
        return text.rstrip()[-6:]
    if slip.kind not in {"comma", "space", "doubled"}:
        return slip.piece
    end = slip.start + len(slip.piece)
    return text[max(0, slip.start - 2) : end + 2].replace("\n", "")
