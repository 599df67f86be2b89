"""The ``.ziping`` document: UTF-8 JSON ``{format, version, edition, form}``, keys in a fixed order, a newline at the end.

Numbers are stored as text (``"145.5"``, money in 元); fields of the form that this version does not know are kept as they
are. A file that could not be saved again is refused when it is read, before anybody has worked in it.
"""

from __future__ import annotations

import json
import math
from typing import Any

from pydantic import ValidationError

from ziping.form.indicators import node_ids
from ziping.form.model import Form

FORMAT = "ziping"
VERSION = 1
SUFFIX = ".ziping"


class DocumentError(ValueError):
    """The bytes are no document that this version can open; the message is one Chinese sentence."""


def write_document(form: Form) -> bytes:
    """The document of a form; the same form always gives the same bytes."""
    body = form.model_dump(mode="json")
    if form.printed is None:
        del body["printed"]
    if not form.acknowledged:
        del body["acknowledged"]
    envelope = {"format": FORMAT, "version": VERSION, "edition": body.pop("edition"), "form": body}
    return (json.dumps(envelope, ensure_ascii=False, indent=1) + "\n").encode()


def read_document(data: bytes) -> Form:
    """The form in a document; raises ``DocumentError``."""
    envelope = _envelope(data)
    version = envelope.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise DocumentError("文件没有写明格式版本，可能已损坏")
    if version > VERSION:
        raise DocumentError(
            f"文件是较新版本的自评通保存的（格式 {version}，本程序最高读到 {VERSION}），请升级后再打开"
        )
    body, edition = envelope.get("form"), envelope.get("edition")
    if not isinstance(body, dict) or not isinstance(edition, str):
        raise DocumentError("文件里没有自评表的内容，可能已损坏")
    return _form({**body, "edition": edition})


def _envelope(data: bytes) -> dict[str, Any]:
    if not data.strip():
        raise DocumentError("文件是空的")
    try:
        envelope = json.loads(data.decode("utf-8-sig"), parse_float=_finite, parse_constant=_finite)
    except UnicodeDecodeError:
        raise DocumentError("文件不是 UTF-8 文本，可能已损坏") from None
    except json.JSONDecodeError as error:
        raise DocumentError(
            f"文件内容不完整或已损坏（第 {error.lineno} 行第 {error.colno} 个字符处读不下去）"
        ) from None
    except (RecursionError, ValueError):
        raise DocumentError("文件内容读不懂，可能已损坏") from None
    if not isinstance(envelope, dict) or envelope.get("format") != FORMAT:
        raise DocumentError("文件不是自评通的项目文件")
    return envelope


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _form(body: dict[str, Any]) -> Form:
    try:
        form = Form.model_validate(body)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"]) or "form"
        raise DocumentError(f"文件里“{where}”一项的内容读不懂，可能已损坏") from None
    ids = list(node_ids(form))
    if len(set(ids)) != len(ids):
        raise DocumentError("文件里有两个编号相同的指标，可能已损坏")
    try:
        write_document(form)
    except ValueError:
        raise DocumentError("文件里有不能再保存的内容，可能已损坏") from None
    return form
