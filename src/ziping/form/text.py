"""Text that any file can hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator


def whole_text(text: str) -> str:
    """The text with each half of a broken surrogate pair as U+FFFD: a program may hand one over, no file can hold it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


Text = Annotated[str, AfterValidator(whole_text)]
"""What somebody typed or a file said."""
