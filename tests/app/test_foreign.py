"""Exported PDFs and workbooks open again as the same form; an edited table is told, not overlooked (SAFETY.md R12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from published import NAMES, form_of
from ziping.app.export import MEASURE, exported_pdf, exported_workbook, pdf_of, sheet_of, workbook_of
from ziping.app.files import CannotOpen, open_form
from ziping.app.session import View
from ziping.form import edit
from ziping.form import path as at
from ziping.form.difference import differences
from ziping.form.model import Acknowledgement, Remark
from ziping.sheet.paginate import paginate
from ziping.store.carrier import pdf_with, workbook_with
from ziping.store.document import write_document

THEN = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
YUNWEI = form_of("jiangqiao-2024-xinxihua-yunwei")


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("published", NAMES)
def test_an_exported_pdf_and_workbook_open_as_the_very_form(tmp_path: Path, published: str) -> None:
    form = form_of(published)
    for name, data in (
        ("表.pdf", exported_pdf(View(form), THEN)),
        ("表.xlsx", exported_workbook(View(form), THEN)),
    ):
        opened = open_form(written(tmp_path, name, data))
        assert opened.form == form
        assert opened.notes == ()
        assert not opened.is_document


@pytest.mark.parametrize("published", NAMES)
def test_without_the_document_the_table_gives_the_same_form(tmp_path: Path, published: str) -> None:
    form = form_of(published)
    for name, data in (("表.pdf", pdf_of(View(form), THEN)), ("表.xlsx", workbook_of(View(form), THEN))):
        opened = open_form(written(tmp_path, name, data))
        assert differences(form, opened.form) == ()
        assert opened.notes == ()


def test_r11_fields_that_only_a_newer_version_knows_ride_along(tmp_path: Path) -> None:
    view = View(YUNWEI, {"附注": ["以后的版本写的"]})
    for name, data in (("表.pdf", exported_pdf(view, THEN)), ("表.xlsx", exported_workbook(view, THEN))):
        assert open_form(written(tmp_path, name, data)).beside == {"附注": ["以后的版本写的"]}


def test_a_file_is_known_by_its_content_not_by_its_name(tmp_path: Path) -> None:
    path = written(tmp_path, "去年的表", exported_workbook(View(YUNWEI), THEN))
    assert open_form(path).form == YUNWEI


def test_a_workbook_edited_after_the_export_says_so_and_gives_both(tmp_path: Path) -> None:
    book = load_workbook(BytesIO(exported_workbook(View(YUNWEI), THEN)))
    (cell,) = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == "信息化项目运维"]
    cell.value = "信息化运维"
    buffer = BytesIO()
    book.save(buffer)
    edited = workbook_with(buffer.getvalue(), write_document(YUNWEI))
    opened = open_form(written(tmp_path, "表.xlsx", edited))
    assert opened.exported == YUNWEI
    assert opened.form.basic.project_name == "信息化运维"
    assert opened.notes == (
        "表格和文件里附带的导出时的内容有 1 处不同（项目名称：信息化项目运维 → 信息化运维），这里按表格读入",
    )


def test_r13_pages_that_say_something_else_than_the_document_in_them_are_believed_and_told(tmp_path: Path) -> None:
    other = edit.put(YUNWEI, at.funding("fiscal", "executed"), "1399900")
    forged = pdf_with(pdf_of(View(other), THEN), write_document(YUNWEI))
    opened = open_form(written(tmp_path, "表.pdf", forged))
    assert differences(opened.form, other) == ()
    assert opened.exported == YUNWEI
    assert "当年财政拨款 › 全年执行数：124.31 万元 → 139.99 万元" in opened.notes[0]


def test_a_page_in_another_typeface_is_compared_by_its_table(tmp_path: Path) -> None:
    narrow = replace(sheet_of(View(YUNWEI)), padding=9.0)
    pages = paginate(narrow, MEASURE)
    drawn = pdf_of(View(YUNWEI), THEN, pages=pages)
    opened = open_form(written(tmp_path, "表.pdf", pdf_with(drawn, write_document(YUNWEI))))
    assert (opened.form, opened.exported, opened.notes) == (YUNWEI, None, ())


def test_what_is_said_in_the_house_stays_there(tmp_path: Path) -> None:
    remark = Remark(id="r1", path="basic.unit", author="王主任", text="再核一下", time="2026-01-15T09:30:00+08:00")
    answer = Acknowledgement(rule="F3", path="goal.expected", note="领导已同意", seen="x")
    form = YUNWEI.model_copy(update={"remarks": (remark,), "acknowledged": (answer,)})
    for name, data in (("表.pdf", exported_pdf(View(form), THEN)), ("表.xlsx", exported_workbook(View(form), THEN))):
        assert open_form(written(tmp_path, name, data)).form == YUNWEI


def test_money_finer_than_the_print_is_no_edit(tmp_path: Path) -> None:
    form = edit.put(YUNWEI, at.funding("fiscal", "executed"), "1243125.66")
    opened = open_form(written(tmp_path, "表.xlsx", exported_workbook(View(form), THEN)))
    assert opened.form == form
    assert opened.exported is None


def test_a_damaged_document_inside_gives_way_to_the_table(tmp_path: Path) -> None:
    for name, data in (
        ("表.pdf", pdf_with(pdf_of(View(YUNWEI), THEN), b'{"format": "ziping"')),
        ("表.xlsx", workbook_with(workbook_of(View(YUNWEI), THEN), b'{"format": "ziping"')),
    ):
        opened = open_form(written(tmp_path, name, data))
        assert differences(YUNWEI, opened.form) == ()
        assert opened.notes[0].startswith("文件里附带的项目数据不能用（文件内容不完整或已损坏")


def test_a_document_of_a_newer_program_gives_way_to_the_table(tmp_path: Path) -> None:
    newer = write_document(YUNWEI).replace(b'"version": 2', b'"version": 9').replace(b'"needs": "0.', b'"needs": "9.')
    path = written(tmp_path, "表.pdf", pdf_with(pdf_of(View(YUNWEI), THEN), newer))
    assert "9." in open_form(path).notes[0]
    assert differences(YUNWEI, open_form(path).form) == ()


@pytest.mark.parametrize("name", ["图片.pdf", "图片.ziping"])
def test_what_is_no_form_is_refused_with_the_files_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(CannotOpen, match=name):
        open_form(written(tmp_path, name, b"\x89PNG\r\n\x1a\n"))
