"""批注 on fields: added, reworded, resolved, opened again, deleted; each call gives a new form."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ziping.form.edit import get, put
from ziping.form.model import Form, Remark
from ziping.form.path import FieldPath

_KEPT_IN = FieldPath("form", "", "remarks")


class NoSuchRemark(LookupError):
    """The form has no remark with this id."""


def add_remark(form: Form, path: FieldPath, text: str, author: str, time: datetime) -> tuple[Form, Remark]:
    """A new remark on a field; gives the form and the remark; raises ``NoSuchField``."""
    get(form, path)
    numbers = [int(old.id[1:]) for old in form.remarks if old.id[:1] == "r" and old.id[1:].isdecimal()]
    name = f"r{max(numbers, default=0) + 1}"
    new = Remark(id=name, path=str(path), author=author, text=text, time=time.isoformat(timespec="seconds"))
    return put(form, _KEPT_IN, (*form.remarks, new)), new


def reword_remark(form: Form, remark_id: str, text: str) -> Form:
    """The form with a remark saying something else; author and time stay; raises ``NoSuchRemark``."""
    return _with(form, remark_id, text=text)


def resolve_remark(form: Form, remark_id: str, *, resolved: bool = True) -> Form:
    """The form with a remark resolved, or open again; raises ``NoSuchRemark``."""
    return _with(form, remark_id, resolved=resolved)


def delete_remark(form: Form, remark_id: str) -> Form:
    """The form without a remark; raises ``NoSuchRemark``."""
    _remark(form, remark_id)
    return put(form, _KEPT_IN, tuple(old for old in form.remarks if old.id != remark_id))


def _with(form: Form, remark_id: str, **changes: object) -> Form:
    _remark(form, remark_id)
    remarks = (Remark(**{**dict(old), **changes}) if old.id == remark_id else old for old in form.remarks)
    return put(form, _KEPT_IN, tuple(remarks))


def _remark(form: Form, remark_id: str) -> Remark:
    found = next((remark for remark in form.remarks if remark.id == remark_id), None)
    if found is None:
        raise NoSuchRemark(remark_id)
    return found


def open_remarks(form: Form) -> tuple[Remark, ...]:
    """The remarks that are not resolved, oldest first."""
    return tuple(remark for remark in form.remarks if not remark.resolved)


def remarks_on(remarks: Iterable[Remark], path: FieldPath) -> tuple[Remark, ...]:
    """Those of the remarks that are on this field."""
    return tuple(remark for remark in remarks if remark.path == str(path))


def field_of(remark: Remark) -> FieldPath | None:
    """The field a remark is on; nothing where the file names none."""
    try:
        return FieldPath.parse(remark.path)
    except ValueError:
        return None
