"""Which words of a form explain something: a deduction, a low 执行率, a changed budget (for D3–D9 of CHECKS.md)."""

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

_CAUSE = re.compile(
    r"原因|因|由于|受.{0,20}影响|影响|导致|所致|致使|造成|鉴于|不足|未能|未及时|未达|未按|未到位|困难|滞后|延迟|延期|推迟|偏[高低多少长慢]"
    r"|较[高低多少长慢晚差大弱]|离职|减少|增加|变更|调整|取消|疫情|暴雨|台风|汛期|高温|雨水|不够|不到位|不及时|不[高强熟齐]|缺乏|短缺|空缺|紧张"
    r"|有限|频[发繁]|故障|老化|损坏|辞职|退休|流失|请假|有待|存在"
)
_DONE_WELL = (
    "及时|按计划|落实|完善|建立|健全|加强|优化|明确|推进|协调|规范|合理|严格"
    "|补充|确保|提高|提升|做好|细化|到位|增加|调整|更新|培训"
)
_LACKING = re.compile(
    rf"(?:未|没有?|不)(?:能|曾|够|予|得到|有效|充分|完全|全面|严格|太|是很)*(?:{_DONE_WELL})"
    rf"|(?:有待|尚待|亟待|尚需|仍需|还需)(?:于)?(?:进一步|继续|持续)?(?:{_DONE_WELL})"
    rf"|(?:{_DONE_WELL})(?:的)?(?:难度|困难|不[力足够到及]|缓慢|滞后|延[迟期误]|推迟|较[慢晚差])"
)
"""What was not done is a cause, though it names what a measure would do: 未及时, 有待完善, 推进缓慢."""
_MEASURE = re.compile(
    r"措施|改进|整改|下一步|下阶段|今后|下一?年|明年|次年|来年|以后|后续|将|拟|加强|加大|加快|加密|完善|优化|督促|建立|健全|提高|提升|推进|继续"
    r"|尽快|尽早|确保|细化|强化|落实|做好|避免|合理|规范|严格|协调|跟踪|争取|压实|及时|增派|增配|增聘|增补|增设|扩充|调配|抽调|轮班|轮岗|错峰"
    r"|计划(?:于|在|安排|开展|增|采取|组织|通过|明|下|20\d\d|[一二三四]季度)"
)
_CAUSE_CLAUSE = re.compile(r"(?:(?<!原)因(?!此)|由于|受|鉴于)[^，。；,;\n]*")
_CHANGE = re.compile(
    r"(?:^|[，。；：、,;:\s（()）.]|已|现|并|再|会|要|应|需|可|年|月|季度|起|中心|街道|镇|通过|采取|进行|及时|适当|对[^，。；]{1,12})"
    r"(?:增加|新增|调整|补充|补招|补足|提前|改为|改由|改用|改成|明确|培训|开展|组织|安排|更换|更新|修订|制定|简化|缩短|邀请|联系|对接|排查|延长|扩大|采用)"
    r"(?!了?(?:的|工作量|难度|成本|负担|压力|支出|频繁|较|后$))[^，。；,;\n]{2,}"
)
"""A verb that begins a clause and has an object is a measure (增加晚间巡查班次); 案件数增加 and 增加了工作量 are causes."""
_CHANGED_TO = re.compile(r"(?:改为|改由|改用)[^，。；,;\n]{2,}")


def is_empty_talk(text: str) -> bool:
    """Whether a text says nothing: 无, 正常, /, 按计划完成, 偏差原因：无；改进措施：无."""
    bare = re.sub(r"[;；,，.。、!！:：\s]", "", _LABEL.sub("", folded_text(text)))
    return len(bare) <= _LONGEST_TALK and _EMPTY_TALK.fullmatch(bare) is not None


def is_about_money(text: str) -> bool:
    """Whether a text speaks of money, and so may explain 执行率 or the budget wherever it stands."""
    return _ABOUT_MONEY.search(text) is not None


def tells_cause(text: str) -> bool:
    """Whether a 偏差原因 names a cause, in whatever words."""
    return _CAUSE.search(text) is not None


def tells_measure(text: str) -> bool:
    """Whether a 偏差原因 names something done or to be done about it; what was left undone is none."""
    bare = _LACKING.sub("", text)
    if _MEASURE.search(bare):
        return True
    rest = _CAUSE_CLAUSE.sub("", bare)
    return (_CHANGE.search(rest) or _CHANGED_TO.search(rest)) is not None


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
