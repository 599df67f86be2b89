"""The ladder of format versions: one pure step from each version to the next, on the envelope as it was read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Envelope = Mapping[str, Any]
"""The outermost object of a document: ``{format, version, …, edition, form}``."""

NEEDS = "0.1.0"
"""The first version of the program that reads the newest format; a file says so to programs that are older."""


def _name_the_program(envelope: Envelope) -> Envelope:
    """From 1 to 2: ``needs`` says which program can edit the file, so that an older one can ask for it by name."""
    return {**envelope, "version": 2, "needs": NEEDS}


STEPS: tuple[Callable[[Envelope], Envelope], ...] = (_name_the_program,)
"""The step at index 0 leads from format 1 to 2, and so on."""


def migrated(envelope: Envelope, version: int) -> Envelope:
    """The envelope of an older document as the newest format has it; a newest one stays as it is."""
    for step in STEPS[version - 1 :]:
        envelope = step(envelope)
    return envelope
