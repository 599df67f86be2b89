"""What the clipboard holds when Excel, WPS or a browser copied cells, and what it holds when we did (UX.md U16)."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ziping.app.cell_block import block_html, block_text, read_block, read_html, read_text

# Any text a form can hold; line ends are \n inside the program.
texts = st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), max_size=12)
awkward = st.text(st.sampled_from('a "\t\n&<; 　'), max_size=8)
blocks = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(texts | awkward, min_size=width, max_size=width).map(tuple), min_size=1, max_size=4
    ).map(tuple)
)


@pytest.mark.parametrize(
    ("copied", "block"),
    [
        ("甲\t1\r\n乙\t2\r\n", (("甲", "1"), ("乙", "2"))),
        ("甲", (("甲",),)),
        ("甲\t", (("甲", ""),)),
        ("\t\r\n\t5\r\n", (("", ""), ("", "5"))),
        ('"第一行\n第二行"\t5\r\n', (("第一行\n第二行", "5"),)),
        ('"第一行\r\n第二行"\t5\r\n', (("第一行\n第二行", "5"),)),
        ('"甲\t乙"\t5\n', (("甲\t乙", "5"),)),
        ('"称为""一网统管"""\t5\n', (('称为"一网统管"', "5"),)),
        ('5" 屏\t2台\n', (('5" 屏', "2台"),)),
        ('"未闭合\t2台\n', (('"未闭合', "2台"),)),
        ("甲\n乙\t2\n", (("甲", ""), ("乙", "2"))),
        ("", ()),
    ],
)
def test_text_is_read_as_a_workbook_copies_it(copied: str, block: tuple[tuple[str, ...], ...]) -> None:
    assert read_text(copied) == block


def test_html_of_a_workbook_is_read_by_its_cells() -> None:
    html = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td {color:black;}</style></head><body>
    <!--StartFragment--><table border=0 cellpadding=0>
     <col width=72><tr height=19>
      <td height=19 class=xl65>处置及时率<br>
        （全年）</td><td align=right>&ge;85%</td><td>A&amp;B&nbsp;&nbsp;楼</td>
     </tr></table><!--EndFragment--></body></html>"""
    assert read_html(html) == (("处置及时率\n（全年）", "≥85%", "A&B  楼"),)


def test_paragraphs_of_a_cell_are_lines() -> None:
    assert read_html("<table><tr><td><p>一、按时</p>\n<p>二、按量</p></td></tr></table>") == (
        ("一、按时\n二、按量",),
    )


def test_a_merged_cell_stands_in_its_first_place() -> None:
    html = (
        "<table><tr><td rowspan=2>产出指标</td><td colspan='2'>数量</td></tr>"
        "<tr><td>次数</td><td>5</td></tr><tr><td>效益指标</td></tr></table>"
    )
    assert read_html(html) == (("产出指标", "数量", ""), ("", "次数", "5"), ("效益指标", "", ""))


def test_several_merged_cells_of_different_height_leave_the_right_gaps() -> None:
    html = (
        "<table><tr><td rowspan=3>A</td><td rowspan=2>B</td><td>1</td></tr><tr><td>2</td></tr>"
        "<tr><td>C</td><td>3</td></tr></table>"
    )
    assert read_html(html) == (("A", "B", "1"), ("", "", "2"), ("", "C", "3"))


@pytest.mark.parametrize(
    "html",
    ["<p>没有表格</p>", "<table></table>", "", "<table><tr>", "<td>游离", "<table><td rowspan=x colspan=-1>"],
)
def test_broken_html_is_read_as_far_as_it_goes(html: str) -> None:
    assert all(text == "" for row in read_html(html) for text in row)


def test_a_huge_span_and_a_huge_reference_cost_nothing() -> None:
    block = read_html(f"<table><tr><td colspan=99999999 rowspan=99999999>甲&#{'9' * 5000};</td></tr></table>")
    assert len(block) == 1
    assert len(block[0]) == 200
    assert block[0][0] == "甲\ufffd"


def test_where_both_agree_the_text_keeps_blanks_and_tabs() -> None:
    assert read_block("甲\t乙  丙\n", "<table><tr><td>甲</td><td>乙 丙</td></tr></table>") == (("甲", "乙  丙"),)


def test_quotes_that_belong_to_the_text_are_known_from_the_html() -> None:
    html = "<table><tr><td>&quot;四早&quot;</td><td>5</td></tr></table>"
    assert read_block('"四早"\t5\n', html) == (('"四早"', "5"),)


def test_a_browser_says_where_cells_end_only_in_html() -> None:
    html = "<table><tr><td>第一行<br>第二行</td><td>5</td></tr></table>"
    assert read_block("第一行\n第二行\t5", html) == (("第一行\n第二行", "5"),)


def test_html_without_a_table_leaves_the_text() -> None:
    assert read_block("甲\t乙", "<b>甲</b> 乙") == (("甲", "乙"),)


def test_a_single_cell_goes_to_other_programs_as_it_is() -> None:
    assert block_text((('第一行\n"第二行"',),)) == '第一行\n"第二行"'


@given(blocks)
def test_html_brings_back_every_character(block: tuple[tuple[str, ...], ...]) -> None:
    assert read_html(block_html(block)) == block


@given(blocks.filter(lambda block: len(block) * len(block[0]) > 1))
def test_text_brings_back_every_character(block: tuple[tuple[str, ...], ...]) -> None:
    assert read_text(block_text(block)) == block


@given(blocks)
@example((("\n",),))
@example((("路灯\n",),))
def test_what_was_copied_is_what_is_pasted(block: tuple[tuple[str, ...], ...]) -> None:
    assert read_block(block_text(block), block_html(block)) == block


@given(st.text(), st.text())
def test_anything_on_the_clipboard_is_read_as_even_rows(text: str, html: str) -> None:
    block = read_block(text, f"<table><tr><td>{html}")
    assert len({len(row) for row in block}) <= 1
