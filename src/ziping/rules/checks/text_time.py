"""T6 and T7: years that are not the form's, plans told as done and deeds told as planned."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ziping.form import path as at
from ziping.form.path import FieldPath
from ziping.rules.findings import Finding, finding
from ziping.rules.measure import read_measure
from ziping.rules.prose import PLAIN, Span, sentences
from ziping.rules.subject import Subject

GOALS = ("expected", "achieved")

# --- T6

_BASIS = r"(?:行动计划|规划|行动方案|工作方案|实施方案|纲要|计划)"
_PERIOD = re.compile(
    r"(?P<from>20[0-9]{2})\s?年?\s?(?:[-—–~～－]{1,2}|至|到)\s?(?P<to>20[0-9]{2})\s?年?"
    rf"(?P<after>[）)]?[^，。；\n]{{0,12}}{_BASIS}|[）)]》)?"
)
_FIVE_YEARS = re.compile(r"[“\"]?十(?P<number>[二三四五六])五[”\"]?(?:时期|期间)?[^，。；\n]{0,12}?(?:规划|纲要)")
_BRACKETED = re.compile(
    r"《[^《》]{0,80}》|[〔\[（(]\s?20[0-9]{2}\s?(?:年[^（）()]{0,8})?[〕\]）)]\s?(?:第?\s?[0-9]{1,5}\s?号)?"
)
"""Titles and document numbers name the year of the document, not of the work."""
_YEAR = re.compile(r"(?<![0-9.])(?P<year>20[0-9]{2})\s?年(?P<after>度?)")
_OTHER_TIMES = re.compile(
    r"较|比|同比|相比|同期|对比|基础上|以来|至今|自20|从20|截至|截止|结转|结余|上年|去年|往年|历年|延续|跨年|续签|尾款|余款|质保|合同|协议|签订|服务期"
    r"|有效期|租赁期|印发|出台|发布|颁布|制定|修订|文件|通知|成立|建成|启用|投用|投入使用|购入|购买的|下一?年|明年|次年|来年|下一步|今后|未来|规划|起"
    r"|三年|五年|-20|—20|至20|～20|~20|立项|批复|获评|荣获|被评|创建|验收的|采购的|建设的|欠|遗留|滚动"
)
_TO_COME = re.compile(r"将|拟|计划|继续|筹备|准备|基础")
_PROJECT_OF_OTHER_TIMES = re.compile(r"尾款|余款|结转|续|质保|跨年|欠|-|—|至|～|~|届|以前|历年|清算|结算")


def years_of_the_form(subject: Subject) -> Iterator[Finding]:
    """T6: a year in a text is not the form's, or a basis document's period is over; each piece is told once.

    Only a sentence that speaks of no other time counts, and only while the text does not name the right year as well:
    forms compare with last year and cite documents of their own years.
    """
    year = subject.form.basic.year
    if not isinstance(year, int):
        return
    told: set[str] = set()
    for path, text, where in _texts(subject):
        for piece, trouble, advice in (*_ended(text, year), *_strange(text, year)):
            if piece not in told:
                told.add(piece)
                yield finding("T6", path, piece, where=where, trouble=trouble, advice=advice, year=str(year))
    yield from _late_rows(subject, year)


def _texts(subject: Subject) -> Iterator[tuple[FieldPath, str, str]]:
    name = subject.form.basic.project_name
    if not _PROJECT_OF_OTHER_TIMES.search(name):
        yield at.basic("project_name"), name, subject.label("project_name")
    for field in GOALS:
        yield at.goal(field), getattr(subject.form.goal, field).translate(PLAIN), subject.label(field)


def _ended(text: str, year: int) -> Iterator[tuple[str, str, str]]:
    advice = "请核对依据是否仍然有效，有新文件的改用新文件。"
    for found in _PERIOD.finditer(text):
        if found["after"] and int(found["to"]) < year:
            piece = f"{found['from']}-{found['to']}年"
            yield piece, f"到 {year} 年已经期满", advice
    for found in _FIVE_YEARS.finditer(text):
        end = 2005 + 5 * "一二三四五六".index(found["number"]) + 5
        if end < year:
            yield found.group(), f"到 {year} 年已经期满（{end} 年止）", advice


def _strange(text: str, year: int) -> Iterator[tuple[str, str, str]]:
    outside = _BRACKETED.sub(lambda title: "《" * len(title.group()), text)
    if str(year) in outside:
        return
    for sentence in sentences(outside):
        if _OTHER_TIMES.search(sentence.text):
            continue
        for found in _YEAR.finditer(sentence.text):
            if int(found["year"]) > year and _TO_COME.search(sentence.text):
                continue
            piece = f"{found['year']}年{found['after']}"
            yield piece, f"不是本表的 {year} 年度", f"请核对年份；应为 {year} 年的请改正。"


def _late_rows(subject: Subject, year: int) -> Iterator[Finding]:
    """A deadline in a year before the form's: 2022年12月31日前 in a form of 2023."""
    for row in subject.rows:
        date = read_measure(row.indicator.target).date
        if date is not None and date.year is not None and date.year < year:
            path = at.indicator(row.indicator.id, "target")
            yield finding(
                "T6",
                path,
                row.indicator.target,
                where=subject.where(path, row),
                trouble=f"早于本表的 {year} 年度",
                advice=f"请核对年份；应为 {year} 年的请改正。",
                year=str(year),
            )


# --- T7

_DONE = (
    r"(?:聘用|招聘|招录|购置|购买|采购|建设|建成|开展|组织|举办|完成|实施|制定|修订|建立|配备|安装|更换|维护|推进|加强|提升|提高"
    r"|支付|租赁|签订|印发|落实)"
)
_FUTURE = re.compile(
    r"(?<!必)(?<!即)(?P<piece>将(?:会|要|于|进一步|继续|持续|不断|逐步|陆续|全面|力争|努力|着力|重点|按时|按期|定期|适时|尽快)"
    rf"|(?:(?<=^)|(?<=[，。；：、\n]))(?:项目|中心|本年|今年|年内|全年|我[镇街区处单]位?)?将{_DONE}(?![的人及和与、])"
    rf"|(?<![模虚草比])拟(?:于|在)?{_DONE})"
)
_OUTLOOK = re.compile(
    r"下一步|下步|接下来|今后|未来|后续|明年|来年|次年|下一?年|下阶段|日后|改进|整改|原计划|原定|原拟|计划将|如将|承诺|要求|规定|约定|约好|方案|目标"
    r"|《|“[^”]{0,20}将"
)
_PAST = re.compile(
    r"(?:(?<=^)|(?<=[，。；：\n、）)]))"
    rf"(?P<piece>(?:全年|年内|目前|现|均|本年度?)?(?:均|都)?已(?:经|全部|顺利|如期|按时|按期)?{_DONE})(?![^，。；：\n]{{0,20}}[的后])"
)
_BACKGROUND = re.compile(
    r"目前|现有|现已|前期|此前|去年|上年|往年|历年|截至|截止|[0-9]{4}年|基础|原|如果|若|鉴于|由于|随着|前期|之后|之上|上一|以来|近年|背景"
)


def tense(subject: Subject) -> Iterator[Finding]:
    """T7: 将 or 拟 in what was done, 已 in what is planned; told once a goal.

    将 also means 把 (将建议集中到系统), so only where it can but speak of the future; an outlook to the next year is
    allowed in what was done, and what was there before is allowed in a plan.
    """
    goal = subject.form.goal
    plans = _first(goal.achieved, _FUTURE, _OUTLOOK, _next_year(subject))
    if plans:
        advice = "已经做了的请写“已……”，还没有做的请写明情况。"
        yield finding(
            "T7", at.goal("achieved"), plans, where=subject.label("achieved"), reads="还没有做", advice=advice
        )
    deeds = _first(goal.expected, _PAST, _BACKGROUND, None)
    if deeds:
        advice = "打算做的请写“将……”或直接写做什么。"
        yield finding(
            "T7", at.goal("expected"), deeds, where=subject.label("expected"), reads="已经做完", advice=advice
        )


def _next_year(subject: Subject) -> str | None:
    year = subject.form.basic.year
    return str(year + 1) if isinstance(year, int) else None


def _first(text: str, slip: re.Pattern[str], excuse: re.Pattern[str], year: str | None) -> str:
    """The first slip in a sentence without an excuse, with the words after it; empty where there is none."""
    before = Span(0, "")
    for sentence in sentences(text):
        excused = excuse.search(sentence.text) or (year is not None and year in sentence.text)
        found = None if excused or _OUTLOOK_GOES_ON.search(before.text) else slip.search(sentence.text)
        if found is not None:
            start = found.start("piece")
            return sentence.text[start : max(found.end("piece"), start + 10)].rstrip("，。；、\n")
        before = sentence
    return ""


_OUTLOOK_GOES_ON = re.compile(r"(?:下一步|下步|接下来|今后|下阶段|改进措施)[^。]{0,12}[：:\n]$")
