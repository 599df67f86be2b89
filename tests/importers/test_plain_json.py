"""The plain form (交换格式): DOMAIN.md §7, SAFETY.md R10."""

from __future__ import annotations

import json
import random
from decimal import Decimal
from typing import Any

import pytest

from hostile import spoil
from published import NAMES, form_of, source_of, text_of, with_fields
from ziping.editions.catalog import edition
from ziping.form.indicators import indicator_rows
from ziping.form.model import Form, FundingRow, Indicator, PrintedFundingRow
from ziping.importers.plain_json import read_plain, write_plain
from ziping.importers.result import ImportFailed
from ziping.rules.scoring import score_form

NAME = "jiangqiao-2024-qitarenyuan"


def read(**texts: Any) -> tuple[Form, tuple[str, ...]]:
    """A published form with other texts at the top level, and the notes on it."""
    result = read_plain(json.dumps({**source_of(NAME), **texts}))
    return result.form, result.notes


def refused(text: str) -> str:
    with pytest.raises(ImportFailed) as failure:
        read_plain(text)
    assert "\n" not in str(failure.value)
    return str(failure.value)


def refused_with(**texts: Any) -> str:
    return refused(json.dumps({**source_of(NAME), **texts}))


def written(form: Form) -> dict[str, Any]:
    known = edition(form.edition)
    text = write_plain(form, known, score_form(form, known))
    assert text.endswith("}\n")
    plain: dict[str, Any] = json.loads(text)
    return plain


# --- the published forms


@pytest.mark.parametrize("name", NAMES)
def test_a_published_form_is_written_back_text_for_text(name: str) -> None:
    source = source_of(name)
    del source["slug"]
    assert written(form_of(name)) == source


@pytest.mark.parametrize("name", NAMES)
def test_a_published_form_is_understood_whole(name: str) -> None:
    assert read_plain(text_of(name)).notes == ()


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_reads_back_to_the_same_form(name: str) -> None:
    assert read_plain(json.dumps(written(form_of(name)))).form == form_of(name)


def test_a_form_is_read_field_by_field() -> None:
    form = form_of(NAME)
    assert form.edition == "jiading-2024"
    assert form.basic.model_dump() == {
        "year": 2024,
        "project_name": "其他人员经费",
        "department": "江桥镇",
        "unit": "上海市嘉定区江桥镇城市运行管理中心",
    }
    assert form.funding.fiscal == FundingRow(initial_budget=12_455_400, full_budget=9_566_400, executed=8_155_900)
    assert form.funding.other.executed == 0
    row = next(iter(indicator_rows(form)))
    assert row.indicator == Indicator(
        id="i1",
        name="其他人员公用经费",
        target="不超预算额度",
        actual="达成指标",
        weight=Decimal(10),
        score=Decimal(10),
    )
    assert form.printed is not None
    assert form.printed.total == PrintedFundingRow(
        initial_budget="1245.54", full_budget="956.64", executed="815.59", execution_rate="85.25"
    )
    assert (form.printed.execution_score, form.printed.total_score, form.printed.grade) == ("8.53", "98.53", "优")
    assert not form.signature.shown


# --- what other systems may hand over


@pytest.mark.parametrize("name", ["嘉定2024", "嘉定 2024", "jiading-2024"])
def test_an_edition_goes_by_each_of_its_names(name: str) -> None:
    assert read(版式=name)[0] == form_of(NAME)


def test_numbers_without_quotes_are_taken_as_they_are_written() -> None:
    row = {"一级指标": "产出指标", "二级指标": "数量指标", "分值": 12.50, "得分": 12}
    text = json.dumps({**source_of(NAME), "绩效指标": [row], "总分": 0.10}).replace("0.1", "0.10")
    form = read_plain(text).form
    indicator = next(iter(indicator_rows(form))).indicator
    assert (indicator.weight, indicator.score) == (Decimal("12.5"), Decimal(12))
    assert form.printed is not None
    assert form.printed.total_score == "0.10"


def test_what_cannot_be_read_as_a_number_stays_as_written() -> None:
    row = {"分值": "十分", "得分": "1,000,000,000,000,000,000,000", "三级指标": 10**25}
    form, _ = read(绩效指标=[row], 项目资金=[{"项目": "其他资金", "年初预算数": "约10万"}])
    indicator = next(iter(indicator_rows(form))).indicator
    assert (indicator.weight, indicator.score, indicator.name) == ("十分", row["得分"], str(10**25))
    assert form.funding.other.initial_budget == "约10万"


@pytest.mark.parametrize("name", ["其中：当年财政拨款", "其中:当年财政拨款", "当年财政拨款：", " 当年财政拨款 "])
def test_a_row_of_funds_goes_by_its_printed_label(name: str) -> None:
    form, notes = read(项目资金=[{"项目": name, "全年预算数": "1.5"}])
    assert (str(form.funding.fiscal.full_budget), notes) == ("15000", ())


def test_amounts_may_come_in_another_unit_than_the_edition_prints() -> None:
    rows = [{"项目": "年度资金总额", "全年预算数": "15000"}, {"项目": "当年财政拨款", "全年预算数": "15000"}]
    form, notes = read(金额单位="元", 项目资金=rows)
    assert (str(form.funding.fiscal.full_budget), notes) == ("15000", ())
    assert form.printed is not None
    assert form.printed.total == PrintedFundingRow(full_budget="15000元")


def test_rows_are_grouped_by_their_neighbours_and_keep_their_order() -> None:
    rows = [{"一级指标": first, "二级指标": second} for first, second in ("AX", "AX", "AY", "BX", "AX")]
    form, _ = read(绩效指标=rows)
    assert [
        (one.id, one.name, [(two.id, two.name, [three.id for three in two.indicators]) for two in one.categories])
        for one in form.indicators
    ] == [
        ("d1", "A", [("c1", "X", ["i1", "i2"]), ("c2", "Y", ["i3"])]),
        ("d2", "B", [("c3", "X", ["i4"])]),
        ("d3", "A", [("c4", "X", ["i5"])]),
    ]


def test_a_form_may_be_nearly_empty() -> None:
    form = read_plain('{"版式": "崇明2023"}').form
    assert (form.basic.year, form.indicators, form.funding.fiscal.executed) == ("", (), "")


# --- what is left out is told


@pytest.mark.parametrize(
    ("texts", "note"),
    [
        ({"备注": "x"}, "“备注”不是交换格式里的项目，没有读入"),
        ({"绩效指标": [{"三级指标": "a", "佐证": "b"}]}, "“绩效指标”第 1 行的“佐证”不是交换格式里的项目，没有读入"),
        (
            {"项目资金": [{"项目": "其他资金", "备注": "b"}]},
            "“项目资金”第 1 行的“备注”不是交换格式里的项目，没有读入",
        ),
        ({"项目资金": [{"项目": "其他资金"}, {"项目": "其他资金"}]}, "“项目资金”第 2 行“其他资金”重复，没有读入"),
        ({"金额单位": "亿元"}, "金额单位“亿元”不认识，按万元读入"),
        ({"执行率分值": "20"}, "执行率分值“20”与版式规定的 10 分不同，按 10 分计算"),
    ],
)
def test_what_was_not_understood_is_noted(texts: dict[str, Any], note: str) -> None:
    assert read(**texts)[1] == (note,)


def test_of_two_values_under_one_key_the_first_counts_and_the_other_is_noted() -> None:
    text = '{"版式": "嘉定2024", "项目名称": "甲", "绩效指标": [{"得分": 5, "得分": 4}], "项目名称": "乙"}'
    form, notes = (result := read_plain(text)).form, result.notes
    assert form.basic.project_name == "甲"
    assert next(iter(indicator_rows(form))).indicator.score == 5
    assert notes == ("“得分”在同一处写了两次，只读入第一次写的", "“项目名称”在同一处写了两次，只读入第一次写的")


def test_a_note_repeats_only_the_beginning_of_a_long_text() -> None:
    form, notes = read(**{"x\n" * 50_000: 1, "金额单位": "元" * 50_000})
    assert notes == (
        f"“{'x ' * 20}…”不是交换格式里的项目，没有读入",
        f"金额单位“{'元' * 40}…”不认识，按万元读入",
    )
    assert form == form_of(NAME)


def test_of_very_many_notes_the_first_hundred_are_told_and_the_others_counted() -> None:
    _, notes = read(**{f"附{number}": 1 for number in range(250)})
    assert notes[99:] == ("“附99”不是交换格式里的项目，没有读入", "还有 150 处没有读懂，不一一列出")


def test_of_two_rows_for_one_source_the_first_counts() -> None:
    rows = [{"项目": "其他资金", "全年预算数": "1"}, {"项目": "其他资金", "全年预算数": "2"}]
    assert read(项目资金=rows)[0].funding.other.full_budget == 10_000


@pytest.mark.parametrize("weight", ["10", "10.00", "１０", 10, None, ""])
def test_the_usual_weight_of_the_rate_needs_no_note(weight: object) -> None:
    assert read(执行率分值=weight)[1] == ()


# --- what is refused, and in which words


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "不是完整的 JSON 文件（第 1 行第 1 个字符处读不下去）"),
        ('{"版式": "嘉定2024",\n', "不是完整的 JSON 文件（第 2 行第 1 个字符处读不下去）"),
        ("[]", "交换格式的文件应是“项目: 内容”的对象"),
        ("{}", "没有写明版式（“版式”一项），例如 嘉定2024"),
        ("[" * 100_000, "不是能读懂的 JSON 文件"),
        ('{"版式": ' + "9" * 5_000 + "}", "不是能读懂的 JSON 文件"),
        ('{"版式": "嘉定2024", "项目名称": "\\ud800"}', "不是能读懂的 JSON 文件"),
        ('{"版式": "嘉定2024", "\\udfff": 1}', "不是能读懂的 JSON 文件"),
    ],
)
def test_a_file_that_is_no_plain_form_is_refused(text: str, message: str) -> None:
    assert refused(text) == message


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ({"项目名称": ["a"]}, "“项目名称”的内容应是文字或数字"),
        ({"项目名称": True}, "“项目名称”的内容应是文字或数字"),
        ({"年度": float("nan")}, "“年度”的内容应是文字或数字"),
        ({"绩效指标": {"a": 1}}, "“绩效指标”应是若干行的列表"),
        ({"绩效指标": [{}, "x"]}, "“绩效指标”第 2 行应是“项目: 内容”的对象"),
        ({"项目资金": [1]}, "“项目资金”第 1 行应是“项目: 内容”的对象"),
        ({"项目资金": [{"项目": "赞助"}]}, "“项目资金”里有不认识的一行“赞助”"),
        ({"绩效指标": [{"分值": {"a": 1}}]}, "“分值”的内容应是文字或数字"),
        ({"绩效指标": [{}] * 1_001}, "“绩效指标”有 1001 行，超过 1000 行，不像是自评表，没有读入"),
        ({"备注": [1] * 100_001}, "文件里的项目超过 100000 个，不像是自评表，没有读入"),
        ({"项目资金": [{"项目": "赞\n" * 900}]}, f"“项目资金”里有不认识的一行“{'赞 ' * 20}…”"),
    ],
)
def test_a_part_of_the_wrong_kind_is_named(texts: dict[str, Any], message: str) -> None:
    assert refused_with(**texts) == message


def test_an_unknown_edition_is_told_those_there_are() -> None:
    assert refused_with(版式="静安2024") == (
        "没有名为“静安2024”的版式；可用的版式：chongming-2023（崇明 2023）、jiading-2024（嘉定 2024）、"
        "national-2020（通用 2020）"
    )


# --- writing


def test_plain_amounts_have_no_thousands_commas_but_typed_ones_stay() -> None:
    plain = written(with_fields(form_of(NAME), {"funding.other.executed": "12,34"}))
    assert plain["项目资金"][0]["年初预算数"] == "1245.54"
    assert plain["项目资金"][3]["全年执行数"] == "12,34"
    assert read_plain(json.dumps(plain)).form.funding.other.executed == "12,34"


def test_results_are_written_as_computed_not_as_printed() -> None:
    form, _ = read(总分="1", 评分等级="差", 执行率得分="0")
    plain = written(form)
    assert (plain["总分"], plain["评分等级"], plain["执行率得分"]) == ("98.53", "优", "8.53")


def test_an_empty_form_is_written_and_read_back() -> None:
    for name in ("chongming-2023", "jiading-2024", "national-2020"):
        plain = written(Form(edition=name))
        again = read_plain(json.dumps(plain)).form
        assert again.model_copy(update={"printed": None}) == Form(edition=name)


# --- R10: no damage raises anything else


WRONG: list[Any] = [
    None,
    True,
    0,
    -1,
    2.5,
    "",
    "\ud800",
    "x" * 100,
    [],
    [[]],
    {},
    {"项目": "其他资金"},
    10**30,
    "1e9",
    "½",
]


def is_read(text: str) -> bool:
    try:
        read_plain(text)
    except ImportFailed:
        return False
    return True


def test_r10_well_formed_nonsense_never_crashes() -> None:
    dice, source = random.Random(12), source_of("jiangqiao-2024-huodong")
    spoilt = [json.dumps(spoil(source, dice, WRONG)) for _ in range(8_000)]
    read_well = [text for text in spoilt if is_read(text)]
    assert 0 < len(read_well) < 8_000
    for text in read_well[::20]:
        written(read_plain(text).form)


def test_r10_a_file_cut_or_changed_anywhere_never_crashes() -> None:
    dice, text = random.Random(13), text_of("jiangqiao-2024-huodong").rstrip()
    assert not any(is_read(text[:length]) for length in range(0, len(text), 5))
    for _ in range(2_000):
        at = dice.randrange(len(text))
        is_read(text[:at] + chr(dice.randrange(0x20, 0x500)) + text[at + 1 :])
