"""The preview's work in its thread: a view becomes the PDF, its pages' geometry, and pictures of them."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pypdfium2
from PySide6.QtGui import QImage

from ziping.app.export import measure_of, pages_of, pdf_of
from ziping.app.print_choices import AS_USUAL, PrintChoices
from ziping.app.session import View
from ziping.sheet.model import Pages

_one_at_a_time = threading.Lock()
"""The library that draws PDFs is not safe in two threads, not even with two documents."""


@dataclass(frozen=True)
class Proof:
    """The PDF that would be saved, where its cells are, and a picture of each page at ``scale`` pixels per pt."""

    pages: Pages
    pdf: bytes
    images: tuple[QImage, ...]
    scale: float
    face_name: str = ""
    """The typeface it is set in; not the chosen one where that can't be used."""


def proof_of(view: View, created: datetime, scale: float, choices: PrintChoices = AS_USUAL) -> Proof:
    """Makes the PDF and draws it."""
    pages = pages_of(view, choices)
    pdf = pdf_of(view, created, choices, pages=pages)
    face = measure_of(choices).face
    return Proof(pages, pdf, page_images(pdf, scale), scale, face.name if face else "")


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def page_images(pdf: bytes, scale: float, numbers: Sequence[int] | None = None) -> tuple[QImage, ...]:
    """A picture of each page of a PDF, or of those with these numbers (from 0), at ``scale`` pixels per pt."""
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            wanted = range(len(document)) if numbers is None else numbers
            return tuple(_image(document[number], scale) for number in wanted)
        finally:
            document.close()


def _image(page: pypdfium2.PdfPage, scale: float) -> QImage:
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
    try:
        image = QImage(
            bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
        ).copy()
    finally:
        bitmap.close()
        page.close()
    return image
