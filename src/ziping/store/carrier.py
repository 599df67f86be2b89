"""A document inside an exported PDF or workbook, so that either opens again as the same form (SAFETY.md R12).

In a PDF it is an attached file; in a workbook a customXml part, which office programs keep but do not show (LibreOffice
drops it). Reading trusts nothing: the caller gives the bytes it finds to ``read_document`` within the limits for such data.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import pypdfium2 as pdfium
from pypdf import PdfWriter

ATTACHMENT = "form.ziping"
"""The name of the attached file, seen in the list of attachments of a PDF reader."""
_MOST_ATTACHMENTS = 20
_MOST_PAGES = 300
_LONGEST = 4 << 20
"""Bytes of a document inside another file (SAFETY.md S6)."""

_PART = "customXml/item1.xml"
_NAMESPACE = "urn:ziping:document"
_DATE = (1980, 1, 1, 0, 0, 0)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_BEGINNING = re.compile(rb'<ziping xmlns="' + re.escape(_NAMESPACE.encode()) + rb'">')


def pdf_with(pdf: bytes, document: bytes) -> bytes:
    """The PDF with the document attached; equal input gives equal bytes."""
    writer = PdfWriter(clone_from=BytesIO(pdf))
    writer.add_attachment(ATTACHMENT, document)
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def carried_by_pdf(data: bytes) -> dict[str, Any] | None:
    """The ``document`` attached to a PDF and the text of its ``pages``, None where nothing is attached.

    The pages may say something else than the document. Runs apart, for a PDF may be hostile; hence the JSON values.
    """
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return None
    with pdf:
        document = _attached(pdf)
        if document is None:
            return None
        pages = [pdf[place].get_textpage().get_text_range() for place in range(min(len(pdf), _MOST_PAGES))]
    return {"document": document, "pages": pages}


def _attached(pdf: pdfium.PdfDocument) -> str | None:
    for place in range(min(pdf.count_attachments(), _MOST_ATTACHMENTS)):
        attachment = pdf.get_attachment(place)
        if attachment.get_name() == ATTACHMENT:
            return _text(bytes(attachment.get_data()))
    return None


def _text(found: bytes) -> str | None:
    if len(found) > _LONGEST:
        return None
    try:
        return found.decode()
    except UnicodeDecodeError:
        return None


def workbook_with(workbook: bytes, document: bytes) -> bytes:
    """The workbook with the document in it; equal input gives equal bytes."""
    body = base64.b64encode(document)
    part = b'<?xml version="1.0" encoding="UTF-8"?>\n<ziping xmlns="%s">%s</ziping>' % (_NAMESPACE.encode(), body)
    buffer = BytesIO()
    with ZipFile(BytesIO(workbook)) as source, ZipFile(buffer, "w", ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == "xl/_rels/workbook.xml.rels":
                content = _related(content)
            target.writestr(_entry(info.filename), content)
        target.writestr(_entry(_PART), part)
    return buffer.getvalue()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _DATE)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _related(relations: bytes) -> bytes:
    """The list of what belongs to the workbook, with the part in it: what is not listed, office programs throw away."""
    one = f'<Relationship Type="{_RELATION}" Target="/{_PART}" Id="ziping" />'.encode()
    return relations.replace(b"</Relationships>", one + b"</Relationships>")


def document_in_workbook(archive: ZipFile) -> bytes | None:
    """The document in a workbook whose archive has been checked, None where there is none.

    Any customXml part is looked at: office programs number them anew.
    """
    for name in archive.namelist():
        if not re.fullmatch(r"customXml/item\d{1,4}\.xml", name):
            continue
        found = _BEGINNING.search(content := _read(archive, name))
        if found:
            return _decoded(content[found.end() :].partition(b"<")[0])
    return None


def _read(archive: ZipFile, name: str) -> bytes:
    try:
        return archive.read(name) if archive.getinfo(name).file_size <= 2 * _LONGEST else b""
    except (BadZipFile, zlib.error, EOFError, OSError):
        return b""


def _decoded(body: bytes) -> bytes | None:
    try:
        found = base64.b64decode(b"".join(body.split()), validate=True)
    except binascii.Error:
        return None
    return found if len(found) <= _LONGEST else None
