"""Whatever of 项目资金 is copied: no amount lands in a wrong cell, and none is lost untold (UX.md U16)."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from copied_funds import Rows, pasted
from ziping.form.path import FUNDING_COLUMNS, FUNDING_SOURCES, FieldPath, funding

HEAD = ("年初预算数", "全年预算数", "全年执行数")
LABELS = ("其中：当年财政拨款", "上年结转资金", "其他资金")
EVERY_CELL = st.sampled_from([funding(row, column) for row in FUNDING_SOURCES for column in FUNDING_COLUMNS])
OTHER_HEADS = ("分值", "执行率", "上年执行数", "追加预算")
OTHER_NAMES = ("年度资金总额", "市级资金", "镇级配套")


@st.composite
def printed_tables(draw: st.DrawFn) -> list[list[str]]:
    """Known heads and names with others among them in any order; each amount occurs once."""
    heads = draw(
        st.permutations(["来源", *draw(st.sets(st.sampled_from(HEAD), min_size=1)), *_some(draw, OTHER_HEADS)])
    )
    names = draw(st.permutations([*draw(st.sets(st.sampled_from(LABELS), min_size=1)), *_some(draw, OTHER_NAMES)]))
    amounts = iter(range(101, 1000))
    return [heads, *([name if head == "来源" else str(next(amounts)) for head in heads] for name in names)]


def _some(draw: st.DrawFn, names: Sequence[str]) -> set[str]:
    return draw(st.sets(st.sampled_from(names), max_size=3))


@settings(max_examples=150, deadline=None)
@given(printed_tables(), EVERY_CELL)
def test_an_amount_lands_where_its_head_and_name_say_or_is_named(rows: list[list[str]], at: FieldPath) -> None:
    heads, *body = rows
    cells, said = pasted(rows, at)
    expected = {}
    for texts in body:
        name = texts[heads.index("来源")]
        for head, text in zip(heads, texts, strict=True):
            if head in HEAD and name in LABELS:
                cell = f"{FUNDING_SOURCES[LABELS.index(name)]}.{FUNDING_COLUMNS[HEAD.index(head)]}"
                expected[cell] = f"{text}0000"
            elif head != "来源":
                assert f"“{name}”" in said or f"“{head}”" in said
    assert cells == expected
    assert not any(f"“{known}”" in said for known in (*HEAD, *LABELS))


PLAIN_BLOCKS = st.integers(1, 6).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from(["", "0", "-"]) | st.integers(1, 60).map(str), min_size=width, max_size=width),
        min_size=1,
        max_size=5,
    )
)


def _may_be_a_sum(rows: Rows, row: int) -> bool:
    columns = [[int(text) if text.isdigit() else 0 for text in column] for column in zip(*rows, strict=True)]
    return any(column[row] for column in columns) and all(2 * column[row] == sum(column) for column in columns)


@settings(max_examples=400, deadline=None)
@given(PLAIN_BLOCKS, EVERY_CELL)
def test_plain_amounts_land_right_and_down_of_the_current_cell_and_nowhere_else(
    rows: list[list[str]], at: FieldPath
) -> None:
    cells, said = pasted(rows, at)
    sources = FUNDING_SOURCES[FUNDING_SOURCES.index(at.row) :]
    columns = FUNDING_COLUMNS[FUNDING_COLUMNS.index(at.field) :]
    used = [row[: len(columns)] for row in rows]
    while used and not any(text.isdigit() or text not in {"", "-"} for text in used[-1]):
        used.pop()
    sums = {row for row in (0, len(used) - 1) if len(used) > 1 and _may_be_a_sum(used, row)}
    if not cells:
        some = any(text.isdigit() for row in used[: len(sources)] for text in row)
        assert said.startswith("没有粘贴：")
        assert sums or len(used) > 3 or not some
        return
    assert len(used) <= 3 + len(sums)
    there = {row: number for number, row in enumerate(row for row in range(len(used)) if row not in sums)}
    expected = {}
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            if place < len(columns) and there.get(number, 9) < len(sources):
                yuan = f"{text}0000" if text.isdigit() and text != "0" else "0" if text == "0" else ""
                expected[f"{sources[there[number]]}.{columns[place]}"] = yuan
            elif text.isdigit():
                assert _is_numbered(said, number, "行") or _is_numbered(said, place, "列")
    assert cells == expected


def _is_numbered(said: str, number: int, measure: str) -> bool:
    parts = said.rstrip("。").replace("，它是其余各行的合计", "").replace("：", "；").split("；")
    lists = (part[2:-2].split("、") for part in parts if part.startswith("第 ") and part.endswith(measure))
    return any(str(number + 1) in numbers for numbers in lists)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([*HEAD, *LABELS, "合计", "备注", "", "7", "约3", "（元）"]), min_size=3, max_size=3),
        min_size=1,
        max_size=5,
    ),
    EVERY_CELL,
)
def test_no_block_puts_a_head_or_name_into_a_cell_in_place_of_amounts(rows: list[list[str]], at: FieldPath) -> None:
    cells, said = pasted(rows, at)
    assert not {*cells.values()} & {*HEAD, *LABELS}
    assert cells or said
