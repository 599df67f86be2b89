"""Indicators of the library put where they belong."""

from __future__ import annotations

from app.indicator_forms import column, form_with, outline_of
from ziping.app.from_library import with_picked
from ziping.editions.catalog import edition
from ziping.editions.library import search
from ziping.form import path as at
from ziping.form.edit import put

JIADING = edition("jiading-2024")


def test_picked_indicators_go_to_the_end_of_their_groups() -> None:
    form = form_with({"满意度指标": {"服务对象满意度指标": [{"name": "已有的"}]}})
    picked = search("市民满意度", JIADING)[:1]
    new, made = with_picked(form, JIADING, picked)
    assert outline_of(new) == ["满意度指标 / 服务对象满意度指标: i1 i2"]
    assert made == ["i2"]
    assert column(new, "name") == ["已有的", "市民满意度"]
    assert column(new, "target") == ["", "≥85%"]
    assert column(new, "weight") == ["", ""]


def test_missing_groups_are_made_in_the_order_of_the_edition() -> None:
    form = form_with({"满意度指标": {"服务对象满意度指标": []}})
    cost = next(one for one in search("", JIADING) if one.dimension == "成本指标")
    new, _ = with_picked(form, JIADING, [cost])
    assert outline_of(new) == [f"成本指标 / {cost.category}: i1", "满意度指标 / 服务对象满意度指标:"]


def test_a_deadline_is_that_of_the_forms_year() -> None:
    deadline = next(one for one in search("", JIADING) if "{year}" in one.target)
    form = put(form_with({}), at.basic("year"), 2023)
    new, _ = with_picked(form, JIADING, [deadline])
    assert column(new, "target") == [deadline.target.replace("{year}", "2023")]
