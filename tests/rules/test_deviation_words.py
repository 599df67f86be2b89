"""D9 in the words that clerks write: a cause with a measure is left alone, one without the other is told."""

from __future__ import annotations

import pytest

from one_row import findings_on

BOTH = """
因夜间案件集中，处置人手不足，2025年增加晚间巡查班次。
因夜间人手不足，增加晚间巡查班次
因汛期案件集中，已增派2名处置人员
因高空抛物取证时间长，加密夜间巡查频次
受台风影响部分点位停摆，调整巡查路线
因系统升级，部分工单延误；优化派单流程
因退休2人未及时补招，补充网格员2名
因材料审核时间较长，提前一个月收集材料
因下雨取消户外活动，改为线上宣传
因热线回访率偏低，由每周回访改为每日回访
因人员变动较大，建立交接台账
因部门职责交叉，完善联勤联动机制
因新进队员业务不熟，培训新进队员
由于新队员不熟悉流程，开展业务培训4次
因多部门推诿，明确首问责任人
因承办单位处置偏慢，督促承办单位按时反馈
因夜间值班人员不足，落实双人值守
因案件数量增加，次年调整人员配置
因供应商供货延迟，2025年更换供应商
受道路施工影响，下一年重新设点位
夜间人手紧张，明年增派人手
设备老化，故障频发，更新监控设备
汛期积水点多，抽调人员驻点值守
居民知晓率不高，扩大宣传范围
因满意度问卷回收较少，延长回收时间
因疑难案件协调困难，邀请职能部门现场会商
因审批流程长，简化内部审批环节
因考核标准未明确，修订考核办法
人员空缺3名，计划于二季度补招
原因：节假日客流较大。对策：安排节假日值班
"""
ONE_ONLY = """
因汛期案件集中
因人手不足，未及时处置
受预算调整影响，活动场次减少
由于政策调整，案件数增加
因疫情反复，增加了工作量
因场地有待落实，活动延期
居民对处置流程不够明确，满意度较低
因培训计划推迟，人员不足
制度未完善，人员未到位
因居民外出，问卷回收数量较少
因2024年增加了3个小区，处置时间偏长
系统建设推进缓慢，点位减少
加强巡查和督促
下一步增派人手
"""


def told(deviation: str) -> list[str]:
    row = {"name": "案件办结率", "target": "≥98%", "actual": "96.04%", "score": "4.90", "deviation": deviation}
    return [found.rule for found in findings_on("质量指标", row)]


@pytest.mark.parametrize("deviation", BOTH.split("\n")[1:-1])
def test_a_cause_with_a_measure_is_left_alone(deviation: str) -> None:
    assert told(deviation) == []


@pytest.mark.parametrize("deviation", ONE_ONLY.split("\n")[1:-1])
def test_a_cause_without_a_measure_or_a_measure_without_a_cause_is_told(deviation: str) -> None:
    assert told(deviation) == ["D9"]
