"""The preview's work in its thread: a view becomes the PDF, its pages' geometry, and pictures of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pypdfium2
from PySide6.QtGui import QImage

from ziping.app.export import pages_of, pdf_of
from ziping.app.session import View
from ziping.sheet.model import Pages


@dataclass(frozen=True)
class Proof:
    """The PDF that would be saved, where its cells are, and a picture of each page at ``scale`` pixels per pt."""

    pages: Pages
    pdf: bytes
    images: tuple[QImage, ...]
    scale: float


def proof_of(view: View, created: datetime, scale: float) -> Proof:
    """Makes the PDF and draws it; one thread at a time (the library that draws is not safe in two)."""
    pages = pages_of(view)
    pdf = pdf_of(view, created, pages=pages)
    return Proof(pages, pdf, page_images(pdf, scale), scale)


def page_images(pdf: bytes, scale: float) -> tuple[QImage, ...]:
    """A picture of each page of a PDF, at ``scale`` pixels per pt."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_image(page, scale) for page in document)
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
