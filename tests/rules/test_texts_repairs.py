"""Repairs of texts: applying one makes exactly its finding go away."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published import form_of, with_fields
from text_scenarios import FORM, PIECES, found, rows
from ziping.form.edit import get
from ziping.rules.numbering import numbering_slips, renumbered
from ziping.rules.punctuation import mended, slips

REPAIRS: dict[str, Callable[[str], str | None]] = {"T4": renumbered, "T5": mended}


@pytest.mark.parametrize(
    ("rule", "field", "text"), [(rule, field, text) for rule, field, text, _ in rows("Fires") if rule in REPAIRS]
)
def test_a_repair_makes_the_finding_go_away_and_brings_no_other(rule: str, field: str, text: str) -> None:
    assert found(with_fields(FORM, {field: REPAIRS[rule](text)})) == []


@pytest.mark.parametrize(
    "name", ["xianghua-2023-ywtg", "jiangqiao-2024-qitarenyuan", "jiangqiao-2024-xinxihua-yunwei"]
)
def test_exactly_the_repaired_findings_of_a_published_form_go_away(name: str) -> None:
    form = form_of(name)
    for finding in found(form):
        if finding.rule in REPAIRS:
            text = get(form, finding.path)
            assert isinstance(text, str)
            repaired = with_fields(form, {str(finding.path): REPAIRS[finding.rule](text)})
            left = [(each.rule, each.path) for each in found(form) if each != finding]
            assert [(each.rule, each.path) for each in found(repaired)] == left


@pytest.mark.parametrize(
    ("rule", "text", "repaired"),
    [
        ("T4", "做法：1。值守；2.巡查；3.办结。", "做法：1.值守；2.巡查；3.办结。"),
        ("T4", "做法：（一）值守；（二）巡查；（四）办结。", "做法：（一）值守；（二）巡查；（三）办结。"),
        ("T4", "做法：①值守；②巡查；②办结。", "做法：①值守；②巡查；③办结。"),
        ("T4", "做法：第一，值守；第二，巡查；第四，办结。", "做法：第一，值守；第二，巡查；第三，办结。"),
        ("T4", "做法：一是值守；三是巡查。", "做法：一是值守；二是巡查。"),
        ("T4", "做法：(1)值守；（2）巡查；（3）办结。", "做法：（1）值守；（2）巡查；（3）办结。"),
        ("T5", '"保障工作站正常运作，营造整洁有序环境。"', "保障工作站正常运作，营造整洁有序环境。"),
        ("T5", '"保障工作站正常运作，营造整洁有序环境。', "保障工作站正常运作，营造整洁有序环境。"),
        ("T5", "落实“路长制\"要求，做好值守。", "落实“路长制”要求，做好值守。"),
        ("T5", '购置"城管通"和"对讲机"，', "购置“城管通”和“对讲机”。"),
        ("T5", '落实“路长制”和"河长制"要求。', "落实“路长制”和“河长制”要求。"),
        ("T5", "做好值守，。；", "做好值守。"),
        ("T5", "做好值守,,巡查；；办结、", "做好值守，巡查；办结。"),
        ("T5", "在“ 路长制”下做好 值守 ，", "在“路长制”下做好值守。"),
        ("T5", "全年处置完成率100%,其中及时 。", "全年处置完成率100%，其中及时。"),
    ],
)  # fmt: skip
def test_a_text_is_repaired_as_a_reader_would(rule: str, text: str, repaired: str) -> None:
    assert REPAIRS[rule](text) == repaired


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("T5", '落实"路长制要求，做好值守工作。'),
        ("T5", "做好值守工作，营造整洁环境。"),
        ("T4", "做法：1.值守；2.巡查。"),
        ("T4", "做法：1.值守和2项巡查；3.办结。"),
        ("T4", "做法：①值守和②巡查；③办结。"),
    ],
    ids=[
        "a quote left open",
        "no slip",
        "no slip in a list",
        "two in one",
        "two rings in one",
    ],
)
def test_what_needs_its_writer_is_not_repaired(rule: str, text: str) -> None:
    assert REPAIRS[rule](text) in {None, text}


def list_that_repeats(first: str, second: str, length: int) -> str:
    """A list of so many items, all but the first numbered 2."""
    return "做法：\n" + "\n".join([f"{first}加强值守；", *[f"{second}购置装备；"] * (length - 1)])


LONGEST = [
    ("一、", "二、", 59, "五十九、"),
    ("一是", "二是", 59, "五十九是"),
    ("（一）", "（二）", 59, "（五十九）"),
    ("①", "②", 20, "⑳"),
    ("1.", "2.", 99, "99."),
    ("（1）", "（2）", 99, "（99）"),
]
"""Two numbers, how far their kind is read in a text, and the last of them."""


@pytest.mark.parametrize(("first", "second", "length", "last"), LONGEST)
def test_a_list_is_numbered_as_far_as_its_numerals_reach(first: str, second: str, length: int, last: str) -> None:
    repaired = renumbered(list_that_repeats(first, second, length))
    assert repaired.splitlines()[-1] == f"{last}购置装备；"
    assert numbering_slips(repaired) == ()


@pytest.mark.parametrize("more", [1, 42])
@pytest.mark.parametrize(("first", "second", "length"), [row[:3] for row in LONGEST])
def test_a_list_longer_than_its_numerals_reach_is_left_to_its_writer(
    first: str, second: str, length: int, more: int
) -> None:
    text = f"{list_that_repeats(first, second, length + more)}\n要求：第一，做好值守；第三，做好巡查。"
    assert numbering_slips(text) != ()
    assert renumbered(text) == text


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=40))
def test_a_repaired_text_is_in_order_whatever_it_was(text: str) -> None:
    assert numbering_slips(renumbered(text)) == ()
    repaired = mended(text)
    assert repaired is None or slips(repaired) == ()
