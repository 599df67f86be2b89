"""``ziping check``: answered findings, several forms at once, and the 检查报告."""

import json
from pathlib import Path

import pypdf
import pytest

from cli.conftest import Command
from cli.test_bad_input import assert_refused, everything_in
from published import FOLDER, form_of
from ziping.app.session import View
from ziping.form.model import Form
from ziping.rules.acknowledge import with_acknowledgement
from ziping.store.document import write_document

IN_ORDER = "jiangqiao-2024-xuanchuan"  # nothing 必须改
WRONG = "jiangqiao-2024-houqin"  # 满意度 ≤90 %


def plain(name: str) -> Path:
    return FOLDER / f"{name}.json"


def spelled_otherwise(folder: Path, name: str, key: str, text: str) -> Path:
    """A published form with one of its texts changed."""
    path = folder / f"{name}.json"
    source = json.loads(plain(name).read_text(encoding="utf-8"))
    path.write_text(json.dumps(source | {key: text}), encoding="utf-8")
    return path


def answered(form: Form, note: str) -> Form:
    """The form with everything answered that can be."""
    view = View(form)
    for found in view.findings:
        if found.severity != "error":
            form = with_acknowledgement(form, found, view.subject, note)
    return form


# --- 已核对


def test_an_answered_finding_is_listed_with_its_note(ziping: Command, tmp_path: Path) -> None:
    file = tmp_path / "表.ziping"
    file.write_bytes(write_document(answered(form_of(WRONG), "已核对台账")))
    listed = ziping("check", file, "--json").json
    assert {(found["severity"] == "error", found["acknowledged"], found["note"]) for found in listed} == {
        (True, False, ""),
        (False, True, "已核对台账"),
    }


def test_answered_findings_come_last_and_are_not_counted_with_the_open_ones(ziping: Command, tmp_path: Path) -> None:
    form = form_of(IN_ORDER)
    file = tmp_path / "表.ziping"
    file.write_bytes(write_document(answered(form, "已核对台账")))
    ran = ziping("check", file)
    heading, *lines = ran.out.splitlines()
    assert ran.code == 0
    assert heading == f"已核对（{len(View(form).findings)}）"
    assert all(line.startswith("  ") and line.endswith("。已核对台账") for line in lines)


# --- several forms


def test_several_forms_are_listed_one_by_one(ziping: Command) -> None:
    files = [plain(IN_ORDER), plain(WRONG)]
    ran = ziping("check", *files, "--json")
    assert (ran.code, ran.err) == (1, "")
    assert ran.json == {str(file): ziping("check", file, "--json").json for file in files}


def test_several_forms_on_the_screen_have_their_names_above_them(ziping: Command) -> None:
    files = [plain(IN_ORDER), plain(WRONG)]
    ran = ziping("check", *files)
    assert ran.out == "".join(f"{file}\n{ziping('check', file).out}" for file in files)


def test_forms_together_are_compared(ziping: Command, tmp_path: Path) -> None:
    other = "上海市嘉定区江桥镇城运中心"
    files = [plain(IN_ORDER), plain(WRONG), spelled_otherwise(tmp_path, "jiangqiao-2024-huodong", "实施单位", other)]
    alone, together = ziping("check", *files, "--json").json, ziping("check", "--together", "--json", *files).json
    more = {file: [found for found in together[file] if found not in alone[file]] for file in together}
    assert [[(found["rule"], found["value"]) for found in each] for each in more.values()] == [
        [],
        [],
        [("X1", other)],
    ]
    assert list(together) == [str(file) for file in files]


def test_one_form_together_is_that_form(ziping: Command) -> None:
    assert ziping("check", plain(WRONG), "--together", "--json").out == ziping("check", plain(WRONG), "--json").out


def test_a_file_named_twice_is_no_second_project(ziping: Command) -> None:
    file = plain(IN_ORDER)
    ran = ziping("check", file, file.parent / "." / file.name, "--together", "--json")
    assert (ran.code, ran.json) == (0, {str(file): ziping("check", file, "--json").json})


def test_an_unreadable_file_stops_no_other(ziping: Command, tmp_path: Path) -> None:
    bad, missing = tmp_path / "坏.json", tmp_path / "没有.ziping"
    bad.write_bytes(b"[1, 2]")
    ran = ziping("check", bad, plain(IN_ORDER), missing, "--together", "--json")
    assert ran.code == 2
    assert list(ran.json) == [str(plain(IN_ORDER))]
    first, second = ran.err.splitlines()
    assert first.startswith(f"不能打开“{bad}”：")
    assert second.startswith(f"不能打开“{missing}”：")


def test_a_note_on_one_of_several_forms_names_its_file(ziping: Command, tmp_path: Path) -> None:
    other = spelled_otherwise(tmp_path, WRONG, "备忘", "问小王")
    ran = ziping("check", plain(IN_ORDER), other)
    assert ran.err == f"注意：{other}：“备忘”不是交换格式里的项目，没有读入\n"


# --- 检查报告


def test_the_report_is_written_in_both_formats(ziping: Command, tmp_path: Path) -> None:
    md, pdf = tmp_path / "报告.md", tmp_path / "报告.pdf"
    ran = ziping("check", plain(WRONG), "--md", md, "--pdf", pdf)
    assert ran.code == 1
    assert ran.out == ziping("check", plain(WRONG)).out + f"已写好检查报告 {md}\n已写好检查报告 {pdf}\n"
    assert md.read_text(encoding="utf-8").startswith("# 财政项目支出绩效自评表检查报告\n")
    assert "检查报告" in pypdf.PdfReader(pdf).pages[0].extract_text()


def test_with_json_nothing_else_is_said(ziping: Command, tmp_path: Path) -> None:
    ran = ziping("check", plain(IN_ORDER), "--json", "--pdf", tmp_path / "报告.pdf")
    assert (ran.code, ran.out) == (0, ziping("check", plain(IN_ORDER), "--json").out)


def test_reports_of_one_moment_are_equal_byte_by_byte(
    ziping: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    for name in ("a", "b"):
        ziping("check", plain(WRONG), "--pdf", tmp_path / f"{name}.pdf", "--md", tmp_path / f"{name}.md")
    for ending in ("pdf", "md"):
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


def test_a_report_is_never_written_over_the_form(ziping: Command, project: Path) -> None:
    before = everything_in(project.parent)
    assert_refused(ziping("check", project, "--md", project), project, "来源文件")
    assert_refused(
        ziping("check", project, "--md", project.parent / "a", "--pdf", project.parent / "a"), "不同的文件名"
    )
    assert everything_in(project.parent) == before


def test_a_report_that_cannot_be_written_leaves_none(ziping: Command, project: Path) -> None:
    before = everything_in(project.parent)
    nowhere = project.parent / "missing" / "a.pdf"
    assert_refused(ziping("check", project, "--md", project.parent / "a.md", "--pdf", nowhere), nowhere)
    assert everything_in(project.parent) == before


def test_a_report_is_on_one_form(ziping: Command, tmp_path: Path) -> None:
    ran = ziping("check", plain(IN_ORDER), plain(WRONG), "--md", tmp_path / "a.md")
    assert_refused(ran, "检查报告一次只能写一份")
    assert everything_in(tmp_path) == {}
