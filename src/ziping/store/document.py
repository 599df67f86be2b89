"""The ``.ziping`` document: UTF-8 JSON ``{format, version, needs, edition, form}``, fixed key order, a newline at the end.

Numbers are stored as text (``"145.5"``, money in 元); what this version does not know, in the form or beside it, is kept
as it is. Older formats are migrated in memory, newer ones can be looked at. A file that could not be saved again is
refused when it is read, before anybody has worked in it.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import ValidationError

from ziping.form.indicators import node_ids
from ziping.form.model import Form
from ziping.store.migrations import NEEDS, STEPS, Envelope, migrated

FORMAT = "ziping"
VERSION = len(STEPS) + 1
SUFFIX = ".ziping"
_LAST = 9_999
"""The highest format number that can be one."""
_DEEPEST = 100
"""Levels of what stands beside the form; writing takes a few calls for each, and those have a limit."""
_OURS = ("format", "version", "needs", "edition", "form")


class DocumentError(ValueError):
    """The bytes are no document that this version can open; the message is one Chinese sentence."""


class DamagedDocument(DocumentError):
    """The bytes are what is left of a document, or none are left."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a document holds.

    ``beside`` are the fields next to the form that this version does not know, for the next save; ``version`` is the
    format of the bytes (a newer one than ``VERSION`` is only for looking at); ``needs`` is the version of the program
    that the file asks for, empty where it names none.
    """

    form: Form
    beside: Mapping[str, object] = field(default_factory=dict)
    version: int = VERSION
    needs: str = ""


def write_document(form: Form, beside: Mapping[str, object] | None = None) -> bytes:
    """The document of a form, in the newest format; the same form always gives the same bytes."""
    body = form.model_dump(mode="json")
    if form.printed is None:
        del body["printed"]
    for name in ("acknowledged", "unconfirmed", "remarks"):
        if not body[name]:
            del body[name]
    envelope = {"format": FORMAT, "version": VERSION, "needs": NEEDS, "edition": body.pop("edition"), "form": body}
    envelope |= {key: value for key, value in (beside or {}).items() if key not in envelope}
    return (json.dumps(envelope, ensure_ascii=False, indent=1) + "\n").encode()


def read_document(data: bytes) -> Document:
    """The form in a document and what came with it; raises ``DocumentError``."""
    envelope = _envelope(data)
    version = envelope.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or not 1 <= version <= _LAST:
        raise DamagedDocument("文件没有写明格式版本，可能已损坏")
    envelope = migrated(envelope, version)
    needs = _program(envelope.get("needs"))
    beside = {key: value for key, value in envelope.items() if key not in _OURS}
    try:
        return Document(_form(envelope, beside), beside, version, needs)
    except DocumentError:
        if version <= VERSION:
            raise
        raise DocumentError(f"{newer(version, needs)}，本程序打不开") from None


def newer(version: int, needs: str) -> str:
    """That a file is of a newer format and which program it takes, as the beginning of a Chinese sentence."""
    program = f"自评通 {needs} 或更新的版本" if needs else "更新版本的自评通"
    return f"文件是较新版本的自评通保存的（格式 {version}，本程序最高到 {VERSION}），要用{program}"


def _program(needs: object) -> str:
    """The version that a file asks for; whatever else stands there is not repeated to anybody."""
    return needs if isinstance(needs, str) and re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,4}){1,3}", needs) else ""


def _envelope(data: bytes) -> Envelope:
    if not data.strip():
        raise DamagedDocument("文件是空的")
    try:
        envelope = json.loads(data.decode("utf-8-sig"), parse_float=_finite, parse_constant=_finite)
    except UnicodeDecodeError:
        raise DamagedDocument("文件不是 UTF-8 文本，可能已损坏") from None
    except json.JSONDecodeError as error:
        raise DamagedDocument(
            f"文件内容不完整或已损坏（第 {error.lineno} 行第 {error.colno} 个字符处读不下去）"
        ) from None
    except (RecursionError, ValueError):
        raise DamagedDocument("文件内容读不懂，可能已损坏") from None
    if not isinstance(envelope, dict) or envelope.get("format") != FORMAT:
        raise DocumentError("文件不是自评通的项目文件")
    return envelope


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _form(envelope: Envelope, beside: Mapping[str, object]) -> Form:
    body, edition = envelope.get("form"), envelope.get("edition")
    if not isinstance(body, dict) or not isinstance(edition, str):
        raise DamagedDocument("文件里没有自评表的内容，可能已损坏")
    try:
        form = Form.model_validate({**body, "edition": edition})
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"]) or "form"
        raise DamagedDocument(f"文件里“{where}”一项的内容读不懂，可能已损坏") from None
    ids = list(node_ids(form))
    if len(set(ids)) != len(ids):
        raise DamagedDocument("文件里有两个编号相同的指标，可能已损坏")
    try:
        _see_that_it_is_flat(beside)
        write_document(form, beside)
    except ValueError:
        raise DamagedDocument("文件里有不能再保存的内容，可能已损坏") from None
    return form


def _see_that_it_is_flat(value: object, levels: int = _DEEPEST) -> None:
    """Raises ``ValueError`` for what is nested deeper; for the form pydantic sees to that."""
    if levels == 0:
        raise ValueError("nested too deep")
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for part in parts:
        _see_that_it_is_flat(part, levels - 1)
