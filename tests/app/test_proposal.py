"""Proposed rows: how many, where they stand, and weights worked out by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from itertools import product

import pytest

from ziping.app.new_form import new_form
from ziping.app.proposal import ProposedRow, propose, reweighted, with_proposal
from ziping.editions.catalog import edition
from ziping.editions.library import UnknownKind, project_kinds
from ziping.form.edit import add_category, add_dimension, add_indicator
from ziping.form.indicators import indicator_rows
from ziping.form.model import Dimension, Form
from ziping.rules.scoring import score_form

EDITIONS = ("chongming-2023", "jiading-2024", "national-2020")
KINDS = tuple(kind.id for kind in project_kinds())
every_kind_in_every_edition = pytest.mark.parametrize(("kind", "name"), list(product(KINDS, EDITIONS)))


def weights(rows: Iterable[ProposedRow]) -> dict[str, list[str]]:
    """The weights of the rows by 一级指标, as text so that 7 and 7.00 differ."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row.dimension].append(str(row.weight))
    return dict(found)


def without(rows: Iterable[ProposedRow], *dimensions: str) -> list[ProposedRow]:
    return [row for row in rows if row.dimension not in dimensions]


def category_names(dimension: Dimension) -> list[str]:
    return [category.name for category in dimension.categories]


# Every kind proposes 3 rows of cost, 5 of output, 3 of benefit and 3 of satisfaction.
BY_HAND = {
    "jiading-2024": {
        "成本指标": ["7", "7", "6"],  # 20
        "产出指标": ["8", "8", "8", "8", "8"],  # 40
        "效益指标": ["7", "7", "6"],  # 20
        "满意度指标": ["4", "3", "3"],  # 10
    },
    "chongming-2023": {
        "产出指标": ["7", "7", "6", "6", "6", "6", "6", "6"],  # 50, the cost rows among them
        "效益指标": ["10", "10", "10"],  # 30
        "满意度指标": ["4", "3", "3"],  # 10
    },
}
BY_HAND["national-2020"] = BY_HAND["chongming-2023"]


@every_kind_in_every_edition
def test_the_weights_are_those_worked_out_by_hand(kind: str, name: str) -> None:
    assert weights(propose(kind, edition(name), 2024)) == BY_HAND[name]


@every_kind_in_every_edition
def test_a_proposal_makes_exactly_90_in_the_usual_split(kind: str, name: str) -> None:
    known = edition(name)
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in propose(kind, known, 2024):
        sums[row.dimension] += row.weight
    assert sum(sums.values()) == 90
    assert sums == {spec.name: spec.usual_weight for spec in known.dimensions}


@every_kind_in_every_edition
def test_a_proposal_has_8_to_14_rows_and_none_twice(kind: str, name: str) -> None:
    rows = propose(kind, edition(name), 2024)
    assert 8 <= len(rows) <= 14
    assert len({row.name for row in rows}) == len(rows)


@every_kind_in_every_edition
def test_a_proposal_covers_what_a_form_must_have(kind: str, name: str) -> None:
    categories = {row.category for row in propose(kind, edition(name), 2024)}
    assert {"数量指标", "质量指标", "时效指标", "社会效益指标", "可持续影响指标", "服务对象满意度指标"} <= categories
    assert categories & {"经济成本指标", "成本指标"}


@every_kind_in_every_edition
def test_every_row_makes_90_again_whichever_one_is_dropped(kind: str, name: str) -> None:
    known = edition(name)
    rows = propose(kind, known, 2024)
    for row in rows:
        kept = reweighted([other for other in rows if other is not row], known)
        assert sum(other.weight for other in kept) == 90
        assert all(other.weight % Decimal("0.5") == 0 and other.weight > 0 for other in kept)


def test_a_dropped_row_leaves_its_points_to_its_own_first_level() -> None:
    jiading = edition("jiading-2024")
    rows = propose("patrol", jiading, 2024)
    kept = reweighted([row for row in rows if row.name != "巡查装备购置单价"], jiading)
    assert weights(kept) == BY_HAND["jiading-2024"] | {"成本指标": ["10", "10"]}


def test_a_first_level_without_rows_leaves_its_points_to_the_others_in_proportion() -> None:
    jiading = edition("jiading-2024")
    kept = reweighted(without(propose("patrol", jiading, 2024), "成本指标"), jiading)
    # 90 × 40/70 = 51.43, 90 × 20/70 = 25.71, 90 × 10/70 = 12.86: 51 + 25 + 12, the two largest remainders one more
    assert weights(kept) == {
        "产出指标": ["11", "10", "10", "10", "10"],  # 51
        "效益指标": ["9", "9", "8"],  # 26
        "满意度指标": ["5", "4", "4"],  # 13
    }


def test_a_single_row_carries_all() -> None:
    jiading = edition("jiading-2024")
    [row] = reweighted(propose("patrol", jiading, 2024)[-1:], jiading)
    assert row.weight == 90


def test_nothing_kept_needs_no_weights() -> None:
    assert reweighted([], edition("jiading-2024")) == ()


def test_more_rows_than_points_get_half_points() -> None:
    jiading = edition("jiading-2024")
    rows = propose("patrol", jiading, 2024)
    many = reweighted([*without(rows, "满意度指标"), *([rows[-1]] * 12)], jiading)
    assert weights(many)["满意度指标"] == ["1"] * 8 + ["0.5"] * 4  # 8 + 2 = 10


def test_more_rows_than_half_points_get_hundredths() -> None:
    jiading = edition("jiading-2024")
    rows = propose("patrol", jiading, 2024)
    many = reweighted([*without(rows, "满意度指标"), *([rows[-1]] * 24)], jiading)
    assert weights(many)["满意度指标"] == ["0.42"] * 16 + ["0.41"] * 8  # 6.72 + 3.28 = 10


def test_deadlines_carry_the_year_of_the_form() -> None:
    targets = {row.name: row.target for row in propose("it-construction", edition("jiading-2024"), 2025)}
    assert targets["系统上线时间"] == "2025年10月31日前"


def test_an_unknown_kind_of_project_is_refused() -> None:
    with pytest.raises(UnknownKind):
        propose("soup", edition("jiading-2024"), 2024)


@every_kind_in_every_edition
def test_a_new_form_with_a_proposal_makes_100_and_keeps_its_usual_branches(kind: str, name: str) -> None:
    empty, known = new_form(name, 2024), edition(name)
    form = with_proposal(empty, propose(kind, known, 2024))
    assert score_form(form, known).total_weight.value == 100
    assert [node.name for node in form.indicators] == [spec.name for spec in known.dimensions]
    assert [category_names(node) for node in form.indicators] == [category_names(node) for node in empty.indicators]


def test_a_proposed_row_enters_with_name_target_and_weight_and_nothing_else() -> None:
    known = edition("chongming-2023")
    form = with_proposal(new_form(known.id, 2023), propose("patrol", known, 2023))
    first = next(indicator_rows(form))
    assert (first.dimension.name, first.category.name) == ("产出指标", "数量指标")
    assert (first.indicator.name, first.indicator.target) == ("配备巡查人员数量", "≥12人")
    assert first.indicator.weight == 7
    assert (first.indicator.actual, first.indicator.score, first.indicator.deviation) == ("", "", "")


def test_rows_join_those_already_in_the_form() -> None:
    known = edition("jiading-2024")
    empty = new_form(known.id, 2024)
    there, _ = add_indicator(empty, empty.indicators[0].categories[0].id, values={"name": "自己写的一行"})
    form = with_proposal(there, propose("patrol", known, 2024)[:1])
    assert [row.indicator.name for row in indicator_rows(form)] == ["自己写的一行", "巡查项目总成本"]


def test_missing_branches_are_made() -> None:
    known = edition("jiading-2024")
    form = with_proposal(Form(edition=known.id), propose("patrol", known, 2024))
    assert {node.name: category_names(node) for node in form.indicators} == {
        "成本指标": ["经济成本指标"],
        "产出指标": ["数量指标", "质量指标", "时效指标"],
        "效益指标": ["社会效益指标", "可持续影响指标"],
        "满意度指标": ["服务对象满意度指标"],
    }


def test_branches_that_are_made_stand_in_the_usual_order() -> None:
    known = edition("jiading-2024")
    there, benefit = add_dimension(Form(edition=known.id), "效益指标")
    there, _ = add_category(there, benefit, "可持续影响指标")
    form = with_proposal(there, propose("patrol", known, 2024))
    assert [node.name for node in form.indicators] == ["成本指标", "产出指标", "效益指标", "满意度指标"]
    assert category_names(form.indicators[2]) == ["社会效益指标", "可持续影响指标"]
