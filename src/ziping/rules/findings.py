"""What a finding is, and the one catalogue of rules: severity, wording, reason (ids: CHECKS.md)."""

from __future__ import annotations

from dataclasses import dataclass

from ziping.form import path as at
from ziping.form.path import FieldPath
from ziping.rules.rule import SEVERITY_NAMES, Rule, Severity
from ziping.rules.wording_indicators import INDICATORS
from ziping.rules.wording_texts import TEXTS

__all__ = ["CATALOGUE", "SEVERITY_NAMES", "Finding", "Severity", "cure_path", "finding"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem (问题): the rule, how grave, where, the offending value as shown, what is wrong, why, how to mend it.

    ``acknowledged`` is the note with which it was answered 已核对, None while it is open.
    """

    rule: str
    severity: Severity
    path: FieldPath
    value: str
    message: str
    why: str
    fix: str
    acknowledged: str | None = None


CORE: dict[str, Rule] = {
    "F1": Rule("error", "{where}未填写", "这是自评表的必填内容。", "请填写{field}。"),
    "F3": Rule(
        "error",
        "分值合计为 {total} 分，{gap}",
        "各指标分值合计 {shared} 分，加上执行率 {execution} 分，总分值必须是 100 分。",
        "{advice}",
    ),
    "F4": Rule(
        "error",
        "原表印的总分是“{value}”，计算结果是 {computed}",
        "总分 = 执行率得分 + 各指标得分之和。",
        "请核对各项得分；数据无误时以计算结果 {computed} 为准。",
    ),
    "F5": Rule(
        "error",
        "原表印的评分等级是“{value}”，计算结果是“{computed}”",
        "评分等级由总分得出：{reason}。",
        "请核对总分；数据无误时以计算结果“{computed}”为准。",
    ),
    "F6": Rule(
        "error",
        "原表印的{field}是“{value}”，三项来源之和是 {computed}",
        "年度资金总额 = 当年财政拨款 + 上年结转资金 + 其他资金。",
        "请核对三项来源的{column}；数据无误时以合计 {computed} 为准。",
    ),
    "F7": Rule(
        "error",
        "原表印的{field}是“{value}”，计算结果是 {computed}",
        "{reason}",
        "请核对预算数和执行数；数据无误时以计算结果 {computed} 为准。",
    ),
    "F8": Rule(
        "error",
        "{where}的得分 {value} {relation}",
        "每项指标的得分应在 0 到分值之间。",
        "请把得分改为{limit}。",
    ),
    "F9": Rule(
        "warning",
        "{where}的全年执行数 {value} {unit}超过全年预算数 {budget} {unit}",
        "执行数一般不超过预算数；超过时执行率得分仍以满分 {execution} 分为限。",
        "请核对全年预算数（是否漏了调整）和全年执行数；确有超支的，请在偏差原因中说明。",
    ),
    "F10": Rule(
        "error",
        "{where}的全年预算数为 0{detail}",
        "执行率 = 全年执行数 ÷ 全年预算数，预算数为 0 时无法计算，执行率得 0 分。",
        "请核对三项资金来源的全年预算数，填写实际的预算。",
    ),
    "F11": Rule("error", "{where}“{value}”{trouble}", "{reason}", "{advice}"),
    "F14": Rule(
        "warning",
        "{where}{several}沿用去年，还没有确认",
        "从去年的表带过来的内容，今年不一定还对。",
        "{request}，不对的直接改；都对的按“{confirmation}”。",
    ),
    "F15": Rule(
        "error",
        "{where}“{value}”{trouble}",
        "年度印在表的标题下面，“年度”二字由表样印出；汇总和各年对比也按它分开。",
        "请改为资金使用的年份，只写四位数字，例如 2024。",
    ),
    "X2": Rule(
        "error",
        "{where}中有打印不出的字符：{characters}",
        "打印用的字体里没有这些字符，打印时以 □ 代替。",
        "请改用其他字或删去这些字符。",
    ),
}


CATALOGUE: dict[str, Rule] = CORE | INDICATORS | TEXTS
_EXPLAINED_IN = {"D4": at.goal("achieved"), "D6": at.goal("achieved")}
"""Rules about a figure that may well be right: what is missing is a word on it elsewhere."""


def cure_path(found: Finding) -> FieldPath:
    """The field in which a finding is mended: its own, or the one where an explanation is missing."""
    return _EXPLAINED_IN.get(found.rule, found.path)


def finding(rule: str, path: FieldPath, value: str, *, severity: Severity | None = None, **facts: str) -> Finding:
    """A finding of a rule, its wording filled in with ``value`` and the facts.

    ``severity`` is given where a rule is graver or milder in one case than the catalogue says.
    """
    entry = CATALOGUE[rule]
    facts = {"value": value, **facts}
    return Finding(
        rule=rule,
        severity=severity or entry.severity,
        path=path,
        value=value,
        message=entry.message.format(**facts),
        why=entry.why.format(**facts),
        fix=entry.fix.format(**facts),
    )
