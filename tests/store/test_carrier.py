"""A document rides inside a PDF and a workbook, and nothing else is taken for one (SAFETY.md R12, S6)."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pypdfium2 as pdfium
import pytest
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader, PdfWriter

from ziping.store.carrier import carried_by_pdf, document_in_workbook, pdf_with, workbook_with

DOCUMENT = '{"format": "ziping", "说明": "㙟 & <b>"}\n'.encode()


@pytest.fixture(scope="module")
def pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def workbook() -> bytes:
    book = Workbook()
    book["Sheet"]["B2"] = "自评表"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def in_workbook(data: bytes) -> bytes | None:
    with ZipFile(BytesIO(data)) as archive:
        return document_in_workbook(archive)


def with_part(workbook: bytes, name: str, content: bytes) -> bytes:
    buffer = BytesIO(workbook)
    with ZipFile(buffer, "a", ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def part(body: bytes) -> bytes:
    return b'<ziping xmlns="urn:ziping:document">' + body + b"</ziping>"


def test_a_pdf_gives_back_the_document_to_the_byte(pdf: bytes) -> None:
    assert carried_by_pdf(pdf_with(pdf, DOCUMENT)) == {"document": DOCUMENT.decode(), "pages": [""]}


def test_other_programs_see_the_attached_file(pdf: bytes) -> None:
    assert PdfReader(BytesIO(pdf_with(pdf, DOCUMENT))).attachments == {"form.ziping": [DOCUMENT]}


def test_a_workbook_gives_back_the_document_to_the_byte(workbook: bytes) -> None:
    assert in_workbook(workbook_with(workbook, DOCUMENT)) == DOCUMENT


def test_the_same_document_gives_the_same_bytes(pdf: bytes, workbook: bytes) -> None:
    assert pdf_with(pdf, DOCUMENT) == pdf_with(pdf, DOCUMENT)
    assert workbook_with(workbook, DOCUMENT) == workbook_with(workbook, DOCUMENT)


def test_the_workbook_still_opens_with_its_cells(workbook: bytes) -> None:
    carrying = load_workbook(BytesIO(workbook_with(workbook, DOCUMENT)))
    assert carrying["Sheet"]["B2"].value == "自评表"


def test_the_part_is_listed_for_office_programs(workbook: bytes) -> None:
    with ZipFile(BytesIO(workbook_with(workbook, DOCUMENT))) as archive:
        relations = archive.read("xl/_rels/workbook.xml.rels").decode()
    assert 'Target="/customXml/item1.xml"' in relations


def test_without_a_document_there_is_none(pdf: bytes, workbook: bytes) -> None:
    assert carried_by_pdf(pdf) is None
    assert in_workbook(workbook) is None


def test_other_attachments_are_not_taken_for_it(pdf: bytes) -> None:
    writer = PdfWriter(clone_from=BytesIO(pdf))
    writer.add_attachment("附件.txt", b"hello")
    buffer = BytesIO()
    writer.write(buffer)
    assert carried_by_pdf(buffer.getvalue()) is None


def test_a_document_that_is_no_text_or_over_four_megabytes_is_not_taken(pdf: bytes) -> None:
    assert carried_by_pdf(pdf_with(pdf, b"\xff\xfe")) is None
    assert carried_by_pdf(pdf_with(pdf, b" " * (4 * 1024 * 1024 + 1))) is None


def test_what_is_no_pdf_has_no_document() -> None:
    assert carried_by_pdf(b"%PDF-1.4 broken") is None


def test_office_programs_may_number_the_part_anew(workbook: bytes) -> None:
    other = with_part(workbook, "customXml/item1.xml", b"<other/>")
    assert in_workbook(with_part(other, "customXml/item2.xml", part(b" e30 = "))) == b"{}"


@pytest.mark.parametrize("body", [b"!!!!", b"e30", b"ZT" * (3 * 1024 * 1024)])
def test_a_part_that_holds_something_else_is_no_document(workbook: bytes, body: bytes) -> None:
    assert in_workbook(with_part(workbook, "customXml/item1.xml", part(body))) is None


def test_a_part_that_is_too_large_to_be_one_is_not_read(workbook: bytes) -> None:
    large = part(b"A" * (9 * 1024 * 1024))
    assert in_workbook(with_part(workbook, "customXml/item1.xml", large)) is None


def test_a_damaged_part_is_no_document(workbook: bytes) -> None:
    carrying = workbook_with(workbook, DOCUMENT)
    with ZipFile(BytesIO(carrying)) as archive:
        info = archive.getinfo("customXml/item1.xml")
    start = info.header_offset + 30 + len(info.filename)
    damaged = carrying[:start] + bytes(255 - byte for byte in carrying[start : start + 20]) + carrying[start + 20 :]
    with ZipFile(BytesIO(damaged)) as archive:
        assert document_in_workbook(archive) is None


def test_the_attached_pdf_still_has_its_page(pdf: bytes) -> None:
    assert len(pdfium.PdfDocument(pdf_with(pdf, DOCUMENT))) == 1
