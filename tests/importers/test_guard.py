"""Foreign files are known by their content and measured before they are read (SAFETY.md S3, S4, S5, S6, S7)."""

from __future__ import annotations

import contextlib
import json
import struct
import time
import tracemalloc
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

import openpyxl
import pytest

from published import FOLDER, NAMES, form_of, source_of
from ziping.form.model import BasicInfo, Form
from ziping.importers.archive import open_archive
from ziping.importers.guard import Kind, check_embedded, check_json, check_size, expect, kind_of
from ziping.importers.result import ImportFailed
from ziping.store.document import write_document

MB = 1 << 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
XLSM = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
XLSB = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DOCM = "application/vnd.ms-word.document.macroEnabled.main+xml"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


def refused(deed: Callable[..., object], *arguments: object) -> str:
    """The sentence that refuses: one line."""
    with pytest.raises(ImportFailed) as refusal:
        deed(*arguments)
    assert "\n" not in str(refusal.value)
    return str(refusal.value)


def archive(parts: Mapping[str, bytes | str], method: int = ZIP_DEFLATED) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", method) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def office(main: str, parts: Mapping[str, bytes | str] | None = None) -> bytes:
    """An Office archive whose main part is of this content type."""
    types = f'<?xml version="1.0"?><Types><Override PartName="/xl/workbook.xml" ContentType="{main}"/></Types>'
    return archive({"[Content_Types].xml": types, "xl/workbook.xml": "<workbook/>", **(parts or {})})


def workbook() -> bytes:
    """A real workbook of 200 rows."""
    book, made = openpyxl.Workbook(), BytesIO()
    sheet = book.create_sheet("自评表", 0)
    for row in range(200):
        sheet.append(["数量指标", f"巡查次数 {row}", "≥12次", "12次", 5, 5])
    book.save(made)
    return made.getvalue()


def ole(*streams: str) -> bytes:
    """The header of an OLE compound file and its directory: one entry of 128 bytes for each stream."""
    names = ["Root Entry", *streams]
    entries = [
        name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBB", 2 * len(name) + 2, 2, 1) for name in names
    ]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    return header.ljust(512, b"\0") + b"".join(entry.ljust(128, b"\0") for entry in entries)


def lying(data: bytes, told: int) -> bytes:
    """The archive of one part, which says in both of its places that the part has ``told`` bytes."""
    size = struct.pack("<I", told)
    central = data.index(b"PK\x01\x02")
    return data[:22] + size + data[26 : central + 24] + size + data[central + 28 :]


# --- S5: what a file is


def named(name: str) -> Form:
    return Form(edition="jiading-2024", basic=BasicInfo(project_name=name))


REAL = {
    "project file": (write_document(form_of(NAMES[0])), Kind.PROJECT),
    "plain form": ((FOLDER / f"{NAMES[0]}.json").read_bytes(), Kind.PLAIN),
    "plain form with a mark": (b"\xef\xbb\xbf \n{}", Kind.PLAIN),
    "workbook": (workbook(), Kind.WORKBOOK),
    "PDF": (b"%PDF-1.7\n1 0 obj", Kind.PDF),
    "PDF behind a few bytes": (b"\r\n\x00\x00%PDF-1.4", Kind.PDF),
    "project file that names a PDF": (write_document(named("公文%PDF-A转换项目")), Kind.PROJECT),
    "plain form that names a PDF": ('\ufeff\n{"项目名称": "公文%PDF-A转换项目"}'.encode(), Kind.PLAIN),
    "picture that names a PDF": (b"\x89PNG\r\n\x1a\n%PDF-A", Kind.PICTURE),
    "nothing": (b"", Kind.EMPTY),
    "blanks": (b" \r\n", Kind.EMPTY),
    "xlsm by its type": (office(XLSM), Kind.MACROS),
    "xlsm that calls itself xlsx": (office(XLSX, {"xl/vbaProject.bin": b"\xd0\xcf"}), Kind.MACROS),
    "xlsx with a sheet of old macros": (office(XLSX + '"/><Override ContentType="macrosheet+xml'), Kind.MACROS),
    "docm": (office(DOCM), Kind.MACROS),
    "xlsb": (office(XLSB), Kind.BINARY_WORKBOOK),
    "docx": (office(DOCX), Kind.WORD),
    "pptx": (office(PPTX), Kind.SLIDES),
    "ods": (archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), Kind.OPEN_DOCUMENT),
    "ofd": (archive({"OFD.xml": "<ofd:OFD/>"}), Kind.OFD),
    "zip of other files": (archive({"自评表.xlsx": b"x"}), Kind.ARCHIVE),
    "empty zip": (archive({}), Kind.ARCHIVE),
    "xls or et": (ole("Workbook"), Kind.OLD_WORKBOOK),
    "xls of Excel 95": (ole("Book"), Kind.OLD_WORKBOOK),
    "workbook with a password": (ole("EncryptionInfo", "EncryptedPackage"), Kind.LOCKED),
    "doc": (ole("WordDocument"), Kind.WORD),
    "ppt": (ole("PowerPoint Document"), Kind.SLIDES),
    "mail": (ole("__properties_version1.0"), Kind.OTHER),
    "xls that is a web page": ("<html><table><tr><td>自评表".encode(), Kind.MARKUP),
    "xls that is XML": (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook>', Kind.MARKUP),
    "picture": (b"\x89PNG\r\n\x1a\n", Kind.PICTURE),
    "photo": (b"\xff\xd8\xff\xe0\0\x10JFIF", Kind.PICTURE),
    "rar": (b"Rar!\x1a\x07\x01\x00", Kind.ARCHIVE),
    "rich text": (b"{\\rtf1\\ansi", Kind.OTHER),
    "zeros": (bytes(4096), Kind.OTHER),
    "blanks, then more": (b" " * 2_000 + b"x", Kind.OTHER),
}


@pytest.mark.parametrize(("data", "kind"), REAL.values(), ids=list(REAL))
def test_s5_a_file_is_known_by_its_content(data: bytes, kind: Kind) -> None:
    assert kind_of(data) is kind


READABLE = {Kind.PROJECT, Kind.PLAIN, Kind.WORKBOOK, Kind.PDF}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (office(XLSM), "这是带宏的 Office 文件（例如 .xlsm、.docm），为安全起见不读；"),
        (office(XLSB), "这是二进制工作簿（.xlsb），不能读；"),
        (ole("Workbook"), "这是旧版 Excel（.xls）或 WPS 表格（.et）的工作簿，不能读；"),
    ],
)
def test_s5_a_workbook_of_another_kind_is_refused_with_what_to_do(data: bytes, words: str) -> None:
    assert refused(expect, data, Kind.WORKBOOK) == words + "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入"


@pytest.mark.parametrize("data", [data for data, kind in REAL.values() if kind not in READABLE])
def test_s5_whatever_cannot_be_read_has_its_sentence(data: bytes) -> None:
    said = refused(expect, data, *READABLE)
    assert said == "文件是空的" or said.startswith("这")
    assert "None" not in said


def test_a_readable_file_in_the_wrong_place_is_told() -> None:
    assert expect(workbook(), Kind.PDF, Kind.WORKBOOK) is Kind.WORKBOOK
    assert refused(expect, b"%PDF-1.7", Kind.WORKBOOK, Kind.PLAIN) == (
        "这是“PDF 文件”，这里要的是“Excel 工作簿（.xlsx）”或“交换格式（.json）”"
    )


def test_what_a_text_quotes_makes_no_project_file() -> None:
    quoted = json.dumps({"版式": "嘉定2024", "项目名称": '{"format": "ziping"}'}, ensure_ascii=False)
    assert kind_of(quoted.encode()) is Kind.PLAIN


def test_a_workbook_cut_anywhere_is_refused() -> None:
    whole = workbook()
    for length in range(4, len(whole), 97):
        assert refused(kind_of, whole[:length]).startswith("文件已损坏或不完整，解不开")


# --- sizes, asked before reading


@pytest.mark.parametrize(
    ("start", "megabytes", "limit"),
    [(b'{"name": "%PDF-', 21, 20), (b"", 21, 20), (b"%PDF-1.7\n", 60, 50), (b"PK\x03\x04", 51, 50)],
)
def test_s6_a_file_too_large_for_its_kind_is_not_read(
    start: bytes, megabytes: int, limit: int, tmp_path: Path
) -> None:
    path = tmp_path / "大文件"
    with path.open("wb") as file:
        file.write(start)
        file.truncate(megabytes * MB)
    tracemalloc.start()
    assert refused(check_size, path) == f"文件有 {megabytes}.0 MB，超过 {limit} MB，没有读入"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MB
    assert refused(kind_of, path.read_bytes()) == f"文件有 {megabytes}.0 MB，超过 {limit} MB，没有读入"


@pytest.mark.parametrize(("start", "megabytes"), [(b"{", 20), (b"%PDF-1.7\n", 50)])
def test_a_file_just_as_large_as_allowed_passes(start: bytes, megabytes: int, tmp_path: Path) -> None:
    path = tmp_path / "大文件"
    with path.open("wb") as file:
        file.write(start)
        file.truncate(megabytes * MB)
    check_size(path)


def test_what_is_no_file_is_left_to_the_reader(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "没有", tmp_path / ("长" * 300), Path("a\0b")):
        check_size(path)


def test_s6_an_embedded_document_of_more_than_4_mb_is_refused() -> None:
    check_embedded(bytes(4 * MB))
    assert refused(check_embedded, bytes(5 * MB)) == "文件里附带的项目文件有 5.0 MB，超过 4 MB，没有读入"


# --- JSON of more values than a form has


def test_json_of_more_values_than_any_form_is_refused() -> None:
    check_json(b"[" + b"1," * 99_998 + b"1]")
    assert refused(check_json, b"[" + b"1," * 100_000 + b"1]") == "文件里的项目超过 100000 个，不像是自评表，没有读入"
    assert refused(check_json, b"[" * 200_000).startswith("文件里的项目超过")
    assert refused(check_json, b" " * (21 * MB)) == "文件有 21.0 MB，超过 20 MB，没有读入"


@pytest.mark.parametrize("text", ["一,二[三{四" * 50_000, '\\"' * 200_000, "\\\\" * 100_000 + "," * 200_000])
def test_commas_and_brackets_in_a_text_do_not_count(text: str) -> None:
    check_json(json.dumps({"预期目标": text}, ensure_ascii=False).encode())


@pytest.mark.parametrize("piece", [b'"', b'\\"', b'"\\', b'"a', b'\\\\"', b'",', b'"",', b"\\"])
def test_r10_devious_quotes_are_counted_in_no_time(piece: bytes) -> None:
    since = time.process_time()
    with contextlib.suppress(ImportFailed):
        check_json(piece * (19 * MB // len(piece)))
    assert time.process_time() - since < 1


# --- S4: archives


def test_a_real_workbook_passes_and_is_ready_to_read() -> None:
    with open_archive(workbook()) as opened:
        assert b"<sheetData>" in opened.read("xl/worksheets/sheet1.xml")
    assert openpyxl.load_workbook(BytesIO(workbook()))["自评表"]["B200"].value == "巡查次数 199"


def test_s4_a_bomb_of_289_kb_that_holds_300_mb_is_refused_before_it_inflates() -> None:
    bomb = office(XLSX, {"xl/worksheets/sheet1.xml": bytes(300 * MB)})
    assert len(bomb) < 320_000
    assert kind_of(bomb) is Kind.WORKBOOK
    tracemalloc.start()
    assert refused(open_archive, bomb) == "文件解开后超过 50 MB，不像是自评表，没有读入"
    assert tracemalloc.get_traced_memory()[1] < 2 * MB
    tracemalloc.stop()


def test_s4_many_parts_that_make_50_mb_together_are_refused() -> None:
    parts = {f"xl/worksheets/sheet{number}.xml": bytes(MB) for number in range(51)}
    assert refused(open_archive, office(XLSX, parts)) == "文件解开后超过 50 MB，不像是自评表，没有读入"


def test_s4_a_part_that_grows_more_than_a_hundredfold_is_refused() -> None:
    parts = {"xl/worksheets/sheet1.xml": bytes(20 * MB)}
    assert refused(open_archive, office(XLSX, parts)) == "文件里有部件解开后会胀大 100 倍以上，不像是自评表，没有读入"


def test_a_small_blank_picture_may_grow_more() -> None:
    open_archive(office(XLSX, {"xl/media/image1.bmp": bytes(900_000)})).close()


def test_s4_a_part_that_says_it_is_small_is_not_believed() -> None:
    bomb = archive({"xl/worksheets/sheet1.xml": bytes(300 * MB)})
    tracemalloc.start()
    assert refused(open_archive, lying(bomb, 1_000)).startswith("文件已损坏或不完整，解不开")
    assert tracemalloc.get_traced_memory()[1] < 4 * MB
    tracemalloc.stop()


def test_s4_a_part_that_says_it_is_larger_than_it_is_is_refused() -> None:
    assert refused(open_archive, lying(archive({"a.xml": "<a/>"}), 900)).startswith("文件已损坏或不完整，解不开")


def test_s4_an_archive_inside_is_never_opened() -> None:
    """Five layers of 20 archives each hold 20 MB × 3,200,000; as bytes of the outer one they are small and harmless."""
    inner = zlib.compress(bytes(20 * MB))
    for _ in range(5):
        inner = archive({f"{number}.zip": inner for number in range(20)})
    assert len(inner) < MB
    bomb = office(XLSX, {"xl/embeddings/object1.zip": inner})
    tracemalloc.start()
    open_archive(bomb).close()
    assert tracemalloc.get_traced_memory()[1] < 8 * MB
    tracemalloc.stop()


def test_s4_ten_thousand_entries_are_refused_before_they_are_listed() -> None:
    many = archive({f"{number}.xml": "" for number in range(10_000)}, ZIP_STORED)
    lies_about_it = many[:-14] + struct.pack("<HH", 5, 5) + many[-10:]
    for data in (many, lies_about_it):
        assert refused(open_archive, data) == "文件里的部件超过 1000 个，不像是自评表，没有读入"
        assert refused(kind_of, data) == "文件里的部件超过 1000 个，不像是自评表，没有读入"


@pytest.mark.parametrize(
    "name",
    ["../../.bashrc", "xl/../../a", "..\\a.xml", "/etc/passwd", "C:/Windows/a", "C:a", "\\\\server\\a", "a\0b"],
)
def test_s7_a_part_whose_name_leads_out_of_the_archive_is_refused(name: str) -> None:
    made = archive({"x" * len(name): "<a/>"}, ZIP_STORED).replace(b"x" * len(name), name.encode())
    assert refused(open_archive, made) == "文件里有部件的名称不合规，可能是伪造的，没有读入"


def test_a_part_that_is_there_twice_is_refused() -> None:
    made = archive({"a.xml": "<a/>", "b.xml": "<b/>"}, ZIP_STORED).replace(b"b.xml", b"a.xml")
    assert refused(open_archive, made) == "文件里有部件的名称不合规，可能是伪造的，没有读入"


def test_an_encrypted_part_is_refused() -> None:
    made = bytearray(archive({"a.xml": "<a/>"}))
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    assert refused(open_archive, bytes(made)) == "文件里有加密的部件，读不出内容；请去掉密码后另存一份"


def test_a_part_packed_in_a_way_no_office_program_uses_is_refused() -> None:
    assert refused(open_archive, archive({"a.xml": "<a/>"}, ZIP_LZMA)).startswith("文件已损坏或不完整")


def test_a_damaged_part_is_refused() -> None:
    made = bytearray(workbook())
    with ZipFile(BytesIO(bytes(made))) as file:
        info: ZipInfo = file.getinfo("xl/worksheets/sheet1.xml")
    made[info.header_offset + 100] ^= 0xFF
    assert refused(open_archive, bytes(made)).startswith("文件已损坏或不完整，解不开")


# --- S3: entities


LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
XML_BOMBS = {
    "billion laughs": f'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY l0 "lol">{LAUGHS}]><sst>&l9;</sst>',
    "a file of this machine": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst>&x;</sst>',
    "an address": '<!DOCTYPE a SYSTEM "http://198.51.100.1/a.dtd"><sst/>',
    "behind a long comment": f"<!--{'x' * 200_000}--><!DOCTYPE a [<!ENTITY x 'y'>]><sst/>",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "xl/worksheets/_rels/sheet1.xml.rels", "xl/theme.bin"])
@pytest.mark.parametrize("text", XML_BOMBS.values(), ids=list(XML_BOMBS))
def test_s3_entities_in_any_part_and_encoding_are_refused(text: str, name: str, encoding: str) -> None:
    bomb = office(XLSX, {name: text.encode(encoding)})
    assert refused(open_archive, bomb) == "文件里有自定义的 XML 实体，表格不需要它，可能是恶意文件，没有读入"


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG", b"<", b'<?xml version="1.0" encoding="gb2312"?><a/>', b"\xff\xfe"]
)
def test_a_part_that_is_no_xml_is_left_to_the_reader(content: bytes) -> None:
    open_archive(office(XLSX, {"xl/media/image1.png": content})).close()


def test_s3_openpyxl_itself_reads_xml_through_defusedxml() -> None:
    """The second door, for what openpyxl reads without ``open_archive``."""
    assert openpyxl.DEFUSEDXML
    assert not openpyxl.LXML


def test_the_published_forms_are_far_from_every_limit() -> None:
    for name in NAMES:
        check_json(json.dumps(source_of(name)).encode())
        check_json(write_document(form_of(name)))
