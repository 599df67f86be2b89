"""What the name of a 三级指标 tells about its value: a rate, a price, people counted (terms of CHECKS.md and DOMAIN.md).

Chinese names end in what they measure (工单按时办结率, 意外伤害保障单价), so most patterns look at the end; what stands
before decides the exceptions: 投诉 are better fewer, 投诉处理 are not.
"""

from __future__ import annotations

import re

from ziping.rules.measure import folded_text

_TAIL = re.compile(r"(?:\([^()]*\)|[\s:：。.；;，,、%()])+$")


def plain_name(name: str) -> str:
    """The name without spaces, and without brackets and signs at its end: 群众满意度（%） → 群众满意度."""
    folded = folded_text(name)
    return _TAIL.sub("", folded) or folded


def _ends(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words})$")


# --- rates and degrees

_NO_RATE = _ends(r"效率|速率|汇率|功率|倍率|分辨率|利率|税率|费率|心率|曲率|斜率|折扣率|概率|表率|草率")
_RATE = _ends(r"率|比例|占比|百分比")
_FREQUENCY = _ends(r"频率")


def is_rate(name: str) -> bool:
    """Whether the value is a share in %: …率, …比例; 效率 and 频率 are not."""
    return bool(_RATE.search(name)) and not _NO_RATE.search(name) and not is_frequency(name)


def is_frequency(name: str) -> bool:
    """Whether the value is a number of times in a while: …频率."""
    return bool(_FREQUENCY.search(name))


_SATISFACTION = _ends(r"满意(?:度|率|程度|比例|占比)")
_DISSATISFIED = re.compile(r"不满意|未满意|满意[度率]?(?:下降|降低|降幅|偏差|差距)")


def is_satisfaction(name: str) -> bool:
    """Whether the value says how content people are: 群众满意度."""
    return bool(_SATISFACTION.search(name)) and not _DISSATISFIED.search(name)


_AT_MOST_100 = _ends(
    r"满意率|满意度|合格率|覆盖率|知晓率|知晓度|达标率|及时率|准确率|正确率|完好率|完整率|优良率|优秀率|良好率|通过率|在线率|在岗率"
    r"|到岗率|到位率|见勤率|出勤率|到场率|办结率|结案率|立案率|解决率|处置率|处理率|响应率|回复率|回访率|公开率|合规率|规范率"
    r"|整改率|修复率|排除率|参评率|联系率|运行率|落实率|匹配度|匹配率|契合率|契合度|符合率|一致率|准点率|按时率|达到率"
    r"|投入使用率|履约率|上线率|可用率|回收率|建档率|归档率|签收率|占比"
)
_MAY_PASS_100 = re.compile(r"提升|提高|增长|增加|上升|降低|下降|增幅|变化|同比|环比|超额")


def at_most_100(name: str) -> bool:
    """Whether a percentage over 100 makes no sense; 完成率, 增长率 and 利用率 may pass it."""
    return bool(_AT_MOST_100.search(name)) and not _MAY_PASS_100.search(name)


_LESS_IS_BETTER = re.compile(
    r"投诉|故障|事故|差错|错误|失误|违规|违纪|违法|违约|超支|逾期|延误|缺陷|流失|缺勤|空置|损耗|漏损|退单|返工|重复|伤亡|死亡|发病|感染"
    r"|失业|贫困|离职|闲置|误报|漏报|丢包|中断|成本|支出|费用|能耗|排放|污染|污损|破损|损坏|不合格|不达标|不满意"
)
_SHARES = _ends(
    r"比率|比例|占比|百分比|下浮率|折旧率|分摊率|自付率|补贴率|报销率|补助率|退税率|控制率|留存率|绿化率|容积率|回报率|收益率|入账率"
)
_PASS_MARK = _ends(r"得分|评分|分数|成绩|考核分|合格分")


def is_better_more(name: str) -> bool:
    """Whether a rate or mark is one to reach at least: 达标率, 满意度, 考核得分; shares that are laid down are not."""
    if _PASS_MARK.search(name):
        return True
    if is_satisfaction(name):
        return True
    return (
        is_rate(name) and not _SHARES.search(name) and not (_LESS_IS_BETTER.search(name) and not _EASED.search(name))
    )


# --- money

_MONEY = r"成本|单价|价格|造价|总价|租金|(?:成本|费用|经费|支出|预算|造价|价格)控制(?:数|额)|开支"
_COST = _ends(rf"(?:{_MONEY}|人均经费|人均费用)(?:金额|总额|数额|水平)?|(?:成本|造价|费用|支出|经费|预算)控制率")
_COST_AMONG_COSTS = _ends(r"(?:经费|支出|费用?|标准)(?:金额|总额|数额|标准)?")
_GAIN = re.compile(
    r"收入|节约|节省|节支|减少|降低|下降|压缩|压降|压减|核减|审减|收购|出售|销售|交易|拍卖|监测|公示|咨询|测算|效益|最低|生均|达标|有效|合理|合规"
    r"|规范"
)
_SPENT_WELL = re.compile(
    r"争取|引入|引进|撬动|筹集|投入|募集|征收|追回|挽回|发放|补贴|补助|救助|慰问|拨付|支付|缴纳|到位|扶持|奖励|资助|捐"
)
"""Money that is better more: brought in, or given to those it is meant for."""


def is_cost(name: str, *, among_costs: bool = False) -> bool:
    """Whether the value is money spent, better less; ``among_costs``: the row stands under 成本指标."""
    if _GAIN.search(name):
        return False
    return bool(_COST.search(name)) or (
        among_costs and bool(_COST_AMONG_COSTS.search(name)) and not _SPENT_WELL.search(name)
    )


_PRICE = _ends(r"(?:单价|价格)(?:标准|水平)?")
_CONTROL = _ends(r"单价|造价|(?:成本|费用|经费|支出|预算|造价|价格|金额|资金)控制[数额]")
_SPENDING = _ends(r"(?:成本|经费|费用|支出)(?:金额|总额)?")
_PAYING = re.compile(r"支付|缴纳|缴付|发放|拨付|补贴|保障|核定|审核|编制|测算|结算|分析|核算|归集|事项|控制数量")
_PEOPLE_CONTROL = re.compile(r"人员控制|编制|人数|车辆控制|数量控制|次数")


def is_price(name: str) -> bool:
    """Whether the value is the price of one: 采购单价."""
    return bool(_PRICE.search(name))


def is_controlled_money(name: str, *, among_costs: bool) -> bool:
    """Whether only a sum of money can stand here: 成本控制数, 单价, and under 成本指标 also 经费 and the like."""
    if _PEOPLE_CONTROL.search(name) or _PAYING.search(name):
        return False
    return bool(_CONTROL.search(name)) or (among_costs and bool(_SPENDING.search(name)))


# --- failures, waits, quantities, people

_EASED = re.compile(
    r"受理|处理|办理|处置|办结|结案|办复|查处|查办|查获|排查|排除|整治|整改|解决|化解|调处|调解|监测|监控|检测|监督|巡查|巡检|检查|核查|演练|发现"
    r"|打击|纠正|抢修|维修|修复|应对|应急|预防|防范|防控|减少|下降|降低|压降|压减|回访|回复|答复|接听|接处|接报|处罚|拆除|治理|稽查|追究|审理"
    r"|执法|分析|研判|报告|保险|模拟|调查|统计|上报|报送|响应|救援|赔付|理赔|无|零|间隔|及时|达标|合格|完成|满意|覆盖|培训|宣传|教育|清理"
    r"|劝阻|制止|引导|公开|公示|评估|预警|识别|消除|恢复|处臵"
)
_FAILURE = _ends(
    r"(?:投诉|故障|事故|差错|错误|失误|违规|违纪|违约|超支|逾期|缺陷|伤亡|死亡|退单|返工|不满意|不合格|流失|缺勤|空置|损耗|负面舆情|信访|上访)"
    r"(?:事件|案件|行为|情况|问题|工单|人员)?(?:的?发生)?(?:次数|件数|起数|人数|总数|总量|数量|数|量|率|频次|频率|比例|占比)?"
)
_WAIT = _ends(
    r"(?:响应|处置|处理|办理|办结|到场|到达|修复|抢修|等候|等待|排队|审批|审核|答复|回复|反馈|恢复)(?:平均)?(?:时间|时长|时限|用时|耗时)"
    r"|平均用时|耗时"
)


_CASES = re.compile(r"案件|工单|信访|上访|违规|违纪|违约")


def is_failure(name: str, *, among_quantities: bool = False) -> bool:
    """Whether failures or complaints are counted, better fewer; handling them (投诉处理) is not.

    ``among_quantities``: the row stands under 数量指标, where 违规案件数 counts the work done.
    """
    if not _FAILURE.search(name) or _EASED.search(name):
        return False
    return not (among_quantities and _CASES.search(name))


def is_wait(name: str) -> bool:
    """Whether a time people wait is measured, better short: 响应时间."""
    return bool(_WAIT.search(name))


_ACQUIRED = re.compile(
    r"聘用|招聘|招录|录用|聘请|雇用|配备|配置|建设|新建|建成|购置|购买|采购|添置|制作|印制|编印|发放|安装|慰问|资助|救助|培训|演练|开展|举办"
)
_CAPPED = re.compile(
    r"控制|限额|限制|上限|超|缺|离职|流失|空|退|损|报废|闲置|剩余|未|违|欠|投诉|故障|事故|差错|失误|人均|平均|每|会议|编制|周期|时间|时长"
    r"|间隔|差|误|率|比|费|价|成本|支出|经费|金额|资金|距离|能耗|占|减|降|库存|重复|变更|返"
)


def is_to_reach(name: str) -> bool:
    """Whether a quantity is to be reached: 聘用队员数量, 购置设备数; what is to be kept low is not."""
    return bool(_ACQUIRED.search(name)) and not _CAPPED.search(name)


_PEOPLE = _ends(
    r"(?:人员|队员|督员|监督员|信息员|网格员|巡查员|巡防员|协管员|辅助员|保洁员|志愿者|工作者|社工|职工|员工|学生|学员|教师|医生|护士|民警|辅警"
    r"|特保|保安|老人|儿童|居民|村民|群众|干部|专家|党员|专员|骨干)(?:配备|配置|聘用|招聘|在岗|到岗)?(?:人数|数量|总数|规模|名额|数)?|人数"
)
_NO_PEOPLE = re.compile(r"(?:成员单位|机器人|法人)")


def counts_people(name: str) -> bool:
    """Whether persons are counted: 聘用联勤队员数量, 培训人数; 志愿者服务站 are not persons."""
    return bool(_PEOPLE.search(name)) and not _NO_PEOPLE.search(name)
