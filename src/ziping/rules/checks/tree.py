"""I10 to I15: the tree of 绩效指标, its weights and what is missing from it or stands twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ziping.editions.model import DimensionSpec
from ziping.form.indicators import IndicatorRow
from ziping.form.model import Category, Dimension
from ziping.form.path import FieldPath
from ziping.rules.findings import Finding, finding
from ziping.rules.measure import folded_text
from ziping.rules.measure_words import in_base_unit
from ziping.rules.readings import Reading
from ziping.rules.subject import Subject

HALF = Decimal("0.5")
"""From which share of its 一级指标 on one indicator weighs too much (CHECKS.md I11)."""
WEIGHTY = 20
"""A 一级指标 of fewer points may well rest on one indicator (CHECKS.md I11 asks for a hint, and hints should be few)."""
NEEDED = ("数量", "质量", "时效", "效益", "满意度")

_ECONOMIC = re.compile(
    r"经费|单价|造价|工资|薪酬|薪资|租金|采购(?:成本|费|价)|(?:购置|运维|维护|维修|劳务|管理|保险|服务|制作|印刷|印制|培训|租赁)(?:费|成本)"
)
_SOCIAL = re.compile(r"社会|公众|居民|群众|扰民|交通|环境|生态|污染|排放|碳|垃圾|绿化|能耗|治理")
_NAMED_COST = re.compile(r"(经济|社会|生态环境|生态|环境)成本")


def no_weight(subject: Subject) -> Iterator[Finding]:
    """I10: 分值 is 0; a blank one is missing (F1)."""
    for reading in subject.readings:
        if reading.weight == 0:
            yield finding("I10", reading.path("weight"), "0", where=subject.row_name(reading.row))


def lopsided(subject: Subject) -> Iterator[Finding]:
    """I11: one indicator carries half of its 一级指标 or all of it; silent where the edition knows one 二级指标 only."""
    for part in subject.scores.dimensions:
        readings = [
            reading
            for reading in subject.readings
            if reading.row.dimension.id == part.id and (reading.weight or 0) > 0
        ]
        spec = _spec(subject, part.name)
        if part.weight <= 0 or not readings or (spec is not None and len(spec.categories) == 1):
            continue
        heaviest = max(readings, key=lambda reading: reading.weight or Decimal(0))
        share = (heaviest.weight or Decimal(0)) / part.weight
        # Two rows of the same weight are in balance; two of which one has more are not.
        if (len(readings) == 1 and part.weight < WEIGHTY) or share < HALF or (len(readings) == 2 and share == HALF):
            continue
        yield finding(
            "I11",
            heaviest.path("weight"),
            f"{heaviest.weight:f}",
            where=subject.row_name(heaviest.row),
            dimension=part.name.strip() or subject.label("dimension"),
            whole=f"{part.weight:f}",
            share=f"{round(share * 100):d}%",
        )


def unusual_split(subject: Subject) -> Iterator[Finding]:
    """I12: the weights of the 一级指标 are not the usual ones; silent until they add up (F3)."""
    if not subject.rows or subject.scores.total_weight.value != 100:
        return
    usual = {_bare(spec.name): spec.usual_weight for spec in subject.edition.dimensions}
    own: dict[str, Decimal] = {}
    for part in subject.scores.dimensions:
        own[_bare(part.name)] = own.get(_bare(part.name), Decimal(0)) + part.weight
    if any(own.get(name, Decimal(0)) != weight for name, weight in usual.items()):
        shown = _split({name: weight for name, weight in own.items() if weight})
        yield finding("I12", FieldPath("result", "", "total_weight"), shown, usual=_split(usual))


def _split(weights: dict[str, Decimal]) -> str:
    return "、".join(f"{name or '（未命名）'} {weight:f}" for name, weight in weights.items())


def unusual_place(subject: Subject) -> Iterator[Finding]:
    """I13: a 一级 or 二级指标 that the edition has not, or a kind of cost filed elsewhere than its name says."""
    for dimension in subject.form.indicators:
        if any(category.indicators for category in dimension.categories) and dimension.name.strip():
            yield from _unusual_nodes(subject, dimension)
    for reading in subject.readings:
        right = _right_cost(reading)
        if right:
            place = reading.row.category.name
            trouble = f"{subject.row_name(reading.row)}放在“{place}”下，从名称看是{right}"
            usual = [name for spec in subject.edition.dimensions for name in spec.categories if right in name]
            advice = f"请移到“{usual[0] if usual else f'{right}指标'}”下。"
            yield finding("I13", reading.path("name"), reading.row.indicator.name, trouble=trouble, advice=advice)


def _unusual_nodes(subject: Subject, dimension: Dimension) -> Iterator[Finding]:
    edition = subject.edition
    spec = _spec(subject, dimension.name)
    if spec is None:
        names = "、".join(each.name for each in edition.dimensions)
        trouble = f"一级指标“{dimension.name}”不是{edition.name}版式通常设的"
        path = FieldPath("dimension", dimension.id, "name")
        yield finding("I13", path, dimension.name, trouble=trouble, advice=f"通常的一级指标有：{names}。")
        return
    for category in dimension.categories:
        if category.indicators and category.name.strip() and not _usual(category, spec):
            trouble = f"二级指标“{category.name}”通常不设在“{dimension.name}”下"
            path = FieldPath("category", category.id, "name")
            advice = f"“{dimension.name}”下通常有：{'、'.join(spec.categories)}。"
            yield finding("I13", path, category.name, trouble=trouble, advice=advice)


def _usual(category: Category, spec: DimensionSpec) -> bool:
    """Whether a 二级指标 belongs there; 满意度 is called by many names (社会公众满意度, 使用者满意度)."""
    name = _bare(category.name)
    return name in {_bare(usual) for usual in spec.categories} or ("满意" in name and "满意" in spec.name)


def _spec(subject: Subject, name: str) -> DimensionSpec | None:
    return next((spec for spec in subject.edition.dimensions if _bare(spec.name) == _bare(name)), None)


def _bare(name: str) -> str:
    """成本指标, 成本 and 成 本 指 标 are one."""
    return folded_text(name).removesuffix("指标")


def _right_cost(reading: Reading) -> str:
    """The kind of cost that a row's name tells, if it stands under another kind: 经济成本, 社会成本, 生态环境成本."""
    place = _NAMED_COST.search(reading.row.category.name)
    if place is None:
        return ""
    here, named = _kind_of_cost(place), _NAMED_COST.search(reading.name)
    if named is not None:
        told = _kind_of_cost(named)
        return told if told != here else ""
    money = any(in_base_unit(quantity.unit)[1].startswith("元") for quantity in reading.target.quantities)
    economic = _ECONOMIC.search(reading.name) or (money and "成本" in reading.name)
    return "经济成本" if here != "经济成本" and economic and not _SOCIAL.search(reading.name) else ""


def _kind_of_cost(found: re.Match[str]) -> str:
    return {"经济": "经济成本", "社会": "社会成本"}.get(found[1], "生态环境成本")


def missing_kinds(subject: Subject) -> Iterator[Finding]:
    """I14: no 数量, 质量, 时效, 效益 or 满意度 indicator; silent on a form without any row (F1)."""
    if not subject.rows:
        return
    places = {f"{row.dimension.name}›{row.category.name}" for row in subject.rows}
    for kind in NEEDED:
        if not any(kind in place for place in places):
            dimension = next((spec.name for spec in subject.edition.dimensions if _has_kind(spec, kind)), "")
            at = next((node for node in subject.form.indicators if _bare(node.name) == _bare(dimension)), None)
            path = FieldPath("form", "", "indicators") if at is None else FieldPath("dimension", at.id, "name")
            yield finding("I14", path, "", kind=kind, dimension=dimension or subject.label("indicators"))


def _has_kind(spec: DimensionSpec, kind: str) -> bool:
    return kind in spec.name or any(kind in name for name in spec.categories)


def repeated_indicators(subject: Subject) -> Iterator[Finding]:
    """I15: the same indicator twice: the same name under one 二级指标, or the same name and target anywhere."""
    seen: dict[tuple[str, str], IndicatorRow] = {}
    for reading in subject.readings:
        row = reading.row
        if not reading.name:
            continue
        keys = [(reading.name, f"二级 {row.category.id}")]
        if folded_text(row.indicator.target):
            keys.append((reading.name, folded_text(row.indicator.target)))
        first = next((seen[key] for key in keys if key in seen), None)
        if first is not None:
            value, place = row.indicator.name, first.category.name.strip() or subject.label("category")
            yield finding("I15", reading.path("name"), value, where=subject.row_name(row), place=place)
        for key in keys:
            seen.setdefault(key, row)
