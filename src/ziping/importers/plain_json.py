"""The plain form (交换格式): a JSON object whose keys and texts are those printed on the form (DOMAIN.md §7).

Printed results (执行率, 得分 of 资金, 年度资金总额, 总分, 评分等级) are kept for comparison and never trusted.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from ziping.editions.catalog import UnknownEdition, edition
from ziping.editions.model import Edition
from ziping.editions.notation import points_text
from ziping.form.amount import Number, read_number
from ziping.form.indicators import indicator_rows
from ziping.form.model import Form, Indicator, Signature
from ziping.form.path import FUNDING_COLUMNS, INDICATOR_FIELDS
from ziping.importers.guard import check_json
from ziping.importers.printed_form import MOST_ROWS, YUAN_PER_UNIT, PrintedForm, PrintedRow, form_of
from ziping.importers.result import ImportFailed, ImportResult, quoted, shortened
from ziping.rules.fund_table import fund_texts
from ziping.rules.scoring import Scores

_FUND_ROWS = {"年度资金总额": "total", "当年财政拨款": "fiscal", "上年结转资金": "carried_over", "其他资金": "other"}
_FUND_COLUMNS = {"年初预算数": "initial_budget", "全年预算数": "full_budget", "全年执行数": "executed"}
_FUND_FIELDS = _FUND_COLUMNS | {"执行率": "execution_rate"}
_BASIC = {"年度": "year", "项目名称": "project_name", "主管部门": "department", "实施单位": "unit"}
_GOAL = {"预期目标": "expected", "实际完成情况": "achieved"}
_INDICATOR_KEYS = {
    "三级指标": "name",
    "年度指标值": "target",
    "实际完成值": "actual",
    "分值": "weight",
    "得分": "score",
    "偏差原因分析及改进措施": "deviation",
}
_KEYS = (
    "slug",
    "版式",
    "年度",
    "项目名称",
    "主管部门",
    "实施单位",
    "金额单位",
    "项目资金",
    "执行率分值",
    "执行率得分",
    "预期目标",
    "实际完成情况",
    "绩效指标",
    "总分",
    "评分等级",
)
_FUND_KEYS = ("项目", *_FUND_FIELDS)
_ROW_KEYS = ("一级指标", "二级指标", *_INDICATOR_KEYS)


def read_plain(text: str) -> ImportResult:
    """A form from the plain format; raises ``ImportFailed`` where it is no such thing."""
    notes: list[str] = []
    source = _object(_parsed(text, notes), "交换格式的文件")
    known = _edition(source)
    notes += _unknown(source, _KEYS, "")
    funds = _fund_rows(source, notes)
    rows = _rows(source, "绩效指标")
    for number, row in enumerate(rows, start=1):
        notes += _unknown(row, _ROW_KEYS, f"“绩效指标”第 {number} 行的")
    unit = _money_unit(source, known, notes)
    _compare_weight(source, known, notes)
    printed = PrintedForm(
        basic={field: _text(source, key) for key, field in _BASIC.items()},
        money_unit=unit,
        funds={name: {field: _text(row, key) for key, field in _FUND_FIELDS.items()} for name, row in funds.items()},
        goal={field: _text(source, key) for key, field in _GOAL.items()},
        rows=tuple(map(_printed_row, rows)),
        execution_score=_text(source, "执行率得分"),
        total_score=_text(source, "总分"),
        grade=_text(source, "评分等级"),
        signature=Signature(shown=known.layout.signature),
    )
    return ImportResult(form_of(printed, known), shortened(notes))


def _parsed(text: str, notes: list[str]) -> object:
    def first_of_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
        values: dict[str, object] = {}
        for key, value in pairs:
            if key in values:
                notes.append(f"“{quoted(key)}”在同一处写了两次，只读入第一次写的")
            values.setdefault(key, value)
        return values

    check_json(text.encode("utf-8", "surrogatepass"))
    try:
        # A number that a script did not quote is taken as it is written: 12.50 stays 12.50.
        parsed: object = json.loads(text, parse_float=str, object_pairs_hook=first_of_each)
        json.dumps(parsed, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except json.JSONDecodeError as error:
        raise ImportFailed(f"不是完整的 JSON 文件（第 {error.lineno} 行第 {error.colno} 个字符处读不下去）") from None
    except (RecursionError, ValueError):
        raise ImportFailed("不是能读懂的 JSON 文件") from None
    return parsed


def _object(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ImportFailed(f"{where}应是“项目: 内容”的对象")
    return value


def _rows(source: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    rows = source.get(key) or []
    if not isinstance(rows, list):
        raise ImportFailed(f"“{key}”应是若干行的列表")
    if len(rows) > MOST_ROWS:
        raise ImportFailed(f"“{key}”有 {len(rows)} 行，超过 {MOST_ROWS} 行，不像是自评表，没有读入")
    return [_object(row, f"“{key}”第 {number} 行") for number, row in enumerate(rows, start=1)]


def _unknown(source: Mapping[str, Any], known: Collection[str], where: str) -> list[str]:
    return [f"{where}“{quoted(key)}”不是交换格式里的项目，没有读入" for key in source if key not in known]


def _text(source: Mapping[str, Any], key: str) -> str:
    """A text or number as printed, empty where there is none."""
    value = source.get(key)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise ImportFailed(f"“{key}”的内容应是文字或数字")


def _edition(source: Mapping[str, Any]) -> Edition:
    name = _text(source, "版式")
    if not name:
        raise ImportFailed("没有写明版式（“版式”一项），例如 嘉定2024")
    try:
        return edition(name)
    except UnknownEdition as error:
        raise ImportFailed(str(error)) from None


def _money_unit(source: Mapping[str, Any], known: Edition, notes: list[str]) -> str:
    unit = _text(source, "金额单位")
    if not unit or unit in YUAN_PER_UNIT:
        return unit
    notes.append(f"金额单位“{quoted(unit)}”不认识，按{known.money.unit}读入")
    return ""


def _compare_weight(source: Mapping[str, Any], known: Edition, notes: list[str]) -> None:
    weight = _text(source, "执行率分值")
    if weight and read_number(weight) != known.execution.weight:
        notes.append(
            f"执行率分值“{quoted(weight)}”与版式规定的 {known.execution.weight:f} 分不同，按 {known.execution.weight:f} 分计算"
        )


def _fund_rows(source: Mapping[str, Any], notes: list[str]) -> dict[str, Mapping[str, Any]]:
    """The rows of 项目资金 by name; of two rows with the same name the first counts."""
    rows: dict[str, Mapping[str, Any]] = {}
    for number, row in enumerate(_rows(source, "项目资金"), start=1):
        notes += _unknown(row, _FUND_KEYS, f"“项目资金”第 {number} 行的")
        if rows.setdefault(_fund_row(row), row) is not row:
            notes.append(f"“项目资金”第 {number} 行“{quoted(_text(row, '项目'))}”重复，没有读入")
    return rows


def _fund_row(row: Mapping[str, Any]) -> str:
    name = _text(row, "项目").strip().removeprefix("其中").strip("：: ")
    if name not in _FUND_ROWS:
        raise ImportFailed(f"“项目资金”里有不认识的一行“{quoted(name)}”")
    return _FUND_ROWS[name]


def _printed_row(row: Mapping[str, Any]) -> PrintedRow:
    texts = {field: _text(row, key) for key, field in _INDICATOR_KEYS.items()}
    return PrintedRow(_text(row, "一级指标"), _text(row, "二级指标"), texts)


def write_plain(form: Form, known: Edition, scores: Scores) -> str:
    """The form in the plain format, results as computed; ends with a newline.

    Texts are as printed, but amounts have no thousands commas, and what an edition leaves unprinted is ``null``.
    """
    points = known.points
    plain: dict[str, object] = {
        "版式": known.plain_name,
        "年度": form.basic.year,
        "项目名称": form.basic.project_name,
        "主管部门": form.basic.department,
        "实施单位": form.basic.unit,
        "金额单位": known.money.unit,
        "项目资金": [_plain_fund_row(form, known, scores, key, name) for key, name in _FUND_ROWS.items()],
        "执行率分值": f"{known.execution.weight:f}",
        "执行率得分": fund_texts(form, known, scores, "total")["execution_score"],
        "预期目标": form.goal.expected,
        "实际完成情况": form.goal.achieved,
        "绩效指标": [
            {"一级指标": row.dimension.name, "二级指标": row.category.name, **_plain_indicator(row.indicator, known)}
            for row in indicator_rows(form)
        ],
        "总分": points_text(scores.total.value, points.total_score_decimals),
        "评分等级": scores.grade if known.layout.grade_row else None,
    }
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _plain_fund_row(form: Form, known: Edition, scores: Scores, key: str, name: str) -> dict[str, str | None]:
    texts = fund_texts(form, known, scores, name, grouped=False)
    row: dict[str, str | None] = {"项目": key}
    row |= {plain: texts[column] for plain, column in zip(_FUND_COLUMNS, FUNDING_COLUMNS, strict=True)}
    return row | {"执行率": texts["execution_rate"] or None}


def _plain_indicator(indicator: Indicator, known: Edition) -> dict[str, str]:
    values: dict[str, Number] = {name: getattr(indicator, name) for name in INDICATOR_FIELDS}
    return {
        key: value if isinstance(value, str) else points_text(value, known.points.decimals)
        for key, value in zip(_INDICATOR_KEYS, values.values(), strict=True)
    }
