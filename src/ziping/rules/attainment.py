"""Whether an actual value reaches its target, and which side of a target is the better one (DOMAIN.md §4, §5)."""

from __future__ import annotations

import re
from calendar import monthrange
from fractions import Fraction
from typing import Literal

from ziping.rules.measure import folded_text
from ziping.rules.measure_words import MET_WORDS, MISSED_WORDS, PARTLY_WORDS, TIME_BASES, in_base_unit
from ziping.rules.quantity import Day, Measure, Quantity

Direction = Literal["higher", "lower", "equal"]
Status = Literal["achieved", "partly_achieved", "not_achieved"]

_FAILURES = re.compile(r"不满意|不合格|不达标|未完成|未达标")
_EASED = re.compile(
    r"处理|处置|办结|办理|修复|解决|回复|答复|整改|排除|查处|及时|满意|节约|节省|降低|下降|减少|压降"
    r"|达标|合格|完成|覆盖|回访|检查|培训|排查|消除|防范|准确|响应率"
)
"""投诉 are better fewer, 投诉办结 are not."""
_BURDENS = re.compile(
    r"投诉|故障|成本|单价|价格|造价|费用|支出|经费|开支|控制数|事故|差错|错误|失误|违规|违纪|违法|违约|超支|超时|超期|逾期"
    r"|拖欠|损耗|流失|缺勤|空置|退单|返工|重复率|缺陷|能耗|排放|污染|伤亡|死亡|舆情|信访"
)
_WAITS = re.compile(
    r"响应|修复|到场|到达|处置|处理|办理|办结|完成|反馈|恢复|解决|交付|整改|审核|审批|答复|回复|时限|用时|耗时|时效|及时|工期"
)
"""What a duration is the wait for; of 培训时间 or 服务期 the name does not tell whether shorter is better."""
_WAIT_NAMES = re.compile(r"响应时[间长]|时限|用时|耗时|工期")
_GAINS = re.compile(r"[率度数性]$|数量|面积|覆盖|合格|达标|满意|完成|建设|购置|配备|聘用|培训")

Pairs = tuple[tuple[Fraction, Fraction], ...]


def direction(indicator_name: str, measure: Measure) -> Direction | None:
    """Which side of a target is the better one.

    The operator tells, or the mark (24小时内); with ``=`` or none the indicator's name, where it tells. Else ``=`` is
    ``equal`` and a plain value nothing. A deadline is better early.
    """
    if measure.kind == "deadline" or measure.bound in {"≤", "<"}:
        return "lower"
    if measure.bound in {"≥", ">"}:
        return "higher"
    return _told_by(indicator_name, measure) or ("equal" if measure.operator == "=" else None)


def _told_by(name: str, measure: Measure) -> Direction | None:
    if _FAILURES.search(name) or _WAIT_NAMES.search(name):
        return "lower"
    if measure.kind == "duration":
        return "lower" if _WAITS.search(name) else None
    if not _EASED.search(name) and _BURDENS.search(name):
        return "lower"
    return "higher" if measure.kind == "percent" or _GAINS.search(name) else None


def status(actual: Measure) -> Status | None:
    """What the words of a qualitative actual say: 达成指标, 部分达成, 未达成."""
    if actual.kind != "qualitative":
        return None
    words = folded_text(actual.words)
    if MISSED_WORDS.match(words):
        return "not_achieved"
    if PARTLY_WORDS.match(words):
        return "partly_achieved"
    return "achieved" if MET_WORDS.fullmatch(words) else None


def met(target: Measure, actual: Measure, name: str) -> bool | None:
    """Whether the actual value of an indicator reaches its target; nothing where that cannot be told.

    Figures are compared pair by pair in a common unit; dates with dates; words only if they are those of a status or
    repeat the target. With ``=`` or no operator better is reached too, and more is better unless the name or a unit of
    time says otherwise. An actual that is a bound (90%以上) decides only what it leaves no doubt about.
    """
    if target.kind == "empty":
        return None
    said = status(actual)
    if said is not None:
        return said == "achieved"
    if target.date is not None and actual.date is not None:
        return _in_time(target.date, actual.date, before_target=target.before, before_actual=actual.before)
    if target.quantitative and actual.quantitative:
        return _figures_met(target, actual, name)
    return True if target.kind == actual.kind and _same_words(target, actual) else None


def _same_words(target: Measure, actual: Measure) -> bool:
    return folded_text(target.words) == folded_text(actual.words).removeprefix("已")


def _in_time(target: Day, actual: Day, *, before_target: bool, before_actual: bool) -> bool | None:
    if target == actual and before_target == before_actual:
        return True
    same_year = None in {target.year, actual.year}
    limit = _last_day(target, same_year)
    # 11月前 may mean before it begins or before it is over: in between nothing is certain.
    unclear = before_target and target.day is None
    last = _last_day(actual, same_year)
    if last < _first_day(target, same_year) or (last <= limit and not unclear):
        return True
    return False if not before_actual and _first_day(actual, same_year) > limit else None


def _first_day(date: Day, same_year: bool) -> tuple[int, int, int]:
    return (0 if same_year else date.year or 0, date.month or 1, date.day or 1)


def _last_day(date: Day, same_year: bool) -> tuple[int, int, int]:
    month = date.month or 12
    return (0 if same_year else date.year or 0, month, date.day or monthrange(date.year or 2024, month)[1])


def comparable(target: Measure, actual: Measure) -> Pairs | None:
    """The figures of target and actual in common units, pair by pair; nothing where units or their number differ."""
    goals, results = _in_base_units(target), _in_base_units(actual)
    if len(goals) != len(results):
        return None
    pairs = [_pair(goal, result) for goal, result in zip(goals, results, strict=True)]
    known = tuple(pair for pair in pairs if pair is not None)
    return known if len(known) == len(pairs) else None


def same_unit(one: Quantity, other: Quantity) -> bool:
    """Whether two figures count the same thing, though perhaps in another size (元 and 万元, 分钟 and 小时, 名 and 人)."""
    return _fits(in_base_unit(one.unit)[1], in_base_unit(other.unit)[1])


def _in_base_units(measure: Measure) -> list[tuple[Fraction, Fraction, str]]:
    figures = [(Fraction(quantity.number), *in_base_unit(quantity.unit)) for quantity in measure.quantities]
    if measure.kind != "duration":
        return [(number * factor, factor, base) for number, factor, base in figures]
    return [(sum((number * factor for number, factor, _ in figures), Fraction(0)), Fraction(1), figures[0][2])]


def _fits(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if short == long:
        return True
    if short.startswith("/"):
        return long == f"元{short}"  # 5000/场 means 元/场
    # 3个 and 3个街道 count the same; 人 and 人次, 元 and 元/人 do not.
    return bool(short) and long.startswith(short) and long[len(short)] not in "/次月" and long not in TIME_BASES


def _pair(
    goal: tuple[Fraction, Fraction, str], result: tuple[Fraction, Fraction, str]
) -> tuple[Fraction, Fraction] | None:
    if _fits(goal[2], result[2]):
        return goal[0], result[0]
    bare, other = (goal, result) if not goal[2] else (result, goal)
    # A number without unit is in the other's unit, unless 0.9 may mean 90% or 140 may mean 140万.
    if bare[2] or bare[1] != 1 or other[1] != 1 or other[2] in TIME_BASES or (other[2] == "%" and 0 < bare[0] <= 1):
        return None
    return goal[0], result[0]


def _figures_met(target: Measure, actual: Measure, name: str) -> bool | None:
    if actual.mark == "左右" or target.mark == "左右":
        return None
    goal = _goal(target, name)
    pairs = comparable(target, actual)
    if pairs is None:
        return _within_working_days(target, actual) if goal == "≤" else None
    results = [_reached(goal, of, by, actual.bound) for of, by in pairs]
    return False if False in results else None if None in results else True


def _goal(target: Measure, name: str) -> str:
    """The operator to be fulfilled: as written, else equal-or-better."""
    if target.bound not in {"", "="}:
        return target.bound
    toward = direction(name, target)
    if toward == "lower":
        return "≤"
    waits = target.kind == "duration" and in_base_unit(target.quantities[0].unit)[1] != "月"
    return "=" if waits and toward != "higher" else "≥"


_MIRRORED = {"≥": "≤", ">": "<", "≤": "≥", "<": ">"}


def _reached(goal: str, target: Fraction, actual: Fraction, bound: str) -> bool | None:
    """Whether a figure reaches its goal; ``bound`` is the operator that the actual itself carries."""
    if goal == "=":
        return True if actual == target and bound in {"", "="} else None
    if goal in {"≤", "<"}:
        return _reached(_MIRRORED[goal], -target, -actual, _MIRRORED.get(bound, ""))
    level = actual == target
    if bound in {"≤", "<"}:
        return False if actual < target or (level and (goal == ">" or bound == "<")) else None
    reached = actual > target or (level and (goal == "≥" or bound == ">"))
    return True if reached else None if bound in {"≥", ">"} else False


def _within_working_days(target: Measure, actual: Measure) -> bool | None:
    """Five working days never end before five days do; how much later they end depends on the calendar."""
    goal, result = _in_base_units(target)[0], _in_base_units(actual)[0]
    if (goal[2], result[2]) != ("工作日", "秒") or actual.bound not in {"", "=", "≤", "<"}:
        return None
    return True if result[0] <= goal[0] * 86_400 else None
