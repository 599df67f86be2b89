"""The form as a frozen value (DESIGN.md, decisions 1 and 4)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import ValidationError

from published import form_of
from ziping.form.indicators import find_node, indicator_rows, node_ids, parent_id
from ziping.form.model import BasicInfo, Dimension, Form, Indicator

FULL = form_of("jiangqiao-2024-qitarenyuan")


def test_a_form_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValidationError):
        FULL.basic.unit = "别的单位"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (2024, 2024),
        ("2024", 2024),
        ("二〇二四", "二〇二四"),
        ("24", "24"),
        (24, "24"),
        ("0999", "0999"),
        ("２０２４", "２０２４"),
        ("", ""),
    ],
)
def test_four_digits_are_a_year_anything_else_stays_as_typed(given: object, kept: object) -> None:
    assert BasicInfo.model_validate({"year": given}).year == kept


@pytest.mark.parametrize("wrong", [True, None, 2024.0, ["2024"]])
def test_a_year_is_a_number_or_text(wrong: object) -> None:
    with pytest.raises(ValidationError):
        BasicInfo.model_validate({"year": wrong})


def test_a_draft_with_unreadable_figures_is_legal() -> None:
    row = Indicator(id="i1", weight="十分", score="")
    assert (row.weight, row.score) == ("十分", "")
    assert Indicator(id="i1", weight="12.50").weight == Decimal("12.5")


@pytest.mark.parametrize("node_id", ["", "a.b", "a b", "a\n", "x" * 65])
def test_an_id_fits_into_an_address(node_id: str) -> None:
    with pytest.raises(ValidationError):
        Dimension(id=node_id)


def test_half_a_surrogate_pair_never_gets_into_a_form() -> None:
    assert BasicInfo(project_name="一网\ud83d", year="\udc00").model_dump() == {
        "year": "\ufffd",
        "project_name": "一网\ufffd",
        "department": "",
        "unit": "",
    }
    assert BasicInfo(unit="\ud83d\udc4d").unit == "👍"


# --- the tree of 绩效指标


def test_rows_come_in_print_order_with_what_they_stand_under() -> None:
    rows = list(indicator_rows(FULL))
    assert len(rows) == 13
    first, last = rows[0], rows[-1]
    assert (first.dimension.name, first.category.name, first.indicator.name) == (
        "成本指标",
        "社会成本指标",
        "其他人员公用经费",
    )
    assert (last.dimension.name, last.category.name, last.indicator.name) == (
        "满意度指标",
        "服务对象满意度指标",
        "管理部门满意度",
    )


def test_every_node_is_found_by_its_id_and_knows_what_is_above() -> None:
    ids = list(node_ids(FULL))
    assert len(ids) == len(set(ids)) == 4 + 7 + 13
    assert all(getattr(find_node(FULL, node_id), "id", None) == node_id for node_id in ids)
    assert (parent_id(FULL, "i3"), parent_id(FULL, "c2"), parent_id(FULL, "d2")) == ("c2", "d2", "")
    assert (find_node(FULL, "i99"), parent_id(FULL, "i99")) == (None, "")


def test_an_empty_form_has_no_nodes() -> None:
    assert list(node_ids(Form(edition="jiading-2024"))) == []
