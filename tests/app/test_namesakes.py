"""Which forms would read the same in a list, and what they are called then."""

from __future__ import annotations

from pathlib import Path

from ziping.app.board import Entry
from ziping.app.namesakes import Namesakes
from ziping.rules.checks.together import Neighbour

BOARD = Path("/自评")


def entry(name: str, year: str = "2024", project: str = "活动经费", refusal: str = "") -> Entry:
    return Entry(BOARD / name, refusal=refusal, neighbour=Neighbour(year, "江桥镇", "江桥镇城运中心", project))


def names(*entries: Entry) -> list[str]:
    known = Namesakes()
    for each in entries:
        known.put(each)
    return [known.file_name(each.path) for each in entries]


def test_forms_that_read_differently_need_no_file_name() -> None:
    assert names(entry("一.ziping"), entry("二.ziping", year="2025"), entry("三.ziping", project="宣传")) == [""] * 3


def test_two_of_one_year_project_and_unit_are_called_by_their_files() -> None:
    assert names(entry("一.ziping"), entry("二.ziping", project=" 活动经费 ")) == ["一.ziping", "二.ziping"]


def test_files_of_one_name_are_called_by_their_folders_too() -> None:
    forms = (entry("甲/表.ziping"), entry("乙/表.ziping"), entry("乙/另.ziping"))
    assert names(*forms) == [str(Path("甲/表.ziping")), str(Path("乙/表.ziping")), "另.ziping"]


def test_a_file_without_a_form_is_like_none() -> None:
    assert names(entry("一.ziping"), entry("二.ziping", refusal="不能打开")) == ["", ""]


def test_what_comes_and_goes_tells_whose_name_changes() -> None:
    known, one, two = Namesakes(), entry("一.ziping"), entry("二.ziping")
    assert known.put(one) == frozenset()
    assert known.put(two) == {one.path}
    assert known.put(entry("二.ziping", year="2025")) == {one.path}
    assert known.file_name(one.path) == known.file_name(two.path) == ""
    known.put(two)
    assert known.drop(one.path) == {two.path}
    assert known.file_name(two.path) == ""


def test_another_form_that_reads_the_same_changes_the_names_only_of_those_whose_file_is_called_so_too() -> None:
    known = Namesakes()
    forms = [entry(name) for name in ("甲/表.ziping", "甲/一.ziping", "甲/二.ziping")]
    for each in forms:
        known.put(each)
    assert known.put(entry("乙/三.ziping")) == frozenset()
    assert known.put(entry("乙/表.ziping")) == {forms[0].path}
    assert known.drop(BOARD / "乙/三.ziping") == frozenset()
    assert known.drop(BOARD / "乙/表.ziping") == {forms[0].path}


def test_of_thousands_of_forms_that_read_the_same_each_is_named_again_at_most_once() -> None:
    """What 2,000 forms of one name in the folders of 500 units ask of the table grows with their number, not faster."""
    known = Namesakes()
    forms = [entry(f"{unit:03}/{number}/表{number}.ziping") for unit in range(500) for number in range(4)]
    again = sum(len(known.put(each)) for each in forms)
    assert again <= len(forms)
    assert known.file_name(forms[-1].path) == str(Path("499/3/表3.ziping"))
