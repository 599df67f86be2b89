"""T1, T8, T9 and T11: goals that say the same, a word typed wrong, trouble admitted, and goals that say too little."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ziping.form import path as at
from ziping.form.path import FieldPath
from ziping.rules.findings import Finding, finding
from ziping.rules.homophones import easily_mistaken
from ziping.rules.measure_words import HAN
from ziping.rules.prose import PLAIN, items, sentences
from ziping.rules.subject import Subject

GOALS = ("expected", "achieved")

# --- T1

NEARLY_THE_SAME = 0.93
"""Share of three-character pieces in common (Dice) from which two texts say the same."""
_TENSE = re.compile(rf"已经|已|将|全年|均|都|了|拟|[^{HAN}A-Za-z0-9]")
_NUMBERS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")


def same_goals(subject: Subject) -> Iterator[Finding]:
    """T1: 实际完成情况 is 预期目标 over again, but for 已, 全年 and the like; silent where its figures are its own."""
    expected, achieved = (getattr(subject.form.goal, field).translate(PLAIN) for field in GOALS)
    one, other = _TENSE.sub("", expected), _TENSE.sub("", achieved)
    if not one or not other or _NUMBERS.findall(expected) != _NUMBERS.findall(achieved):
        return
    if likeness(one, other) >= NEARLY_THE_SAME:
        where, first = subject.label("achieved"), subject.label("expected")
        yield finding("T1", at.goal("achieved"), achieved.strip()[:20], where=where, other=first)


def likeness(one: str, other: str) -> float:
    """How much two texts have in common, from 0 to 1, by their pieces of three characters; short ones only if equal."""
    if one == other:
        return 1.0
    if min(len(one), len(other)) < 20:
        return 0.0
    pieces, others = (Counter(text[place : place + 3] for place in range(len(text) - 2)) for text in (one, other))
    return 2 * (pieces & others).total() / (pieces.total() + others.total())


# --- T8

_RUN = re.compile(rf"[{HAN}]{{4,}}")
_GRAMMAR = frozenset(
    "的地得了着过和与及或以已于在再为未是时有又由而对等到被把并其此各该将可也都就从向由至人上下不无非"
)
_NUMERALS = frozenset("一二三四五六七八九十百千万亿零两半甲乙丙丁东南西北")
_VERB_PAIRS = (
    "完善提升提高保障落实推进加强健全优化强化规范巩固深化拓展组织支付配置维护实施协调督促改善确保增强促进开展发挥"
)
_VERBS = frozenset(_VERB_PAIRS[place : place + 2] for place in range(0, len(_VERB_PAIRS), 2))
_ALONE = frozenset("建设购租聘修付制办开新改用装置查补印发推扩护施到督展组提加保进升高强化")
"""Characters that are good verbs on their own, so that a missing neighbour proves nothing."""
_NO_SLIP = _GRAMMAR | _NUMERALS
_MOST_PAIRS = 3


def mistyped_words(subject: Subject) -> Iterator[Finding]:
    """T8: a phrase is one character off another of the same form, and the two are easily typed for one another.

    视屏系统 and 视频系统 sound alike; 善智能 lacks the 完 that an item elsewhere has. Other differences make other words
    (巡查人员, 巡防人员) and are left alone.
    """
    texts = [(path, text) for path, text in _texts(subject) if text]
    for wrong, right in [*_swapped(texts), *_cut_short(texts)][:_MOST_PAIRS]:
        where, other = _where(subject, wrong[0]), _where(subject, right[0])
        yield finding("T8", wrong[0], wrong[1], where=where, other=other, phrase=right[1])


Phrase = tuple[FieldPath, str]
"""A piece of a text and the field it stands in."""


def _texts(subject: Subject) -> Iterator[Phrase]:
    for field in GOALS:
        yield at.goal(field), getattr(subject.form.goal, field)
    yield at.basic("project_name"), subject.form.basic.project_name
    for row in subject.rows:
        yield at.indicator(row.indicator.id, "name"), row.indicator.name


def _where(subject: Subject, path: FieldPath) -> str:
    row = next((row for row in subject.rows if row.indicator.id == path.row), None)
    if row is not None and path.field == "name":
        return f"三级指标{subject.row_name(row)}"
    return subject.where(path, row)


def _swapped(texts: list[Phrase]) -> Iterator[tuple[Phrase, Phrase]]:
    """Phrases of four characters with one other character inside; the one nearer the top first, each pair once."""
    runs = [run for _, text in texts for run in _RUN.findall(text)]
    phrases = dict.fromkeys([run[place : place + 4] for run in runs for place in range(len(run) - 3)])
    ends = dict.fromkeys([run[-4:] for run in runs])
    beginnings = {end[:2] for end in ends}
    near_ends = [phrase for phrase in phrases if phrase[:2] in beginnings]
    told: set[frozenset[str]] = set()
    # With two characters after it a slip shows in the middle of a phrase; nearer the end only there.
    for gap, some, all_ in ((1, phrases, phrases), (2, ends, near_ends), (3, ends, near_ends)):
        likes = {phrase[:gap] + phrase[gap + 1 :]: phrase for phrase in some}
        for phrase in [each for each in all_ if likes.get(each[:gap] + each[gap + 1 :], each) != each]:
            other = likes[phrase[:gap] + phrase[gap + 1 :]]
            pair = frozenset((phrase[gap], other[gap]))
            if pair not in told and not pair & _NO_SLIP and easily_mistaken(*pair):
                told.add(pair)
                yield (_place(texts, phrase), phrase), (_place(texts, other), other)


def _place(texts: list[Phrase], phrase: str) -> FieldPath:
    return next(path for path, text in texts if phrase in text)


def _cut_short(texts: list[Phrase]) -> Iterator[tuple[Phrase, Phrase]]:
    """Items that begin with half of the verb that an item elsewhere begins with: 善智能 for 完善智能."""
    openings: list[Phrase] = [(path, words) for path, text in texts for words in _openings(text)]
    whole = {words[2:5]: (path, words) for path, words in reversed(openings) if words[:2] in _VERBS}
    for path, words in openings:
        there, meant = whole.get(words[1:4], (path, ""))
        if words[0] in meant[:2] and words[0] not in _ALONE and words[:2] != meant[:2]:
            yield (path, words[:3]), (there, meant[:4])


def _openings(text: str) -> Iterator[str]:
    """The first characters of each sentence and list item, as far as they are Chinese; of a name, of the whole."""
    places: Iterable[int] = (0,)
    if len(text) > _LONGEST_NAME:
        places = dict.fromkeys(
            [*(sentence.start for sentence in sentences(text)), *(item.end for item in items(text))]
        )
    for place in places:
        found = _OPENING.match(text, place)
        if found is not None:
            yield found["words"]


_LONGEST_NAME = 40
_OPENING = re.compile(rf"[\s”“\"]{{0,3}}(?P<words>[{HAN}]{{4,6}})")

# --- T9

_ADMITTED = re.compile(
    r"(?P<piece>一定程度上|(?:被|受到|予以)(?:[^，。；]{0,8})(?:处罚|通报|扣分|约谈|问责)|通报批评|处罚|未及时|不及时|未能|未完成|未达[到成标]|未按[时期]|尚未"
    r"|没有完成|滞后|延期|推迟|拖延|延误|不到位|有待[提加完改进]|有所欠缺|存在(?:一定|明显|较大)?(?:的)?(?:不足|差距|问题|短板|滞后)|仍[有存]|进度偏慢|进展缓慢"
    r"|效果不(?:佳|明显|理想))"
)
_WORK_ON_IT = re.compile(
    r"对|针对|避免|防止|杜绝|减少|解决|消除|督促|督办|督查|整改|改善|克服|纠正|发现|排查|预防|降低|减轻|缓解|查处|弥补|改变|提醒|催办|无|没有|未发生|未出现"
    r"|未被|不存在|不再|整治|治理|化解|行政处罚|处罚[0-9案率决]|作出|执法|应对|如(?![期下实])|若|凡|防范|严禁|清单|问题[的]?.{0,6}(?:得到|已)|隐患|投诉"
)


def trouble_admitted(subject: Subject) -> Iterator[Finding]:
    """T9: 实际完成情况 admits a shortcoming while every indicator has full marks; told once.

    Shortcomings of others that the work dealt with (督促整改未及时清运的垃圾) are no admission.
    """
    if not subject.rows or not all(_full(row.indicator.weight, row.indicator.score) for row in subject.rows):
        return
    text = subject.form.goal.achieved
    for sentence in sentences(text):
        for clause in re.split(r"[，,：:]", sentence.text):
            found = _ADMITTED.search(clause)
            if found is not None and (found["piece"] == "一定程度上" or not _WORK_ON_IT.search(clause)):
                yield finding("T9", at.goal("achieved"), found["piece"], where=subject.label("achieved"))
                return


def _full(weight: object, score: object) -> bool:
    return not isinstance(weight, str) and not isinstance(score, str) and weight == score


# --- T11

SHORTEST = 20
_A_SUM = re.compile(
    r"[¥￥]?[0-9][0-9,]*(?:\.[0-9]+)?\s?(?:万|亿)?元?|[0-9.]+[%％]"
    r"|全年|本年|年度|年|预算|资金|总额|金额|支出|执行|完成|使用|拨付|支付|项目|经费|安排|实际|共计|合计|总计|共|计|其中|当年|财政|拨款|投入|为|了|率|数|已|的|上年"
    r"|结转|其他|总|初|调整|后|达到|达|约|人民币|费用|专项|本级"
)
_SIGNS = re.compile(rf"[^{HAN}A-Za-z0-9]")
_MONEY = re.compile(r"[0-9]\s?(?:万|亿)?元")


def thin_goals(subject: Subject) -> Iterator[Finding]:
    """T11: a goal is shorter than 20 characters, or holds a sum of money and nothing else."""
    for field in GOALS:
        text: str = getattr(subject.form.goal, field)
        length = len(_SIGNS.sub("", text)) and len("".join(text.split()))
        if not length:
            continue
        if length < SHORTEST:
            trouble = f"只有 {length} 个字（“{text.strip()}”），说明不了做了什么"
        elif _MONEY.search(text) and len(_SIGNS.sub("", _A_SUM.sub("", text))) < 6:
            trouble = f"只写了金额（“{text.strip()[:20]}”），没有写工作内容"
        else:
            continue
        yield finding("T11", at.goal(field), text.strip()[:20], where=subject.label(field), trouble=trouble)
