"""No rule of D, I and S raises on any form, and what it says is said in words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ziping.editions.catalog import edition, editions
from ziping.form.model import AnnualGoal, Category, Dimension, Form, Funding, FundingRow, Indicator
from ziping.rules.check import check_form
from ziping.rules.findings import CATALOGUE

PLACES = [
    "成本指标",
    "产出指标",
    "效益指标",
    "满意度指标",
    "数量指标",
    "时效指标",
    "社会成本指标",
    "经济成本指标",
    "",
    " ",
]
NAMES = [
    "总成本控制率", "成本控制数", "采购单价", "群众满意度", "投诉率", "响应时间",
    "聘用队员人数", "完成时间", "覆盖率", "巡查频率",
]  # fmt: skip
VALUES = [
    "≥90%", "≤0%", "=0", "120%", "-5%", "＞85%", "90%以上", "约3个", "=5大类40小类", "30分钟内", "10个工作日",
    "2024年11月前", "=2月30日",
    "2025年1月5日", "12月", "=全年", "达成指标", "部分达成", "未达成",
    "健全", "5000/场", "≥999999999999999万元", "0.00000001元", "1/0", "—",
]  # fmt: skip
POINTS = ["0", "5", "0.00000001", "999999999999999999", "-1", "10.5", "", "五"]
REASONS = ["", "无", "/", "因汛期延误", "加强管理", "原因：" * 30, "—" * 60, "已" * 60]
loose = st.text("0123456789.,%≥≤＝=（）()个元万年月日前内约/—一无{}\n ", max_size=10) | st.text(max_size=8)


def one_of(samples: list[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(samples) | loose


rows: st.SearchStrategy[dict[str, str]] = st.builds(
    dict,
    name=one_of(NAMES),
    target=one_of(VALUES),
    actual=one_of(VALUES),
    weight=one_of(POINTS),
    score=one_of(POINTS),
    deviation=one_of(REASONS),
)
trees = st.lists(
    st.tuples(one_of(PLACES), st.lists(st.tuples(one_of(PLACES), st.lists(rows, max_size=3)), max_size=2)), max_size=3
)
money = st.builds(FundingRow, initial_budget=one_of(POINTS), full_budget=one_of(POINTS), executed=one_of(POINTS))


def form_from(
    edition_id: str, funds: FundingRow, goal: str, tree: list[tuple[str, list[tuple[str, list[dict[str, str]]]]]]
) -> Form:
    categories = iter(range(1, 100))
    numbers = iter(range(1, 100))
    return Form(
        edition=edition_id,
        funding=Funding(fiscal=funds),
        goal=AnnualGoal(achieved=goal),
        indicators=tuple(
            Dimension(
                id=f"d{position}",
                name=name,
                categories=tuple(
                    Category(
                        id=f"c{next(categories)}",
                        name=below,
                        indicators=tuple(
                            Indicator.model_validate({"id": f"i{next(numbers)}", **row}) for row in inside
                        ),
                    )
                    for below, inside in branch
                ),
            )
            for position, (name, branch) in enumerate(tree)
        ),
    )


@settings(deadline=None, max_examples=2000)
@given(st.sampled_from([each.id for each in editions()]), money, one_of(REASONS), trees)
def test_any_form_is_checked_without_a_crash_and_in_words(
    edition_id: str, funds: FundingRow, goal: str, tree: list[tuple[str, list[tuple[str, list[dict[str, str]]]]]]
) -> None:
    for found in check_form(form_from(edition_id, funds, goal, tree), edition(edition_id)):
        assert found.rule in CATALOGUE
        assert found.message
        assert found.why
        assert found.fix
