"""The words printed beside the fields of a 自评表, in the wordings met, however they are spaced, bracketed or widened."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ziping.editions.catalog import editions

LONGEST_LABEL = 60
"""Characters of a cell that may be a label."""
LONGEST_LINE = 1_000
"""Characters of a cell that may be a line of signatures."""
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BRACKETS = re.compile(r"\([^()]*\)")
_COLON = re.compile("[:：]")
_NUMBERING = re.compile(r"[一二三四五六七八九十]、")
_MARKS = ":;*.、"


def fold(text: str) -> str:
    """A label without white space, its full-width letters and brackets half-width; empty for what is too long for one."""
    return "" if len(text) > LONGEST_LABEL else "".join(text.translate(_HALF_WIDTH).split())


def bare(text: str) -> str:
    """A label without what may stand around its words: 其中：当年财政拨款（万元）： → 当年财政拨款."""
    return _bare(text) if len(text) <= LONGEST_LABEL else ""


@lru_cache(maxsize=10_000)
def _bare(text: str) -> str:
    words = _NUMBERING.sub("", fold(text).strip(_MARKS), count=1).removeprefix("其中").strip(_MARKS)
    return _BRACKETS.sub("", words).strip(_MARKS) or words


@dataclass(frozen=True)
class Labels:
    """The fields of a part of the form, each with the wordings met; those of the editions are added."""

    wordings: Mapping[str, tuple[str, ...]]

    @cached_property
    def _fields(self) -> Mapping[str, str]:
        printed = {bare(str(getattr(known.labels, name))): name for known in editions() for name in self.wordings}
        return printed | {wording: name for name, group in self.wordings.items() for wording in group}

    def field(self, text: str) -> str:
        """The field that a cell's text is the label of, empty for none."""
        return self._fields.get(bare(text), "")

    def words(self, field: str) -> str:
        """How messages call a field."""
        return self.wordings[field][0]

    def field_and_value(self, text: str) -> tuple[str, str]:
        """The field and its value where one cell holds both: 项目名称：一网统管; both empty where it does not."""
        colon = _COLON.search(text, 0, LONGEST_LABEL)
        name = self.field(text[: colon.start()]) if colon else ""
        value = text[colon.end() :].strip() if name and colon else ""
        return (name, value) if value else ("", "")


HEAD = Labels(
    {
        "project_name": ("项目名称",),
        "department": ("主管部门", "主管单位", "项目主管部门", "预算主管部门", "主管预算部门"),
        "unit": ("实施单位", "项目实施单位", "项目单位", "预算单位"),
    }
)
FUND_COLUMNS = Labels(
    {
        "initial_budget": ("年初预算数", "年初预算", "年初预算金额", "年初预算资金"),
        "full_budget": ("全年预算数", "全年预算", "全年预算金额", "全年预算资金", "调整后预算数"),
        "executed": ("全年执行数", "全年执行", "全年执行金额", "全年执行资金", "实际执行数", "执行数"),
        "execution_weight": ("分值", "分数", "权重"),
        "execution_rate": ("执行率", "预算执行率"),
        "execution_score": ("得分", "自评得分"),
    }
)
FUND_ROWS = Labels(
    {
        "total": ("年度资金总额", "资金总额", "合计"),
        "fiscal": ("当年财政拨款", "本年财政拨款", "年度财政拨款", "财政拨款"),
        "carried_over": ("上年结转资金", "上年结转", "结转资金"),
        "other": ("其他资金", "其它资金"),
    }
)
GOAL = Labels(
    {
        "expected": ("预期目标", "年初设定目标", "年度预期目标"),
        "achieved": ("实际完成情况", "全年实际完成情况", "目标实际完成情况", "年度实际完成情况", "完成情况"),
    }
)
TREE = Labels(
    {
        "dimension": ("一级指标",),
        "category": ("二级指标",),
        "name": ("三级指标", "三级指标名称", "指标名称"),
        "target": ("年度指标值", "指标值", "年度目标值", "目标值"),
        "actual": ("实际完成值", "全年实际完成值", "全年完成值", "全年实际值", "实际值", "完成值"),
        "weight": ("分值", "分数", "权重"),
        "score": ("得分", "自评得分"),
        "deviation": (
            "偏差原因分析及改进措施",
            "偏差原因分析和改进措施",
            "偏差原因及改进措施",
            "偏差原因分析",
            "未完成原因分析及改进措施",
            "未完成原因和改进措施",
        ),
    }
)
CLOSING = Labels(
    {
        "total_score": ("总分", "合计", "总计", "自评总分", "总得分"),
        "grade": ("评分等级", "自评等级", "绩效等级", "评价等级"),
    }
)
SIGNATURE = Labels(
    {
        "preparer": ("填报人", "填表人", "制表人", "经办人"),
        "reviewer": ("审核人", "复核人"),
        "head": ("单位负责人", "部门负责人", "项目负责人", "负责人"),
        "phone": ("联系电话", "电话"),
        "date": ("填报日期", "填表日期"),
        "seal": ("单位盖章", "盖章", "公章", "单位公章"),
    }
)
BLOCKS = Labels(
    {
        "funding": ("项目资金", "资金情况", "预算执行情况"),
        "goal": ("年度总体目标", "总体目标", "年度绩效目标", "年度总体目标完成情况"),
        "indicators": ("绩效指标", "年度绩效指标"),
    }
)
"""What stands left of a block, often in one tall cell that is cut in two where a page ends."""


def is_part_of_label(text: str, label: str) -> bool:
    """Whether a cell shows the label or, where a page cut it in two, a piece of it."""
    piece = bare(text)
    return bool(piece) and piece in bare(label)


def signature_texts(text: str) -> list[tuple[str, str]]:
    """The fields of the signature block in a cell with their values: 填报人：李敏　审核人： → preparer 李敏, reviewer.

    Empty where the cell begins with anything else.
    """
    found = list(_SIGNED.finditer(text[:LONGEST_LINE]))
    if not found or text[: found[0].start()].strip():
        return []
    ends = [*(match.start() for match in found[1:]), len(text)]
    return [
        (SIGNATURE.field(match["label"]), text[match.end() : end].strip())
        for match, end in zip(found, ends, strict=True)
    ]


def _signed() -> re.Pattern[str]:
    wordings = sorted(itertools.chain(*SIGNATURE.wordings.values()), key=len, reverse=True)
    words = "|".join(r"\s*".join(wording) for wording in wordings)
    seal = r"单\s*位\s*[（(]\s*[盖公]\s*章\s*[)）]"
    return re.compile(rf"(?<!\w)(?P<label>{seal}|{words})\s*(?:[（(][^（()）]{{0,12}}[）)])?\s*[:：]")


_SIGNED = _signed()
