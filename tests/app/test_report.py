"""检查报告 (issue 4): what the clerk's leader reads, as a value, as Markdown and on paper."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pypdf
import pytest

from published import NAMES, form_of, with_fields
from ziping.app.export import report_pdf
from ziping.app.files import open_form
from ziping.app.report import Report, report_markdown, report_of
from ziping.app.report_sheet import report_sheet
from ziping.app.session import View
from ziping.form.model import Form
from ziping.resources import resource
from ziping.rules.acknowledge import with_acknowledgement

CREATED = datetime(2025, 3, 8, 9, 30, tzinfo=UTC)
HOUQIN = form_of("jiangqiao-2024-houqin")
SAMPLE = open_form(resource("samples", "jiading-2024.ziping")).form


def report(form: Form) -> Report:
    return report_of(View(form), CREATED)


def answered(form: Form, count: int, note: str = "与台账一致") -> Form:
    """The form with the first warnings and hints answered."""
    view = View(form)
    for found in [each for each in view.findings if each.severity != "error"][:count]:
        form = with_acknowledgement(form, found, view.subject, note)
    return form


def pages_of_pdf(form: Form) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(report_pdf(View(form), CREATED))).pages]


def test_the_head_says_which_form_of_whom_and_what_it_scores() -> None:
    made = report(HOUQIN)
    assert (made.title, made.date) == ("财政项目支出绩效自评表检查报告", "2025年3月8日")
    assert dict(made.facts) == {
        "项目名称": HOUQIN.basic.project_name,
        "年度": "2024",
        "主管部门": "江桥镇",
        "版式": "嘉定 2024",
        "实施单位": "上海市嘉定区江桥镇城市运行管理中心",
        "总分": "99.71 分（优）",
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_finding_stands_in_the_report_once(name: str) -> None:
    form = answered(form_of(name), 2)
    made = report(form)
    told = [found for section in made.sections for found in section.findings] + list(made.acknowledged)
    assert sorted(map(repr, told)) == sorted(map(repr, View(form).findings))
    assert len(made.acknowledged) == 2


def test_sections_follow_the_form_and_begin_with_what_must_be_changed() -> None:
    form = with_fields(
        form_of("jiangqiao-2024-huodong"),
        {"basic.unit": "", "indicator.i1.weight": "7", "signature.shown": True, "signature.head": "😀"},
    )
    made = report(form)
    assert [section.name for section in made.sections] == [
        "基本信息",
        "项目资金",
        "年度总体目标",
        "绩效指标",
        "总分和评分等级",
        "签字栏",
    ]
    for section in made.sections:
        grave = [["error", "warning", "hint"].index(found.severity) for found in section.findings]
        assert grave == sorted(grave)


def test_rows_of_one_gravity_come_in_print_order() -> None:
    [section] = [each for each in report(HOUQIN).sections if each.name == "绩效指标"]
    rows = [int(found.path.row[1:]) for found in section.findings if found.path.row and found.severity == "warning"]
    assert len(rows) >= 2
    assert rows == sorted(rows)


@pytest.mark.parametrize(
    ("form", "verdict"),
    [
        (SAMPLE, "没有发现问题。"),
        (
            with_fields(SAMPLE, {"basic.unit": ""}),
            "必须改 1 处，建议改 0 处，提示 0 处。“必须改”的问题改正之后才能定稿。",
        ),
        (
            with_fields(SAMPLE, {"goal.expected": f"{SAMPLE.goal.expected.rstrip('。')}，"}),
            "必须改 0 处，建议改 0 处，提示 1 处。没有“必须改”的问题；其余请逐条看过，改正或说明理由。",
        ),
        (
            answered(with_fields(SAMPLE, {"goal.expected": f"{SAMPLE.goal.expected.rstrip('。')}，"}), 1),
            "必须改 0 处，建议改 0 处，提示 0 处，已核对 1 处。发现的问题都已核对。",
        ),
    ],
    ids=["nothing", "an error", "a hint", "all answered"],
)
def test_the_verdict_counts_and_says_whether_the_form_is_fit_to_be_signed(form: Form, verdict: str) -> None:
    assert report(form).verdict == verdict


# --- Markdown


def test_markdown_tells_what_why_how_and_the_notes_at_the_end() -> None:
    made = report(answered(HOUQIN, 1, "指标值按批复填写"))
    text = report_markdown(made)
    error = next(found for section in made.sections for found in section.findings if found.severity == "error")
    assert f"**必须改**　{error.message}。\n   - 为什么：{error.why}\n   - 怎么改：{error.fix}\n" in text
    assert text.index("## 绩效指标（") < text.index("## 已核对（1）")
    assert text.endswith(f"1. **建议改**　{made.acknowledged[0].message}。\n   - 核对说明：指标值按批复填写\n")


def test_a_form_in_order_has_a_short_report() -> None:
    assert report_markdown(report(SAMPLE)).endswith("\n\n**没有发现问题。**\n")


def test_an_answer_without_a_note_says_so() -> None:
    assert report_markdown(report(answered(HOUQIN, 1, ""))).endswith("   - 核对说明：（没有写）\n")


def test_what_stands_in_the_form_is_no_markup() -> None:
    text = report_markdown(report(with_fields(SAMPLE, {"basic.project_name": "甲|乙\n# <b>*丙*</b>"})))
    assert "| 项目名称 | 甲\\|乙 \\# \\<b\\>\\*丙\\*\\</b\\> |" in text


# --- on paper


def test_the_pages_are_numbered_repeat_the_header_and_hold_every_finding() -> None:
    form = answered(form_of("jiangqiao-2024-qitarenyuan"), 3)
    pages = pages_of_pdf(form)
    assert len(pages) == 2
    for number, text in enumerate(pages, start=1):
        assert f"第 {number} 页 共 2 页" in text
        assert "为什么" in text
        assert "草稿" not in text
    whole = "".join("".join(pages).split())
    for found in View(form).findings:
        assert "".join(found.message.split()) in whole
        assert "".join((found.acknowledged or found.fix).split()) in whole


def test_a_form_with_errors_gets_a_report_without_the_draft_mark() -> None:
    assert not any("草稿" in page for page in pages_of_pdf(HOUQIN))


def test_a_form_in_order_takes_one_page() -> None:
    [page] = pages_of_pdf(SAMPLE)
    assert "没有发现问题。" in page
    assert "为什么" not in page


def test_the_pdf_names_the_report_and_its_subject() -> None:
    about = pypdf.PdfReader(io.BytesIO(report_pdf(View(HOUQIN), CREATED))).metadata
    assert about is not None
    assert (about.title, about.subject) == ("财政项目支出绩效自评表检查报告", HOUQIN.basic.project_name)


def test_a_cell_of_the_sheet_leads_to_the_field_it_speaks_of() -> None:
    sheet = report_sheet(report(HOUQIN))
    told = {cell.text: cell.address for cell in sheet.cells}
    for found in View(HOUQIN).findings:
        assert told[f"{found.message}。"] == str(found.path)


def test_a_missing_note_is_an_empty_cell_and_not_the_end() -> None:
    assert "已核对（1）" in "".join(pages_of_pdf(answered(HOUQIN, 1, "")))
