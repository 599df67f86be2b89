"""X1 and I23: the forms of a year beside each other (CHECKS.md)."""

from __future__ import annotations

from published import NAMES, form_of, with_fields
from ziping.editions.catalog import edition
from ziping.form.model import Form
from ziping.rules.check import check_neighbours, check_subjects
from ziping.rules.checks.together import Neighbour, check_together, same_name
from ziping.rules.findings import Finding
from ziping.rules.subject import Subject

STAFF, EVENTS = form_of("jiangqiao-2024-qitarenyuan"), form_of("jiangqiao-2024-huodong")
LOGISTICS, HOTLINE = form_of("jiangqiao-2024-houqin"), form_of("jiangqiao-2024-xuanchuan")


def found(*forms: Form) -> list[list[Finding]]:
    return [
        list(each)
        for each in check_together([Neighbour.of(Subject.of(form, edition(form.edition))) for form in forms])
    ]


def test_the_published_forms_agree_with_each_other() -> None:
    assert [each for each in found(*map(form_of, NAMES)) if each] == []


def test_no_form_and_one_form_agree() -> None:
    assert found() == []
    assert found(STAFF) == [[]]


def test_a_unit_spelled_differently_is_told_at_the_rarer_spelling() -> None:
    short = with_fields(EVENTS, {"basic.unit": "江桥镇城运中心"})
    first, second, third = found(STAFF, short, LOGISTICS)
    assert (first, third) == ([], [])
    [finding] = second
    assert (finding.rule, finding.severity, str(finding.path)) == ("X1", "warning", "basic.unit")
    assert finding.message == "实施单位“江桥镇城运中心”与其他自评表写的“上海市嘉定区江桥镇城市运行管理中心”不一致"
    assert finding.fix == "请统一成一个全称，例如“上海市嘉定区江桥镇城市运行管理中心”。"


def test_a_character_typed_wrong_in_a_unit_is_told() -> None:
    wrong = with_fields(EVENTS, {"basic.unit": "上海市嘉定区江桥镇城市运行管理中新"})
    assert [len(each) for each in found(STAFF, wrong, LOGISTICS)] == [0, 1, 0]


def test_a_department_with_and_without_a_bracket_is_told() -> None:
    full = with_fields(EVENTS, {"basic.department": "江桥镇人民政府（汇总）"})
    assert [[each.value for each in findings] for findings in found(STAFF, full, LOGISTICS)] == [
        [],
        ["江桥镇人民政府（汇总）"],
        [],
    ]


def test_other_units_and_other_years_are_left_alone() -> None:
    other = with_fields(EVENTS, {"basic.unit": "上海市嘉定区江桥镇党群服务中心"})
    village = with_fields(LOGISTICS, {"basic.unit": "上海市嘉定区江桥镇新华村村民委员会"})
    another = with_fields(HOTLINE, {"basic.unit": "上海市嘉定区江桥镇新建村村民委员会"})
    assert found(STAFF, other, village, another) == [[], [], [], []]
    assert found(STAFF, with_fields(EVENTS, {"basic.year": "2023", "basic.unit": "江桥镇城运中心"})) == [[], []]
    assert found(with_fields(STAFF, {"basic.unit": "", "basic.project_name": ""}), EVENTS) == [[], []]


def test_a_project_that_stands_twice_is_told_on_both() -> None:
    twice = with_fields(EVENTS, {"basic.project_name": "其他人员 经费"})
    first, second = found(STAFF, twice)
    assert [each.message for each in (*first, *second) if each.rule == "X1"] == [
        "项目名称“其他人员经费”在同一年的自评表里出现了 2 次",
        "项目名称“其他人员 经费”在同一年的自评表里出现了 2 次",
    ]


def test_the_same_project_of_two_units_is_left_alone() -> None:
    other = with_fields(
        EVENTS, {"basic.project_name": "其他人员经费", "basic.unit": "上海市嘉定区江桥镇党群服务中心"}
    )
    assert found(STAFF, other) == [[], []]


def test_an_indicator_of_another_project_is_told_with_its_home() -> None:
    copied = with_fields(EVENTS, {"indicator.i2.name": "聘用联勤队员数量"})
    copied = with_fields(copied, {"goal.expected": "定期组织应急演练。", "goal.achieved": "全年开展应急演练。"})
    [finding] = found(STAFF, copied)[1]
    assert (finding.rule, finding.severity, str(finding.path)) == ("I23", "hint", "indicator.i2.name")
    assert finding.message == "“聘用联勤队员数量”与本项目的名称和目标没有共同的词，却出现在“其他人员经费”的自评表里"


def test_an_indicator_that_fits_any_project_is_left_alone() -> None:
    both = with_fields(EVENTS, {"indicator.i2.name": "总成本控制率"})
    assert found(STAFF, both) == [[], []]


def test_an_indicator_of_another_units_project_is_left_alone() -> None:
    copied = with_fields(
        EVENTS,
        {
            "basic.unit": "上海市嘉定区江桥镇党群服务中心",
            "indicator.i2.name": "聘用联勤队员数量",
            "goal.expected": "定期组织应急演练。",
            "goal.achieved": "全年开展应急演练。",
        },
    )
    assert found(STAFF, copied) == [[], []]


def test_names_are_compared_without_what_does_not_tell_offices_apart() -> None:
    assert same_name("上海市嘉定区江桥镇城市运行管理中心") == same_name("江桥镇 城运中心（本级）") == "江桥镇城运中心"
    assert same_name("上海市园区") == "上海市园区"


OTHER_YEAR = with_fields(EVENTS, {"basic.year": "2023"})


def test_neighbours_alone_are_told_what_their_forms_are_told_beside_each_other() -> None:
    twice = with_fields(EVENTS, {"basic.project_name": "其他人员 经费"})
    subjects = [Subject.of(form, edition(form.edition)) for form in (STAFF, twice, OTHER_YEAR)]
    seen = check_neighbours([Neighbour.of(subject) for subject in subjects])
    assert [[each.message for each in findings] for findings in seen] == [
        ["项目名称“其他人员经费”在同一年的自评表里出现了 2 次"],
        ["项目名称“其他人员 经费”在同一年的自评表里出现了 2 次"],
        [],
    ]
    whole = check_subjects(subjects)
    assert all(set(beside) <= set(findings) for beside, findings in zip(seen, whole, strict=True))
