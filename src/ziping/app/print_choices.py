"""What the clerk chooses about paper."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrintChoices:
    """What the clerk chooses about paper, whatever the form says."""

    draft: bool = False
    """Prints 草稿 although nothing 必须改 remains."""
    face_name: str = ""
    """A typeface of this machine, by its Chinese name; empty for the shipped one."""
    check_code: bool = True
    """Prints the 校验码 at the foot of each page, in a PDF with a QR."""


AS_USUAL = PrintChoices()
