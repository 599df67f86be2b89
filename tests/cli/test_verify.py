"""``ziping verify``: a code from paper, or another form, against a file; exit 0 equal, 1 not, 2 cannot."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from cli.conftest import Command
from published import form_of, with_fields
from ziping.app.check_code import code_of
from ziping.app.export import exported_pdf, pdf_of
from ziping.app.files import save_form
from ziping.app.session import Session, View
from ziping.form.path import basic

CODE = "DSS8-W5RW-N1K8"  # of the published form, kept in tests/golden/check-codes.txt


def test_the_code_of_a_file_is_shown(ziping: Command, project: Path, published: Path) -> None:
    for path in (project, published):
        assert ziping("verify", path).out == f"校验码 {CODE}\n"


@pytest.mark.parametrize("typed", [CODE, "dss8w5rwn1k8", "校验码 DSS8 W5RW NIK8"])
def test_the_code_of_the_file_agrees(ziping: Command, project: Path, typed: str) -> None:
    ran = ziping("verify", project, typed)
    assert (ran.code, ran.out, ran.err) == (0, "一致：纸面上的内容就是这份表现在的内容\n", "")


def test_the_code_of_another_form_does_not(ziping: Command, project: Path) -> None:
    ran = ziping("verify", project, "6TNJ-CGAB-HGBX")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == f"不一致：这份表现在的校验码是 {CODE}，保存过的版本里也没有这个校验码\n"


def test_the_code_of_a_version_before_a_save_names_that_version(ziping: Command, project: Path) -> None:
    session = Session(form_of("jiangqiao-2024-houqin"), project, digest="")
    session.put(basic("unit"), "江桥镇", "改实施单位")
    session.save(project, overwrite=True)
    ran = ziping("verify", project, CODE)
    sentence, backup = ran.out.splitlines()
    assert ran.code == 1
    assert sentence.startswith("不一致：这是历史版本 ")
    assert sentence.endswith(f"这份表后来改过，现在的校验码是 {code_of(session.view)}")
    assert Path(backup.strip()).is_file()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["DSS8-W5RW-N1K9"], "不能核验“DSS8-W5RW-N1K9”：校验码有字符抄错了或次序颠倒了，请对照纸面再看一遍"),
        (["DSS8"], "不能核验“DSS8”：校验码是 12 个字符，这里有 4 个"),
        ([CODE, "--pdf", "x.pdf"], "校验码和 --pdf 一次只能核验一样"),
    ],
)
def test_what_cannot_be_verified_is_refused_with_the_reason(
    ziping: Command, project: Path, words: list[str], reason: str
) -> None:
    ran = ziping("verify", project, *words)
    assert (ran.code, ran.out, ran.err) == (2, "", f"{reason}\n")


def test_what_differs_from_another_form_is_told_field_by_field(
    ziping: Command, project: Path, published: Path, tmp_path: Path
) -> None:
    assert ziping("verify", project, "--pdf", published).out == "一致：这份 PDF 的内容就是这份表现在的内容\n"
    other = tmp_path / "别的.ziping"
    save_form(with_fields(form_of("jiangqiao-2024-houqin"), {"basic.unit": "江桥镇", "goal.achieved": ""}), other)
    ran = ziping("verify", project, "--pdf", other)
    assert ran.code == 1
    assert ran.out.startswith(
        "不一致：有 2 处不同\n"
        "  实施单位\n    PDF：江桥镇\n    文件：上海市嘉定区江桥镇城市运行管理中心\n"
        "  年度总体目标 › 实际完成情况\n    PDF：（空）\n    文件："
    )


@pytest.mark.parametrize("carrying", [True, False], ids=["with the document", "its table only"])
def test_a_pdf_is_compared_with_the_file(ziping: Command, project: Path, tmp_path: Path, *, carrying: bool) -> None:
    form = form_of("jiangqiao-2024-houqin")
    for paper, code in ((form, 0), (with_fields(form, {"basic.unit": "江桥镇"}), 1)):
        pdf = tmp_path / f"{code}.pdf"
        view = View(paper)
        pdf.write_bytes((exported_pdf if carrying else pdf_of)(view, datetime(2026, 1, 1, tzinfo=UTC)))
        ran = ziping("verify", project, "--pdf", pdf)
        assert (ran.code, ran.err) == (code, "")
        assert ran.out == (
            "不一致：有 1 处不同\n  实施单位\n    PDF：江桥镇\n    文件：上海市嘉定区江桥镇城市运行管理中心\n"
            if code
            else "一致：这份 PDF 的内容就是这份表现在的内容\n"
        )


def test_exports_carry_the_code_unless_it_is_not_wanted(ziping: Command, project: Path, tmp_path: Path) -> None:
    for options, there in (([], True), (["--no-code"], False)):
        pdf, xlsx = tmp_path / "表.pdf", tmp_path / "表.xlsx"
        assert ziping("export", project, "--pdf", pdf, "--xlsx", xlsx, *options).code == 0
        text = pypdfium2.PdfDocument(pdf.read_bytes())[0].get_textpage().get_text_range()
        assert (f"校验码 {CODE}" in text) is there
        foot = openpyxl.load_workbook(io.BytesIO(xlsx.read_bytes())).worksheets[0].oddFooter
        assert foot is not None
        assert foot.left is not None
        assert foot.left.text == (f"校验码 {CODE}" if there else None)
