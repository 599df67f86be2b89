"""Workbooks become forms: our own without attachment, re-saved by others, official ones (SAFETY.md S3 to S5, R10, R12)."""

from __future__ import annotations

import io
import json
import re
import shutil
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from foreign_workbooks import saved, saved_by_libreoffice, workbook_with
from official_tables import EDITIONS, Layout, Plain, cells_of, layouts, restated
from published import NAMES, form_of, source_of
from ziping.app.export import workbook_of
from ziping.app.session import View
from ziping.form.difference import differences
from ziping.form.indicators import indicator_rows
from ziping.form.model import BasicInfo, Category, Dimension, Form, Indicator, Signature
from ziping.importers.plain_json import read_plain
from ziping.importers.result import ImportFailed, ImportResult
from ziping.importers.workbook import read_workbook
from ziping.resources import resource
from ziping.store.document import read_document

SAMPLES = ("chongming-2023", "jiading-2024", "national-2020")
NAME = "jiangqiao-2024-qitarenyuan"
LAYOUTS = dict(layouts())
CREATED = datetime(2025, 3, 10, tzinfo=UTC)
COLUMNS = [f"{one}{two}" for one in "ABCD" for two in "ABCDEFGHIJKLMNOPQRSTUVWXY"]
OFFICE = shutil.which("libreoffice")
SIGNED = Signature(
    shown=True, preparer="李敏", reviewer="王建国", head="陈芳", phone="021-59140000", date="2025年3月10日"
)


@cache
def form(name: str) -> Form:
    """A published form or a sample, without what a table doesn't print; ``+`` behind its name: with a signature block."""
    plain = name.removesuffix("+")
    if plain in SAMPLES:
        document = read_document(resource("samples", f"{plain}.ziping").read_bytes())
        known = document.form.model_copy(update={"acknowledged": ()})
    else:
        known = form_of(plain)
    return known.model_copy(update={"signature": SIGNED}) if name.endswith("+") else known


@cache
def exported(name: str) -> bytes:
    return workbook_of(View(form(name)), CREATED)


def read(data: bytes) -> ImportResult:
    return read_workbook(data, "自评表.xlsx")


def expected(plain: Plain) -> Form:
    return read_plain(json.dumps(plain)).form


def check(result: ImportResult, wanted: Form) -> None:
    """The form says the same, ids aside, and nothing was left out."""
    assert result.form.edition == wanted.edition
    assert differences(wanted, result.form) == ()
    assert result.notes == ()


# --- our own


@pytest.mark.parametrize("name", [*NAMES, *SAMPLES, f"{NAME}+", "national-2020+"])
def test_r12_our_workbook_gives_its_form_back_by_the_table_alone(name: str) -> None:
    check(read(exported(name)), form(name))


@pytest.mark.parametrize("edition", ["chongming-2023", "jiading-2024", "national-2020"])
def test_our_workbook_of_a_form_put_into_another_edition_gives_it_back(edition: str) -> None:
    for name in NAMES[:-1]:  # the last one has amounts that 万元 with two decimals can't show
        wanted = form(name).model_copy(update={"edition": edition, "printed": None})
        check(read(workbook_of(View(wanted), CREATED)), wanted)


@pytest.mark.parametrize("edition", ["chongming-2023", "jiading-2024", "national-2020"])
def test_our_workbook_of_a_draft_gives_it_back(edition: str) -> None:
    """Blank and odd: a 二级 without a name, a 三级 called as a row below the table, points that are no numbers."""
    first = Category(
        id="c1",
        name="数量指标",
        indicators=(Indicator(id="i1", name="总分"), Indicator(id="i2", name="巡查", weight="十", score="-")),
    )
    second = Category(id="c2", indicators=(Indicator(id="i3", name="宣传"), Indicator(id="i4", target="=1套")))
    draft = Form(
        edition=edition,
        basic=BasicInfo(year="二〇二四", project_name="巡查：第一期"),
        indicators=(Dimension(id="d1", name="产出指标", categories=(first, second)),),
    )
    result = read(workbook_of(View(draft), CREATED))
    assert (result.form.edition, differences(draft, result.form)) == (edition, ())
    assert [note.partition("：")[2] for note in result.notes] == [
        "“十”不是一个数，照原样读入，请改成数",
        "“-”不是一个数，照原样读入，请改成数",
    ]
    check(read(workbook_of(View(Form(edition=edition)), CREATED)), Form(edition=edition))


def test_our_workbook_is_read_in_less_than_a_third_of_a_second() -> None:
    """The best of three, as other programs may keep the machine busy."""
    data, seconds = exported("xianghua-2023-ywtg"), []
    for _ in range(3):
        since = time.process_time()
        read(data)
        seconds.append(time.process_time() - since)
    assert min(seconds) < 0.3


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """Our workbooks and two official ones as LibreOffice saves them."""
    folder = tmp_path_factory.mktemp("office")
    for name in (*NAMES, *SAMPLES, f"{NAME}+"):
        (folder / f"{name}.xlsx").write_bytes(exported(name))
    for edition in EDITIONS:
        data = official(restated(source_of(NAME), edition), Layout(top=3, left=2))
        (folder / f"{edition}.xlsx").write_bytes(data)
    return saved_by_libreoffice(folder, sorted(folder.glob("*.xlsx"))).__getitem__


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", [*NAMES, *SAMPLES, f"{NAME}+"])
def test_our_workbook_saved_again_by_libreoffice_gives_its_form_back(
    name: str, resaved: Callable[[str], bytes]
) -> None:
    assert resaved(name) != exported(name)
    check(read(resaved(name)), form(name))


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("edition", EDITIONS)
def test_an_official_workbook_saved_again_by_libreoffice_is_read_whole(
    edition: str, resaved: Callable[[str], bytes]
) -> None:
    check(read(resaved(edition)), expected(restated(source_of(NAME), edition)))


# --- official ones


def official(plain: Plain, layout: Layout, **how: Any) -> bytes:
    return saved(workbook_with(cells_of(plain, layout), **how))


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("numbers", [True, False], ids=["numbers", "numbers as text"])
def test_official_workbooks_of_every_edition_are_read_whole(layout: str, edition: str, numbers: bool) -> None:
    for name in (NAME, "xianghua-2023-ywtg", "jiangqiao-2024-huodong"):
        plain = restated(source_of(name), edition)
        check(read(official(plain, LAYOUTS[layout], numbers=numbers)), expected(plain))


def test_a_note_says_on_which_sheet_and_in_which_cell() -> None:
    cells = cells_of(source_of(NAME), Layout(left=25, note="本表数据来自财务系统"))
    result = read(saved(workbook_with(cells, title="自评表")))
    assert result.notes == ("工作表 自评表!Z28：“本表数据来自财务系统”没有读懂，没有读入",)
    assert differences(form(NAME), result.form) == ()


# --- what cells hold


def with_cells(change: Callable[[Workbook], None]) -> ImportResult:
    """The official workbook of 其他人员经费, changed."""
    workbook = workbook_with(cells_of(source_of(NAME)), title="自评表")
    change(workbook)
    return read(saved(workbook))


def test_a_target_that_is_a_number_is_read_as_it_shows() -> None:
    def change(workbook: Workbook) -> None:
        sheet = workbook["自评表"]
        for row, value, code in (
            (13, 0.8, "0%"),
            (14, 76, 'General"个"'),
            (15, 1234.5, "#,##0.00"),
            (16, 12, "General"),
        ):
            sheet.cell(row, 4).value = value
            sheet.cell(row, 4).number_format = code

    rows = list(indicator_rows(with_cells(change).form))
    assert [row.indicator.target for row in rows[:4]] == ["80%", "76个", "1,234.50", "12"]


def test_a_day_is_read_as_it_shows() -> None:
    def change(workbook: Workbook) -> None:
        for row, code in ((13, "yyyy/m/d"), (14, 'yyyy"年"m"月"d"日"'), (15, 'yyyy"年"m"月";@'), (16, "yyyy-mm-dd")):
            workbook["自评表"].cell(row, 4).value = date(2024, 11, 5)
            workbook["自评表"].cell(row, 4).number_format = code

    rows = list(indicator_rows(with_cells(change).form))
    assert [row.indicator.target for row in rows[:4]] == ["2024/11/5", "2024年11月5日", "2024年11月", "2024-11-05"]


def test_a_text_that_begins_like_a_formula_is_text() -> None:
    """TRAPS: ``=1套`` is no formula; our export writes it as text, LibreOffice and WPS keep it so."""
    targets = [row.indicator.target for row in indicator_rows(read(exported("xianghua-2023-ywtg")).form)]
    assert "=1套" in targets
    assert "=100%" in targets


def test_a_formula_is_read_by_its_stored_result_and_told_where_there_is_none() -> None:
    def change(workbook: Workbook) -> None:
        workbook["自评表"]["G13"] = "=5+5"

    result = with_cells(change)
    assert "工作表 自评表!G13：是公式，文件里没有存它的结果，没有读入" in result.notes
    assert next(indicator_rows(result.form)).indicator.score == ""


def test_the_stored_result_of_a_formula_is_read() -> None:
    data = saved(workbook_with(cells_of(source_of(NAME)), title="自评表"))
    data = rewritten(data, "sheet1.xml", rb'(<c r="G13"[^>]*>)<v>', rb"\1<f>5+5</f><v>")
    check(read(data), form(NAME))


def test_a_formula_that_gives_no_text_is_a_blank_cell() -> None:
    data = saved(workbook_with(cells_of(source_of(NAME)), title="自评表"))
    blank = b'<c r="N13" t="str"><f>IF(A1=1,2,"")</f><v></v></c></row><row r="14"'
    check(read(rewritten(data, "sheet1.xml", rb'</row><row r="14"', blank)), form(NAME))


@pytest.mark.parametrize("value", ["#REF!", "#NAME?", "#DIV/0!"])
def test_an_error_value_is_told(value: str) -> None:
    data = saved(workbook_with(cells_of(source_of(NAME)), title="自评表"))
    wrong = f'<c r="G13" t="e"><v>{value}</v>'
    data = rewritten(data, "sheet1.xml", rb'<c r="G13"[^>]*><v>[^<]*</v>', wrong.encode())
    assert f"工作表 自评表!G13：是错误值 {value}，没有读入" in read(data).notes


def test_text_written_in_the_cell_itself_and_rich_text_are_read() -> None:
    data = saved(workbook_with(cells_of(source_of(NAME)), title="自评表"))
    runs = '<r><t>其他</t></r><r><rPr><b/></rPr><t>人员经费</t></r><rPh sb="0" eb="1"><t>ren</t></rPh>'
    inline = f'<c r="B3" t="inlineStr"><is>{runs}</is></c>'
    data = rewritten(data, "sheet1.xml", rb'<c r="B3"[^>]*>.*?</c>', inline.encode())
    check(read(data), form(NAME))


def rewritten(data: bytes, part: str, pattern: bytes, by: bytes) -> bytes:
    """The workbook with one place of a part written anew."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith(part):
                content, count = re.subn(pattern, by, content, count=1)
                assert count == 1
            file.writestr(name, content)
    return target.getvalue()


def test_texts_hidden_below_a_merged_cell_are_not_read() -> None:
    data = saved(workbook_with(cells_of(source_of(NAME)), title="自评表"))
    hidden = '<c r="C3" t="inlineStr"><is><t>藏着的字</t></is></c>'
    data = rewritten(data, "sheet1.xml", rb'(<c r="B3"[^>]*>.*?</c>)', rb"\1" + hidden.encode())
    check(read(data), form(NAME))


# --- limits (SAFETY.md S4, S5; R10)


def refused(data: bytes) -> str:
    with pytest.raises(ImportFailed) as failure:
        read(data)
    assert "\n" not in str(failure.value)
    return str(failure.value)


def test_a_sheet_that_claims_a_million_rows_and_a_merged_cell_over_all_of_it_costs_nothing() -> None:
    data = exported(NAME)
    data = rewritten(data, "sheet1.xml", rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"')
    data = rewritten(data, "sheet1.xml", rb"<mergeCells[^>]*>", b'<mergeCells><mergeCell ref="A200:XFD1048576"/>')
    data = rewritten(
        data, "sheet1.xml", rb"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    )
    since = time.process_time()
    check(read(data), form(NAME))
    assert time.process_time() - since < 1


def test_half_a_million_blank_cells_are_passed_over() -> None:
    cells = (f'<c r="{letters}{row}" s="1"/>' for row in range(100, 5_100) for letters in COLUMNS)
    data = rewritten(exported(NAME), "sheet1.xml", rb"</sheetData>", "".join([*cells, "</sheetData>"]).encode())
    since = time.process_time()
    check(read(data), form(NAME))
    assert time.process_time() - since < 5


def test_cells_beyond_the_limits_are_counted() -> None:
    workbook = workbook_with(cells_of(source_of(NAME)), title="自评表")
    for column in range(100, 200):
        workbook["自评表"].cell(50, column, "多")
    result = read(saved(workbook))
    assert differences(form(NAME), result.form) == ()
    assert result.notes[-1] == "工作表 自评表：内容太多，有 40 个单元格没有读入"


def test_a_text_longer_than_a_cell_may_be_is_cut_and_told() -> None:
    plain = source_of(NAME) | {"预期目标": "字" * 40_000}
    data = saved(workbook_with(cells_of(source_of(NAME)), title="自评表"))
    text = "<is><t>" + str(plain["预期目标"]) + "</t></is>"
    data = rewritten(data, "sheet1.xml", rb'<c r="B11"[^>]*>.*?</c>', f'<c r="B11" t="inlineStr">{text}</c>'.encode())
    result = read(data)
    assert len(result.form.goal.expected) == 32_767
    assert result.notes == ("工作表 自评表!B11：文字超过 32767 个字符，只读入前面的",)


def test_s5_other_files_are_refused_in_a_sentence() -> None:
    assert "带宏" in refused(
        rewritten(exported(NAME), "[Content_Types].xml", rb"sheet\.main\+xml", b"macroEnabled.main+xml")
    )
    assert "Excel 或 WPS" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"))
    assert refused(b"%PDF-1.7 ")
    assert "已损坏" in refused(exported(NAME)[:-500])
    assert refused(b"") == "文件是空的"


def test_a_workbook_without_a_form_is_refused_with_its_sheet() -> None:
    workbook = Workbook()
    workbook.worksheets[0].append(["姓名", "电话"])
    assert (
        refused(saved(workbook))
        == "工作表“Sheet”里没有找到自评表：没有写着“三级指标”“年度指标值”“实际完成值”等的表头"
    )
    assert refused(saved(Workbook())) == "“自评表.xlsx”里没有工作表有内容"


def test_the_formats_of_another_namespace_are_read() -> None:
    """Strict Open XML, as Excel offers it, has other namespaces."""
    ours, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(exported(NAME))) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name != "[Content_Types].xml":
                content = content.replace(ours + b"spreadsheetml/2006/main", strict + b"spreadsheetml/main")
                content = content.replace(
                    ours + b"officeDocument/2006/relationships", strict + b"officeDocument/relationships"
                )
            file.writestr(name, content)
    check(read(target.getvalue()), form(NAME))


def test_an_amount_and_a_score_that_are_no_numbers_are_named_with_their_cells() -> None:
    book = load_workbook(io.BytesIO(exported("jiangqiao-2024-xinxihua-yunwei")))
    book.worksheets[0]["E7"], book.worksheets[0]["G15"] = "约一百万", "五分"
    result = read(saved(book))
    assert [note.sentence for note in result.remarks if "不是一个数" in note.text] == [
        "工作表 自评表!E7：“约一百万”不是一个数，照原样读入，请改成数",
        "工作表 自评表!G15：“五分”不是一个数，照原样读入，请改成数",
    ]
