"""Which words of a form explain something: a deduction, a low 执行率, a changed budget (for D3, D4, D6, D8 of CHECKS.md)."""

from __future__ import annotations

import re

from ziping.rules.measure import folded_text
from ziping.rules.subject import Subject

_LABEL = re.compile(r"(?:偏差)?(?:原因)?(?:分析)?(?:及|和|与)?(?:改进|整改)?(?:措施|原因|情况|说明)[:为是]?")
_EMPTY_TALK = re.compile(
    r"(?:无|没有|暂无|不适用|无偏差|不存在偏差|没有偏差|无变化|正常|一切正常|运行正常|基本正常|良好|较好|(?:已|均|已经|正常|按[时期]|按计划|顺利|全部)*完成"
    r"|(?:已|已经|正常|均)*(?:达成|达标|实现)(?:指标|目标)?|略|同上?|空|没|na|n/a|none|no|[-—–/\\_*×√])*",
    re.IGNORECASE,
)
_LONGEST_TALK = 40

_MONEY = r"资金|经费|预算|款项?|财政|费用|支出|结算|尾款|合同|中标|招标|采购|审价|审计"
_LOW_RATE = re.compile(
    r"执行率(?:仅|只|较|偏|不|低|未|没)|未(?:能|及时|全部|完全|足额|按[时期])?(?:支付|执行|支出|使用完|用完|付款|付清|结算|拨付|下达|到位)"
    r"|结余|剩余(?:资金|经费|预算|款)|(?:资金|经费|预算|款项?).{0,6}(?:剩余|沉淀|收回|上缴|退回)|节[约省](?:了)?(?:资金|经费|财政|成本|开支|支出)"
    r"|尾款|质保金|保证金|(?:中标|审定|合同|成交|实际).{0,6}(?:低于|小于|少于)|核减|审减|压减|压缩"
    r"|(?:支付|付款|拨付|结算|采购|招标|招投标|审价|审计|实施|建设|施工|工程|项目).{0,10}(?:延期|推迟|滞后|延迟|延后|较晚|放缓|暂停|取消|跨年|未完成)"
    r"|(?:次|下|明)一?年.{0,6}(?:支付|结算|付款)|跨年度?支付|(?:资金|经费|费用|支出|用量|人员|人数).{0,6}(?:减少|少于|低于)"
)
_BUDGET_MOVED = re.compile(
    r"(?:预算|资金|经费).{0,12}(?:调整|调增|调减|调剂|追加|追减|增加|减少|核减|核增|压减|压缩|缩减|削减|收回|统筹)"
    r"|(?:调整|调增|调减|调剂|追加|追减|增加|减少|核减|核增|压减|压缩|缩减|削减|收回|统筹).{0,8}(?:预算|资金|经费)|年中(?:调整|追加|新增)"
)
_ABOUT_MONEY = re.compile(_MONEY)


def is_empty_talk(text: str) -> bool:
    """Whether a text says nothing: 无, 正常, /, 按计划完成, 偏差原因：无；改进措施：无."""
    bare = re.sub(r"[;；,，.。、!！:：\s]", "", _LABEL.sub("", folded_text(text)))
    return len(bare) <= _LONGEST_TALK and _EMPTY_TALK.fullmatch(bare) is not None


def is_about_money(text: str) -> bool:
    """Whether a text speaks of money, and so may explain 执行率 or the budget wherever it stands."""
    return _ABOUT_MONEY.search(text) is not None


def explains_low_rate(subject: Subject) -> bool:
    """Whether any text tells why money was left over."""
    if _LOW_RATE.search(subject.form.goal.achieved):
        return True
    return any(_LOW_RATE.search(text) or is_about_money(text) for text in _deviations(subject))


def explains_new_budget(subject: Subject) -> bool:
    """Whether any text tells of a budget changed within the year."""
    texts = (subject.form.goal.expected, subject.form.goal.achieved, *_deviations(subject))
    return any(_BUDGET_MOVED.search(text) for text in texts)


def _deviations(subject: Subject) -> list[str]:
    texts = (reading.row.indicator.deviation for reading in subject.readings)
    return [text for text in texts if text.strip() and not is_empty_talk(text)]
