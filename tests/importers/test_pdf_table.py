"""A form exported as PDF comes back from its table alone; PDFs that hold no readable table are refused in a sentence."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from export.test_hard_form import GOAL, LONG_NAME, hard_form
from published import NAMES, form_of, with_fields
from ziping.app.export import pdf_of
from ziping.app.files import open_form
from ziping.app.print_choices import PrintChoices
from ziping.app.session import View
from ziping.form.difference import differences
from ziping.form.model import Form
from ziping.importers.pdf_table import form_of_pages, read_pdf
from ziping.importers.pdf_text import PAGES, pages_of_pdf
from ziping.importers.plain_json import read_plain
from ziping.importers.result import ImportFailed, ImportResult
from ziping.importers.worker_process import Stopped
from ziping.resources import resource

SAMPLES = ("chongming-2023", "jiading-2024", "national-2020")
CREATED = datetime(2024, 12, 1, tzinfo=UTC)
PARAGRAPHS = (
    "一、完成设备巡检。\n二、按R&D Management System要求，完成 Windows 10 系统升级，支出1,245.54万元。\n\n"
    "三、加强培训，确保Data Center平台稳定运行，响应时间不超过30分钟，覆盖3个街道及12个村。\n"
    "（一）满意度≥85%，2024年11月30日前完成。\n　　四、其他。"
)


def exported(form: Form, *, draft: bool = False) -> bytes:
    return pdf_of(View(form), CREATED, PrintChoices(draft=draft))


def read_here(data: bytes) -> ImportResult:
    """As ``read_pdf`` does, in this process: starting another one takes a third of a second."""
    return form_of_pages(pages_of_pdf(data), "表.pdf")


@pytest.mark.parametrize("name", NAMES)
def test_a_published_form_comes_back_from_its_table(name: str) -> None:
    form = form_of(name)
    result = read_pdf(exported(form), "表.pdf")
    assert differences(form, result.form) == ()
    assert result.notes == ()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_comes_back_from_its_table(name: str) -> None:
    form = open_form(Path(str(resource("samples", f"{name}.ziping")))).form
    assert differences(form, read_here(exported(form)).form) == ()


def test_a_draft_comes_back_without_its_mark() -> None:
    form = form_of(NAMES[0])
    assert differences(form, read_here(exported(form, draft=True)).form) == ()


def test_line_breaks_latin_words_and_figures_stay_as_typed() -> None:
    form = with_fields(form_of(NAMES[0]), {"goal.expected": PARAGRAPHS, "goal.achieved": PARAGRAPHS[:30]})
    assert differences(form, read_here(exported(form)).form) == ()


def test_goals_of_3000_characters_come_back_through_all_their_pages() -> None:
    form = with_fields(form_of("xianghua-2023-ywtg"), {"goal.expected": GOAL, "goal.achieved": GOAL[::-1].strip()})
    data = exported(form)
    assert len(pypdfium2.PdfDocument(data)) == 4
    assert differences(form, read_here(data).form) == ()


def test_a_form_of_200_rows_comes_back() -> None:
    source = hard_form(200) | {
        "项目名称": "R&D <b>费用</b>",
        "主管部门": "㙟䶮堃",
        "预期目标": GOAL,
        "实际完成情况": "=1+1",
    }
    source["绩效指标"][3]["三级指标"] = LONG_NAME
    source["绩效指标"][6]["年度指标值"] = "=1+1"
    form = read_plain(json.dumps(source)).form
    assert differences(form, read_here(exported(form)).form) == ()


def test_the_remarks_tell_on_which_page_an_indicator_was_read() -> None:
    result = read_here(exported(form_of("xianghua-2023-ywtg")))
    assert {note.where for note in result.remarks if str(note.path).startswith("indicator")} == {"第 1 页", "第 2 页"}


# --- what can't be read


def drawn(*deeds: Callable[[Canvas], object], pages: int = 1) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for _ in range(pages):
        for deed in deeds:
            deed(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def scanned(data: bytes) -> bytes:
    picture = pypdfium2.PdfDocument(data)[0].render(scale=0.3).to_pil()
    stream = io.BytesIO()
    picture.save(stream, "PDF")
    return stream.getvalue()


def encrypted(data: bytes, password: str) -> bytes:
    writer, stream = pypdf.PdfWriter(io.BytesIO(data)), io.BytesIO()
    writer.encrypt(password, "owner", algorithm="AES-256")
    writer.write(stream)
    return stream.getvalue()


def text_only(canvas: Canvas) -> None:
    canvas.drawString(100, 700, "No table at all")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (scanned(exported(form_of(NAMES[0]))), "大概是扫描件"),
        (encrypted(exported(form_of(NAMES[0])), "secret"), "PDF 加了密码"),
        (drawn(text_only), "没有带框线的表格"),
        (drawn(), "PDF 里没有文字"),
        (drawn(text_only, pages=PAGES + 1), f"超过 {PAGES} 页"),
        (b"%PDF-1.4\n1 0 obj\n<<", "PDF 已损坏或不完整"),
        (b"PK\x05\x06" + bytes(18), "这是压缩包"),
        (drawn(text_only, lambda canvas: canvas.grid([50, 100, 150], [50, 100, 150])), "没有找到自评表"),
    ],
    ids=["scan", "password", "no table", "nothing", "many pages", "broken", "no PDF", "another table"],
)
def test_what_holds_no_form_is_refused_in_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(ImportFailed, match=words) as refusal:
        read_pdf(data, "表.pdf")
    assert "\n" not in str(refusal.value)
    assert len(str(refusal.value)) < 100


def test_a_pdf_that_only_forbids_copying_is_read() -> None:
    form = form_of(NAMES[0])
    assert differences(form, read_here(encrypted(exported(form), "")).form) == ()


def test_reading_can_be_stopped() -> None:
    with pytest.raises(Stopped):
        read_pdf(exported(form_of(NAMES[0])), "表.pdf", stop=lambda: True)
