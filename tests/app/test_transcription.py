"""照录: every field in the order of the page, as it prints, and what was copied stays ticked only while it prints so."""

from __future__ import annotations

from pathlib import Path

import pytest

from published import NAMES, form_of, source_of, with_fields
from ziping.app.export import sheet_of
from ziping.app.session import View
from ziping.app.transcription import (
    Entry,
    Progress,
    Skipping,
    entries_of,
    following,
    form_key,
    kept_progress,
    neighbour,
    row_of,
    row_text,
    with_progress,
)
from ziping.form.model import BasicInfo, Form

FORM = form_of("jiangqiao-2024-qitarenyuan")
CHONGMING = next(name for name in NAMES if source_of(name)["版式"] == "崇明2023")


def by_address(form: Form) -> dict[str, Entry]:
    return {str(entry.path): entry for entry in entries_of(View(form))}


def writings(form: Form, address: str) -> dict[str, str]:
    return dict(by_address(form)[address].others)


def copied(form: Form, *addresses: str) -> Progress:
    entries = by_address(form)
    return Progress().with_copied([entries[address] for address in addresses])


def test_the_fields_come_in_print_order_from_the_head_to_the_grade() -> None:
    addresses = list(by_address(FORM))
    assert addresses[:7] == [
        "basic.year", "basic.project_name", "basic.department", "basic.unit",
        "funding.total.initial_budget", "funding.total.full_budget", "funding.total.executed",
    ]  # fmt: skip
    assert addresses.index("funding.other.executed") < addresses.index("goal.expected")
    assert addresses.index("goal.achieved") < addresses.index("indicator.i1.name")
    assert addresses[-3:] == ["result.total_weight", "result.total", "result.grade"]


def test_each_field_says_where_it_stands_in_printed_words() -> None:
    entries = by_address(FORM)
    assert entries["funding.fiscal.executed"].way == ("项目资金", "当年财政拨款", "全年执行数")
    assert entries["indicator.i3.target"].way == ("产出指标", "数量指标", "聘用联勤队员数量", "年度指标值")
    assert entries["result.total"].way == ("总分", "得分")


@pytest.mark.parametrize("name", NAMES)
def test_every_text_is_the_one_that_prints(name: str) -> None:
    source, texts = source_of(name), [entry.text for entry in entries_of(View(form_of(name)))]
    goals = [source["预期目标"], source["实际完成情况"]]
    assert texts[1:4] == [source["项目名称"], source["主管部门"], source["实施单位"]]
    assert [text for text in texts if text in goals] == goals
    for row in source["绩效指标"]:
        place = texts.index(row["三级指标"])
        assert texts[place + 1 : place + 3] == [row["年度指标值"], row["实际完成值"]]


def test_no_printed_field_is_left_out_but_places_without_a_value() -> None:
    printed = {cell.address for cell in sheet_of(View(FORM)).cells if cell.address}
    left = {
        address for address in printed - by_address(FORM).keys() if not address.startswith(("dimension", "category"))
    }
    sources = ("fiscal", "carried_over", "other")
    assert left == {f"funding.{row}.execution_{field}" for row in sources for field in ("weight", "score")}


def test_an_empty_rate_of_a_source_is_no_field() -> None:
    assert "funding.fiscal.execution_rate" not in by_address(form_of(CHONGMING))
    assert "funding.total.execution_rate" in by_address(form_of(CHONGMING))


def test_money_in_ten_thousands_is_also_there_in_yuan_to_the_last_cent() -> None:
    assert writings(FORM, "funding.fiscal.initial_budget") == {"不带逗号": "1245.54", "元": "12455400.00"}
    odd = with_fields(FORM, {"funding.fiscal.executed": "8155912.34"})
    assert by_address(odd)["funding.fiscal.executed"].text == "815.59"
    assert writings(odd, "funding.fiscal.executed") == {"元": "8155912.34"}
    assert writings(odd, "funding.total.executed") == {"元": "8155912.34"}


def test_money_in_yuan_is_also_there_in_ten_thousands_unrounded() -> None:
    form = with_fields(form_of(CHONGMING), {"funding.fiscal.executed": "1588600.5"})
    assert writings(form, "funding.fiscal.executed") == {"万元": "158.86005"}


def test_money_that_cannot_be_read_has_no_other_unit() -> None:
    form = with_fields(FORM, {"funding.fiscal.executed": "约八百万"})
    assert by_address(form)["funding.fiscal.executed"].text == "约八百万"
    assert writings(form, "funding.fiscal.executed") == {}


@pytest.mark.parametrize(
    ("printed", "figure"),
    [
        ("≥12.00(个)", {"只要数字": "12.00"}),
        ("=1套", {"只要数字": "1"}),
        ("1,245.54", {}),
        ("3个街道及12个村", {}),
        ("2024年底前", {}),
        ("健全", {}),
    ],
)
def test_a_value_with_sign_and_unit_is_also_there_as_its_figure(printed: str, figure: dict[str, str]) -> None:
    form = with_fields(FORM, {"indicator.i3.target": printed})
    assert writings(form, "indicator.i3.target") == figure


def test_the_year_is_there_as_printed_and_alone() -> None:
    assert by_address(FORM)["basic.year"].text == "（2024年度）"
    assert writings(FORM, "basic.year") == {"只要年份": "2024"}
    assert by_address(with_fields(FORM, {"basic.year": ""}))["basic.year"].text == ""


def test_the_signers_come_without_their_printed_labels() -> None:
    form = with_fields(FORM, {"signature.shown": True, "signature.preparer": "沈青"})
    assert by_address(form)["signature.preparer"].text == "沈青"
    assert not any(entry.path.section == "signature" for entry in entries_of(View(FORM)))


def test_a_row_is_copied_with_tabs_between_its_six_cells_empty_ones_too() -> None:
    entries = entries_of(View(FORM))
    row = row_of(entries, by_address(FORM)["indicator.i3.actual"])
    assert row_text(row) == "聘用联勤队员数量\t≤76.00(个)\t76.00(个)\t5.00\t5.00\t\n"  # as Excel hands over a row
    assert row_of(entries, by_address(FORM)["goal.expected"]) == ()


def test_a_field_that_prints_otherwise_is_to_be_copied_again_until_it_is_as_it_was() -> None:
    progress = copied(FORM, "basic.unit", "funding.fiscal.executed")
    changed = by_address(with_fields(FORM, {"funding.fiscal.executed": "8155800"}))
    assert progress.state(by_address(FORM)["funding.fiscal.executed"]) == "done"
    assert progress.state(changed["funding.fiscal.executed"]) == "changed"
    assert progress.state(changed["basic.unit"]) == "done"
    assert progress.state(changed["basic.department"]) == "open"


def test_the_walk_passes_over_what_is_done_and_empty_and_at_the_end_finds_what_was_left() -> None:
    entries = entries_of(View(FORM))
    places = {str(entry.path): place for place, entry in enumerate(entries)}
    progress = copied(FORM, "indicator.i1.name", "indicator.i1.target")
    first = places["indicator.i1.name"]
    assert following(entries, Skipping(), progress, first) == first + 2
    score, second = places["indicator.i1.score"], places["indicator.i2.name"]
    assert following(entries, Skipping(), progress, score) == second  # i1.deviation is empty
    assert following(entries, Skipping(empty=False), progress, score) == score + 1
    assert following(entries, Skipping(), progress, len(entries) - 1) == 0
    everything = Progress().with_copied(entries)
    assert following(entries, Skipping(), everything, 7) == 7


def test_computed_figures_are_passed_over_where_the_page_works_them_out() -> None:
    entries = entries_of(View(FORM))
    stops = [entry for entry in entries if Skipping(computed=True).stops_at(entry)]
    assert [str(entry.path) for entry in stops][3:6] == [
        "basic.unit",
        "funding.fiscal.initial_budget",
        "funding.fiscal.full_budget",
    ]
    assert not any(entry.path.section == "result" for entry in stops)


def test_steps_go_to_the_neighbour_and_stay_at_the_ends() -> None:
    entries = entries_of(View(FORM))
    assert neighbour(entries, Skipping(), 0, -1) == 0
    assert neighbour(entries, Skipping(), 0, 1) == 1
    assert neighbour(entries, Skipping(), len(entries) - 1, 1) == len(entries) - 1


def test_progress_is_kept_by_form_and_comes_back() -> None:
    here = copied(FORM, "basic.unit").at(by_address(FORM)["goal.expected"])
    kept = with_progress(with_progress("", "a", here), "b", Progress("basic.year"))
    assert kept_progress(kept, "a") == here
    assert kept_progress(kept, "b").next == "basic.year"
    assert kept_progress(kept, "c") == Progress()


def test_of_many_forms_the_ones_used_last_are_kept() -> None:
    kept = ""
    for number in range(30):
        kept = with_progress(kept, f"form{number}", Progress("basic.year"))
    assert kept_progress(kept, "form29").next == "basic.year"
    assert kept_progress(kept, "form0") == Progress()


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"a": 3}', '{"a": {"copied": []}}', "null"])
def test_settings_that_cannot_be_read_mean_a_new_start(kept: str) -> None:
    assert kept_progress(kept, "a") == Progress()
    assert kept_progress(with_progress(kept, "a", Progress("basic.unit")), "a").next == "basic.unit"


def test_what_is_kept_holds_nothing_that_the_form_says() -> None:
    entries = entries_of(View(FORM))
    kept = with_progress("", form_key(None, FORM.basic), Progress("basic.unit").with_copied(entries))
    texts = [entry.text for entry in entries if len(entry.text) > 4] + ["江桥", "其他人员"]
    assert [text for text in texts if text in kept] == []
    assert {len(mark) for mark in kept_progress(kept, form_key(None, FORM.basic)).copied.values()} == {4}


def test_a_form_is_known_by_its_file_or_by_project_and_year() -> None:
    one, next_year = BasicInfo(year=2024, project_name="城维"), BasicInfo(year=2025, project_name="城维")
    assert form_key(None, one) != form_key(None, next_year)
    assert form_key(Path("/a/城维.ziping"), one) == form_key(Path("/a/城维.ziping"), next_year)
    assert form_key(Path("/a/城维.ziping"), one) != form_key(Path("/b/城维.ziping"), one)
    assert form_key(None, BasicInfo(year=2024)) == ""
    assert with_progress("", "", Progress("basic.unit")) == "{}"
