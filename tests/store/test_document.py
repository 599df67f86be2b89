"""The ``.ziping`` document (SAFETY.md R10, R11, R12)."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from hostile import spoil
from published import NAMES, form_of, with_fields
from ziping.form.edit import put
from ziping.form.model import Acknowledgement, Form, Remark
from ziping.form.path import FieldPath
from ziping.store.document import DocumentError, read_document, write_document

DOCUMENT = write_document(form_of("jiangqiao-2024-huodong"))


def document(form: object = None, **envelope: Any) -> bytes:
    """A document with this body and these fields of the envelope, None for a field left out."""
    whole = {
        "format": "ziping",
        "version": 1,
        "edition": "jiading-2024",
        "form": {} if form is None else form,
        **envelope,
    }
    return json.dumps({key: value for key, value in whole.items() if value is not None}).encode()


def said(data: bytes) -> str:
    """The message that refuses the bytes: one line."""
    with pytest.raises(DocumentError) as refusal:
        read_document(data)
    message = str(refusal.value)
    assert "\n" not in message
    return message


# --- R12: there and back


@pytest.mark.parametrize("name", NAMES)
def test_r12_save_load_save_gives_the_same_bytes_and_the_same_form(name: str) -> None:
    data = write_document(form_of(name))
    again = read_document(data).form
    assert again == form_of(name)
    assert write_document(again) == data


def test_a_document_reads_as_text_with_keys_in_a_fixed_order() -> None:
    form = with_fields(Form(edition="jiading-2024"), {"basic.unit": "城运中心", "funding.fiscal.executed": "145.50"})
    text = write_document(form).decode()
    assert text.endswith("}\n")
    whole = json.loads(text)
    assert list(whole) == ["format", "version", "needs", "edition", "form"]
    assert list(whole["form"]) == ["basic", "funding", "goal", "indicators", "signature"]
    assert whole["form"]["basic"]["unit"] == "城运中心"
    assert '"unit": "城运中心"' in text
    assert whole["form"]["funding"]["fiscal"]["executed"] == "145.5"


def test_r12_notes_on_findings_are_kept() -> None:
    note = Acknowledgement(rule="D9", path="goal.expected", note="已核对台账", seen="年度总体目标")
    form = Form(edition="jiading-2024", acknowledged=(note,))
    assert read_document(write_document(form)).form.acknowledged == (note,)


def test_a_byte_order_mark_is_no_harm() -> None:
    assert read_document(b"\xef\xbb\xbf" + DOCUMENT).form == form_of("jiangqiao-2024-huodong")


def test_r11_fields_of_a_newer_version_survive_a_load_and_a_save() -> None:
    body = json.loads(DOCUMENT)["form"]
    body["approval"] = {"by": "财政所", "on": None, "steps": [1, 2.5, "x", True]}
    body["reserved"] = None
    body["basic"]["phone"] = "12345"
    body["indicators"][0]["colour"] = "red"
    body["indicators"][0]["categories"][0]["indicators"][0]["evidence"] = ["照片.jpg"]
    body["printed"]["stamp"] = None
    saved = write_document(read_document(document(body)).form)
    assert json.loads(saved)["form"] == body
    assert write_document(read_document(saved).form) == saved


def test_r11_fields_beside_the_form_survive_too_and_never_replace_ours() -> None:
    read = read_document(document(审批={"steps": [1, None]}, needs="9.9", stamp=None, a=0))
    assert read.beside == {"审批": {"steps": [1, None]}, "a": 0}
    saved = json.loads(write_document(read.form, {**read.beside, "format": "zip", "version": 1, "form": 5}))
    assert list(saved) == ["format", "version", "needs", "edition", "form", "审批", "a"]
    assert (saved["format"], saved["version"], saved["needs"]) == ("ziping", 2, "0.1.0")
    assert saved["审批"] == {"steps": [1, None]}


def test_r11_a_document_of_a_newer_version_can_be_looked_at_and_names_the_program_it_needs() -> None:
    body = {**json.loads(DOCUMENT)["form"], "附件": ["照片.jpg"]}
    read = read_document(document(body, version=3, needs="0.3.0", seal="红"))
    assert read.form.basic.project_name == "活动经费"
    assert (read.version, read.needs, read.beside) == (3, "0.3.0", {"seal": "红"})


def test_r11_they_also_survive_edits() -> None:
    body = json.loads(DOCUMENT)["form"]
    body["indicators"][0]["categories"][0]["indicators"][0]["evidence"] = ["照片.jpg"]
    edited = put(read_document(document(body)).form, FieldPath.parse("indicator.i1.name"), "活动总价")
    row = json.loads(write_document(edited))["form"]["indicators"][0]["categories"][0]["indicators"][0]
    assert (row["name"], row["evidence"]) == ("活动总价", ["照片.jpg"])


def test_halves_of_a_character_that_a_program_handed_over_are_saved_as_a_mark() -> None:
    form = with_fields(
        Form(edition="jiading-2024"), {"goal.expected": "好\ud83d", "funding.other.executed": "\udc00"}
    )
    again = read_document(write_document(form)).form
    assert again == form
    assert (again.goal.expected, again.funding.other.executed) == ("好\ufffd", "\ufffd")


# --- what is refused, and in which words


@pytest.mark.parametrize("data", [b"", b" ", b"\n\t\n"])
def test_an_empty_file_is_called_empty(data: bytes) -> None:
    assert said(data) == "文件是空的"


@pytest.mark.parametrize("data", ["自评表".encode("gb18030"), b"\xff\xfe{\x00}\x00", b"\x80\x81"])
def test_other_encodings_are_told(data: bytes) -> None:
    assert said(data) == "文件不是 UTF-8 文本，可能已损坏"


def test_half_a_file_is_told_with_the_place_where_it_breaks_off() -> None:
    assert said(b'{"format": "ziping",\n "version": 1,') == "文件内容不完整或已损坏（第 2 行第 15 个字符处读不下去）"


@pytest.mark.parametrize(
    "data", [b"[]", b"1", b'"ziping"', b"null", b"{}", document(format="zip"), b'{"format": ["ziping"]}']
)
def test_another_json_file_is_told(data: bytes) -> None:
    assert said(data) == "文件不是自评通的项目文件"


@pytest.mark.parametrize("version", [0, -1, 10_000, "1", 1.0, True, [1], None])
def test_a_version_that_is_none_is_told(version: object) -> None:
    assert said(document(version=version)) == "文件没有写明格式版本，可能已损坏"


def test_r11_a_newer_version_that_cannot_be_read_names_the_program_it_needs() -> None:
    body = {"basic": ["a list of projects"]}
    message = said(document(body, version=3, needs="0.3.0"))
    assert message == (
        "文件是较新版本的自评通保存的（格式 3，本程序最高到 2），要用自评通 0.3.0 或更新的版本，本程序打不开"
    )


@pytest.mark.parametrize("needs", [None, "", 3, ["0.3"], "下一版", "0.3\n快去下载", "1." * 50])
def test_r11_a_newer_version_that_names_no_program_is_told_without(needs: object) -> None:
    message = said(document([], version=3, needs=needs))
    assert message == "文件是较新版本的自评通保存的（格式 3，本程序最高到 2），要用更新版本的自评通，本程序打不开"


@pytest.mark.parametrize("envelope", [{"edition": None}, {"edition": 2024}, {"form": []}, {"form": "x"}])
def test_a_document_without_a_form_is_told(envelope: dict[str, Any]) -> None:
    assert said(document(**envelope)) == "文件里没有自评表的内容，可能已损坏"


@pytest.mark.parametrize(
    ("form", "where"),
    [
        ({"basic": []}, "basic"),
        ({"basic": {"year": 2024.5}}, "basic.year"),
        ({"basic": {"unit": 5}}, "basic.unit"),
        ({"funding": {"fiscal": {"executed": 1.5}}}, "funding.fiscal.executed"),
        ({"indicators": [{"name": "产出指标"}]}, "indicators.0.id"),
        ({"indicators": [{"id": "a.b"}]}, "indicators.0.id"),
        ({"indicators": {"id": "d1"}}, "indicators"),
        ({"printed": "98.53"}, "printed"),
        ({"signature": {"shown": "vielleicht"}}, "signature.shown"),
    ],
)
def test_a_field_of_the_wrong_type_is_named(form: object, where: str) -> None:
    assert said(document(form)) == f"文件里“{where}”一项的内容读不懂，可能已损坏"


def test_two_rows_with_one_id_are_told() -> None:
    twice = {"indicators": [{"id": "x", "categories": [{"id": "x"}]}]}
    assert said(document(twice)) == "文件里有两个编号相同的指标，可能已损坏"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5000])
def test_numbers_that_no_document_holds_are_refused(number: str) -> None:
    data = document({"x": 1}).replace(b'"x": 1', f'"x": {number}'.encode())
    assert said(data) == "文件内容读不懂，可能已损坏"


def test_a_file_nested_too_deep_to_read_is_refused() -> None:
    data = document({"x": 1}).replace(b'"x": 1', b'"x": ' + b"[" * 100_000 + b"]" * 100_000)
    assert said(data) == "文件内容读不懂，可能已损坏"


@pytest.mark.parametrize("whole", [document({"x": 1}), document(x=1)])
@pytest.mark.parametrize(
    "extra", ['"\\ud800"', '{"\\udfff": 1}', "[" * 400 + "]" * 400, '{"a":' * 900 + "1" + "}" * 900]
)
def test_what_could_not_be_saved_again_is_refused_at_once(whole: bytes, extra: str) -> None:
    data = whole.replace(b'"x": 1', f'"x": {extra}'.encode())
    assert said(data) == "文件里有不能再保存的内容，可能已损坏"


# --- R10: no corruption raises anything else


def opened_or_refused(data: bytes) -> bool:
    """Whether the bytes are a document; whatever is read can be saved again."""
    try:
        form = read_document(data).form
    except DocumentError:
        return False
    saved = write_document(form)
    assert write_document(read_document(saved).form) == saved
    return True


def test_r10_a_document_cut_anywhere_is_refused() -> None:
    whole = DOCUMENT.rstrip()
    assert len(whole) > 4_000
    assert not any(opened_or_refused(whole[:length]) for length in range(0, len(whole), 7))


def test_r10_flipped_bits_never_crash() -> None:
    dice = random.Random(10)
    for _ in range(1_500):
        data = bytearray(DOCUMENT)
        for _ in range(dice.choice([1, 1, 2, 8])):
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        opened_or_refused(bytes(data))


WRONG: list[Any] = [
    None,
    True,
    0,
    -1,
    2.5,
    "",
    "\ud800",
    "x" * 100,
    [],
    [[]],
    {},
    {"id": "d1"},
    [{"id": "d1"}],
    10**30,
]


def test_r10_well_formed_nonsense_never_crashes() -> None:
    dice, whole = random.Random(11), json.loads(DOCUMENT)
    opened = sum(opened_or_refused(json.dumps(spoil(whole, dice, WRONG)).encode()) for _ in range(1_500))
    assert 0 < opened < 1_500


# --- what was carried over, and 批注


def test_a_form_without_carried_values_and_remarks_is_written_as_before_there_were_any() -> None:
    for name in ("version-1", "version-2"):
        form = read_document((Path(__file__).parents[1] / "saved" / f"{name}.ziping").read_bytes()).form
        body = json.loads(write_document(form))["form"]
        assert not {"unconfirmed", "remarks"} & body.keys()


def test_carried_values_and_remarks_are_read_as_they_were_written() -> None:
    form = Form(
        edition="jiading-2024",
        unconfirmed=("basic.unit", "indicator.i3.target"),
        remarks=(
            Remark(
                id="r1", path="basic.unit", author="王主任", text="与公章一致吗？", time="2025-01-08T12:00:03+08:00"
            ),
        ),
    )
    data = write_document(form)
    assert read_document(data).form == form
    assert json.loads(data)["form"]["unconfirmed"] == ["basic.unit", "indicator.i3.target"]
    assert write_document(read_document(data).form) == data
