"""The words and signs of indicator values: operators, marks, units, and what a value is never (DOMAIN.md §4)."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal

Operator = Literal["≥", "≤", ">", "<", "=", ""]
Mark = Literal["", "以上", "以下", "左右", "内"]

HAN = "一-鿿"

LOOKALIKES = {
    "≧": "≥",
    "⩾": "≥",
    "≦": "≤",
    "⩽": "≤",
    "﹥": ">",
    "﹤": "<",
    "═": "=",
    "﹦": "=",
    "﹪": "%",
    "−": "-",
    "﹣": "-",
}
FOLD = (
    {0xFF01 + step: 0x21 + step for step in range(94)}
    | {ord(sign): ord(plain) for sign, plain in LOOKALIKES.items()}
    | dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
)
"""Full-width signs and look-alikes become plain ones, invisible characters go; ㎡ and ² stay as they are."""

SIGNS = "≥≤><=＞＜＝≧⩾≦⩽﹥﹤═﹦"
TWO_SIGNS: dict[str, Operator] = {">=": "≥", "=>": "≥", "<=": "≤", "=<": "≤", "==": "="}

OPERATORS: dict[str, Operator] = {
    "≥": "≥",
    "≤": "≤",
    ">": ">",
    "<": "<",
    "=": "=",
    **dict.fromkeys(("大于等于", "大于或等于", "高于或等于", "不低于", "不少于", "不小于", "至少", "最少"), "≥"),
    **dict.fromkeys(("小于等于", "小于或等于", "低于或等于", "不高于", "不超过", "不超", "不多于", "不大于"), "≤"),
    **dict.fromkeys(("至多", "最多"), "≤"),
    **dict.fromkeys(("大于", "高于", "超过", "多于"), ">"),
    **dict.fromkeys(("小于", "低于", "少于"), "<"),
    "等于": "=",
}

MARKS: dict[str, Mark] = {
    "及以上": "以上",
    "以上": "以上",
    "及以下": "以下",
    "以下": "以下",
    "以内": "内",
    "之内": "内",
    "内": "内",
    "左右": "左右",
    "上下": "左右",
}
MARK = re.compile(r"及?以上|及?以下|以内|之内|左右|上下|内$")

FILLERS = (
    "实际|已经|已|共计|共|合计|总计|累计|全年|年均|平均|完成|达成|达到|达|为|是|应|须|需|控制在|保持在|确保|力争|在"
)
"""Words before a figure that change nothing about it: 共25件, 达到90%."""
PER = re.compile(r"每(季度|小时|[年季月周日天人户村场次套台件辆])")
"""每月1次 is 1次/月, 每人600元 is 600元/人."""

SPAN = (
    r"个?工作日|个?自然日|秒钟?|分钟|个?小时|h(?![a-z])|min(?![a-z])|天|日|个?星期|周"
    r"|个?月(?!份|底|末)|个?季度|年(?!级|度|份|代|龄|底|末)"
)
"""Units of time as written. 分 alone is left out: 90分 is a mark, not ninety minutes."""
BARE_UNIT = re.compile(rf"(?P<unit>(?:{SPAN}|[%‰])(?:/[{HAN}]{{1,3}})*)(?P<within>内)?")
"""A unit that ends by itself, so that words may follow: 30分钟内到场, 100%完成."""

NO_UNIT = re.compile(
    r"月|级|号|届|版|代|星|楼|室|弄|热线|专线|网(?![格点])|[余多]"
    r"|.*[未不无至到前每]|.*/$|.*//|.+[%‰]|[%‰][^/]"
)
"""Where a number is a name, a level or part of a sentence: 3级, 17号, 5G网络, 12345热线."""
LETTER_UNITS = re.compile(r"[ckm]?m|k?m²|m³|k?g|t|h|min|kwh?|[mgt]b", re.IGNORECASE)
HOTLINE = re.compile(r"12345(?![0-9.,个件次条元人户份名套台万%]|平方)")

_SECONDS: dict[str, int] = {"秒": 1, "分钟": 60, "小时": 3600, "天": 86_400, "周": 604_800}
_MONTHS: dict[str, int] = {"个月": 1, "季度": 3, "年": 12}
_ALIASES: dict[str, str] = {
    "秒钟": "秒",
    "min": "分钟",
    **dict.fromkeys(("个小时", "h"), "小时"),
    **dict.fromkeys(("日", "自然日", "个自然日"), "天"),
    **dict.fromkeys(("星期", "个星期"), "周"),
    "月": "个月",
    "个季度": "季度",
    "个工作日": "工作日",
    **dict.fromkeys(("㎡", "m²", "平米", "平方"), "平方米"),
    **dict.fromkeys(("㎥", "m³", "立方"), "立方米"),
    "m": "米",
    **dict.fromkeys(("名", "位"), "人"),
}
SCALES: dict[str, tuple[Fraction, str]] = {
    **{unit: (Fraction(size), "秒") for unit, size in _SECONDS.items()},
    **{unit: (Fraction(size), "月") for unit, size in _MONTHS.items()},
    "工作日": (Fraction(1), "工作日"),
    "‰": (Fraction(1, 10), "%"),
    **dict.fromkeys(("公里", "km"), (Fraction(1000), "米")),
    **dict.fromkeys(("公斤", "kg"), (Fraction(1000), "克")),
}
SCALES |= {alias: SCALES.get(unit, (Fraction(1), unit)) for alias, unit in _ALIASES.items()}
MAGNITUDE = re.compile(r"百万|千万|万亿|千|万|亿")
MAGNITUDES: dict[str, int] = {
    "千": 10**3,
    "万": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
}
TIME_BASES = {"秒", "月", "工作日"}


def in_base_unit(unit: str) -> tuple[Fraction, str]:
    """How many of which base unit one of ``unit`` is: 万元 → 10000 元, 小时 → 3600 秒, 年 → 12 月, 个 → 1 个.

    工作日 are a base of their own, since weekends and holidays between them are not known.
    """
    known = SCALES.get(unit)
    if known is not None:
        return known
    found = MAGNITUDE.match(unit)
    if found is None:
        return Fraction(1), unit
    factor, base = SCALES.get(unit[found.end() :], (Fraction(1), unit[found.end() :]))
    return factor * MAGNITUDES[found.group()], base


MET_WORDS = re.compile(
    r"(?:已|全部|已全部|均已|按期|按时|如期|及时)?(?:达成|完成|实现|达到)(?:预期|年度|既定|全部)?(?:指标|目标|任务)?|已?达标"
)
PARTLY_WORDS = re.compile(r"(?:部分|基本|大部分|大体)(?:达成|完成|实现|达到|达标)")
MISSED_WORDS = re.compile(r"(?:未|没有|尚未|未能)(?:达成|完成|实现|达到|达标)")
"""实际完成值 of qualitative indicators: 达成指标, 部分达成预期指标并具有一定效果, 未达成."""
