"""The indicator library: good practice in its data, its place in each edition, and its search."""

from __future__ import annotations

import re
import time
from collections import Counter
from itertools import pairwise

import pytest

from ziping.editions.catalog import edition, editions
from ziping.editions.library import (
    LibraryIndicator,
    ProjectKind,
    UnknownKind,
    indicators_for,
    project_kind,
    project_kinds,
    search,
)
from ziping.editions.model import Edition

JIADING = edition("jiading-2024")
CHONGMING = edition("chongming-2023")
EVERY = [indicator for kind in project_kinds() for indicator in kind.indicators]
OPERATORS = {"higher": "≥", "lower": "≤", "equal": "="}

every_kind = pytest.mark.parametrize("kind", project_kinds(), ids=lambda kind: kind.id)


def names(found: list[LibraryIndicator]) -> list[str]:
    return [indicator.name for indicator in found]


def test_the_kinds_of_project_are_offered_in_this_order() -> None:
    assert [kind.name for kind in project_kinds()] == [
        "巡查",
        "热线",
        "联勤",
        "信息化建设",
        "信息化运维",
        "后勤",
        "宣传",
        "活动",
        "辅助人员",
        "城维",
        "房屋租赁",
    ]


def test_the_library_holds_at_least_130_indicators() -> None:
    assert len(EVERY) >= 130


@every_kind
def test_no_kind_lists_an_indicator_twice(kind: ProjectKind) -> None:
    assert max(Counter(indicator.name for indicator in kind.indicators).values()) == 1


@every_kind
@pytest.mark.parametrize(
    "category", ["经济成本指标", "数量指标", "质量指标", "时效指标", "社会效益指标", "服务对象满意度指标"]
)
def test_every_kind_has_cost_quantity_quality_time_benefit_and_satisfaction(kind: ProjectKind, category: str) -> None:
    assert category in {indicator.category for indicator in kind.indicators}


def test_targets_read_as_their_directions_say() -> None:
    for indicator in EVERY:
        found = re.fullmatch(r"([≥≤=])(\d+(?:\.\d+)?)(\D+)", indicator.target)
        if indicator.direction == "qualitative":
            assert not re.search(r"[\d≥≤=><]", indicator.target), indicator
            assert indicator.unit == "", indicator
        elif "{year}" in indicator.target:
            assert re.fullmatch(r"\{year\}年\d{1,2}月\d{1,2}日前", indicator.target), indicator
            assert (indicator.direction, indicator.unit) == ("lower", ""), indicator
        else:
            assert found is not None, indicator
            operator = "=" if found[2] == "0" else OPERATORS[indicator.direction]
            assert (found[1], found[3]) == (operator, indicator.unit), indicator


def test_rates_are_in_percent() -> None:
    rates = [found for found in EVERY if re.search(r"(率|比例|占比|满意度)$", found.name)]
    assert len(rates) > 60
    assert [found.name for found in rates if found.unit != "%"] == []


def test_satisfaction_is_to_be_reached() -> None:
    asked = [found for found in EVERY if "满意度" in found.name or found.dimension == "满意度指标"]
    assert len(asked) == 33  # three for each of eleven kinds
    assert [found.name for found in asked if not found.target.startswith("≥")] == []


def test_what_is_hired_bought_or_built_is_never_a_ceiling() -> None:
    deeds = re.compile("聘用|配备|建设|新增|设置|租用|举办|开展|修复|购置|完成")
    quantities = [found for found in EVERY if found.category == "数量指标" and deeds.match(found.name)]
    assert len(quantities) > 20
    assert [found.name for found in quantities if found.target.startswith("≤")] == []


def test_costs_are_ceilings_in_money_under_economic_cost() -> None:
    costs = [found for found in EVERY if found.dimension == "成本指标"]
    assert {found.category for found in costs} == {"经济成本指标"}
    assert {found.direction for found in costs} == {"lower"}
    assert [found.name for found in costs if not re.match(r"万?元", found.unit)] == ["监理费用占建设费用比例"]


def test_no_sum_of_money_stands_elsewhere() -> None:
    assert [found.name for found in EVERY if "元" in found.unit and found.dimension != "成本指标"] == []


def test_people_are_counted_in_people() -> None:
    people = [found for found in EVERY if re.search(r"(人员|队员|信息员|人数)(数量)?$", found.name)]
    assert len(people) > 5
    assert {found.unit for found in people} == {"人"}


def test_targets_say_more_than_a_word_of_the_name() -> None:
    assert [found.name for found in EVERY if found.target in found.name] == []


def test_every_indicator_names_the_evidence_to_keep() -> None:
    assert [found.name for found in EVERY if not found.evidence] == []
    kinds = {kind for found in EVERY for kind in found.evidence}
    assert [kind for kind in kinds if not re.fullmatch(r"[\u4e00-\u9fff]{2,}", kind)] == []


def test_the_year_of_the_form_stands_in_a_deadline() -> None:
    found = next(indicator for indicator in EVERY if indicator.name == "系统上线时间")
    assert found.target_for(2024) == "2024年10月31日前"


def test_an_edition_with_cost_as_first_level_keeps_it_there() -> None:
    cost = indicators_for("patrol", JIADING)[0]
    assert (cost.dimension, cost.category, cost.name) == ("成本指标", "经济成本指标", "巡查项目总成本")


@pytest.mark.parametrize("name", ["chongming-2023", "national-2020"])
def test_an_edition_without_it_has_cost_under_output(name: str) -> None:
    costs = [found for found in indicators_for("patrol", edition(name)) if found.category == "成本指标"]
    assert {found.dimension for found in costs} == {"产出指标"}
    assert [found.name for found in costs] == [
        "巡查项目总成本",
        "巡查人员人均经费",
        "巡查装备购置单价",
        "巡查车辆年均使用费",
    ]


@every_kind
@pytest.mark.parametrize("known", editions(), ids=lambda known: known.id)
def test_indicators_stand_at_usual_places_of_the_edition_in_print_order(kind: ProjectKind, known: Edition) -> None:
    usual = [(spec.name, category) for spec in known.dimensions for category in spec.categories]
    places = [usual.index((found.dimension, found.category)) for found in indicators_for(kind.id, known)]
    assert len(places) == len(kind.indicators)
    assert all(before <= after for before, after in pairwise(places))


def test_an_unknown_kind_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownKind, match="没有名为“soup”的项目类型；可用的类型：patrol（巡查）、"):
        project_kind("soup")


def test_search_puts_the_exact_name_before_the_beginning_and_the_middle() -> None:
    assert names(search("市民满意度", JIADING)) == ["市民满意度"]
    assert names(search("居民", JIADING))[:4] == [
        "居民对巡查处置的满意度",
        "居民对街面秩序的满意度",
        "居民对城运工作的知晓率",
        "居民参与社区治理意愿",
    ]
    assert names(search("居民", JIADING))[4:] == ["周边居民满意度"]


def test_search_finds_characters_in_their_order_with_others_between() -> None:
    assert names(search("视频率", JIADING)) == ["视频监控在线率"]
    assert names(search("率频视", JIADING)) == []


def test_search_wants_every_word() -> None:
    assert names(search("工单　占比", JIADING)) == ["重复投诉工单占比"]


def test_search_keeps_to_a_kind_of_project() -> None:
    assert names(search("总成本", JIADING, "leasing")) == ["租赁项目总成本"]
    assert len(search("总成本", JIADING)) == 11  # one in each kind of project


def test_search_knows_the_kinds_of_evidence() -> None:
    assert "系统功能符合率" in names(search("需求规格", JIADING))


def test_no_text_gives_all_in_order() -> None:
    assert search("", JIADING, "events") == list(indicators_for("events", JIADING))


def test_search_answers_in_the_hierarchy_of_the_edition() -> None:
    [found] = search("租赁项目总成本", CHONGMING)
    assert (found.dimension, found.category) == ("产出指标", "成本指标")


@pytest.mark.parametrize("text", ["", "满意度", "视频率", "没有这样的指标"])
def test_search_takes_at_most_5_ms(text: str) -> None:
    search(text, JIADING)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        search(text, JIADING)
        times.append(time.perf_counter() - start)
    assert min(times) <= 0.005
