"""Pictures of the pages of a foreign PDF, drawn in the process apart (SAFETY.md S6); knows no Qt, which isn't loaded there."""

from __future__ import annotations

import base64
import zlib
from typing import TypedDict

import pypdfium2

WORK = "ziping.gui.import_pictures:page_pictures"
"""The function below as the process apart is told of it."""
MOST_PAGES = 20
"""Pages drawn of one file; a form of 200 indicators has twelve."""
_TALLEST = 3
"""How many times its width a page may be high; a longer one is drawn smaller."""


class PagePicture(TypedDict):
    """A page in shades of grey, a byte a pixel without padding, compressed and in letters."""

    width: int
    height: int
    grey: str


def page_pictures(data: bytes, pixels: int) -> list[PagePicture]:
    """The first pages of a PDF, each ``pixels`` wide; raises what the library raises on a PDF it can't draw."""
    document = pypdfium2.PdfDocument(data)
    return [_picture(document[number], pixels) for number in range(min(len(document), MOST_PAGES))]


def _picture(page: pypdfium2.PdfPage, pixels: int) -> PagePicture:
    scale = min(pixels / page.get_width(), _TALLEST * pixels / page.get_height())
    bitmap = page.render(scale=scale, grayscale=True)
    rows, stride = bytes(bitmap.buffer), bitmap.stride
    grey = b"".join(rows[line * stride : line * stride + bitmap.width] for line in range(bitmap.height))
    return PagePicture(
        width=bitmap.width, height=bitmap.height, grey=base64.b64encode(zlib.compress(grey, 1)).decode()
    )
