"""Each command does what it says and says what it did."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pypdf
import pytest

import ziping as package
from cli.conftest import Command
from published import FOLDER
from ziping.app.files import open_form
from ziping.app.folders import backup_folder
from ziping.importers.plain_json import read_plain
from ziping.resources import resource
from ziping.store.backups import backups_of
from ziping.store.document import read_document

HALF_DONE = {"版式": "嘉定2024", "年度": 2024, "项目名称": "只写了名称"}


@pytest.fixture
def half_done(tmp_path: Path) -> Path:
    path = tmp_path / "half.json"
    path.write_text(json.dumps(HALF_DONE), encoding="utf-8")
    return path


def test_version_names_the_product(ziping: Command, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        ziping("--version")
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"自评通 {package.__version__}\n"


@pytest.mark.parametrize("command", ["check", "export", "remarks", "score", "verify"])
def test_help_names_every_kind_of_file_that_holds_a_form(
    command: str, ziping: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        ziping(command, "--help")
    told = "".join(capsys.readouterr().out.split())
    assert ".ziping、交换格式.json、PDF或.xlsx工作簿" in told


@pytest.mark.parametrize("words", [["--help"], ["score", "--help"], ["export", "-h"]])
def test_help_is_chinese(words: list[str], ziping: Command, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        ziping(*words)
    out = capsys.readouterr().out
    assert ended.value.code == 0
    assert out.startswith("用法：ziping")
    assert "显示这份说明" in out
    assert "usage" not in out
    assert "options" not in out


def test_new_makes_a_form_of_the_edition_and_year(ziping: Command, tmp_path: Path) -> None:
    target = tmp_path / "新.ziping"
    ran = ziping("new", "--edition", "jiading-2024", "--year", 2024, "--name", "后勤保障经费", "-o", target)
    assert (ran.code, ran.out, ran.err) == (0, f"已新建 {target}\n", "")
    form = read_document(target.read_bytes()).form
    assert (form.edition, form.basic.year, form.basic.project_name) == ("jiading-2024", 2024, "后勤保障经费")


def test_new_adds_the_ending_that_was_left_out(ziping: Command, tmp_path: Path) -> None:
    ziping("new", "--edition", "崇明2023", "--year", 2023, "--name", "甲", "-o", tmp_path / "2.0版")
    assert [path.name for path in tmp_path.iterdir()] == ["2.0版.ziping"]


def test_new_never_overwrites(ziping: Command, project: Path) -> None:
    before = project.read_bytes()
    ran = ziping("new", "--edition", "jiading-2024", "--year", 2024, "--name", "甲", "-o", project)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"“{project}”已经存在，没有覆盖；请换一个文件名\n"
    assert project.read_bytes() == before


@pytest.mark.parametrize("year", ["24", "-5", "20244", "1999", "2100"])
def test_new_refuses_a_year_that_a_form_cannot_be_of(year: str, ziping: Command, tmp_path: Path) -> None:
    ran = ziping("new", "--edition", "jiading-2024", "--year", year, "--name", "甲", "-o", tmp_path / "甲.ziping")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"年度“{year}”不在 2000 至 2099 年之间，没有新建\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("year", ["2000", "2099", "２０２４"])
def test_new_takes_any_year_of_this_century(year: str, ziping: Command, tmp_path: Path) -> None:
    target = tmp_path / "甲.ziping"
    assert ziping("new", "--edition", "jiading-2024", "--year", year, "--name", "甲", "-o", target).code == 0
    assert read_document(target.read_bytes()).form.basic.year == int(year)


def test_import_says_what_it_read(ziping: Command, published: Path, tmp_path: Path) -> None:
    target = tmp_path / "表.ziping"
    ran = ziping("import", published, "-o", target)
    assert ran.out == f"已导入 {target}（嘉定 2024，{count_rows(published)} 个三级指标，总分 99.71）\n"


def count_rows(source: Path) -> int:
    return len(json.loads(source.read_text(encoding="utf-8"))["绩效指标"])


def test_an_exported_workbook_is_imported_and_tells_from_where_on_demand(
    ziping: Command, published: Path, tmp_path: Path
) -> None:
    workbook, document = tmp_path / "表.xlsx", tmp_path / "表.ziping"
    ziping("export", published, "--xlsx", workbook)
    openpyxl.load_workbook(workbook).save(workbook)  # saved by another program: the document inside is gone
    ran = ziping("import", workbook, "-o", document, "--notes")
    assert ran.code == 0
    project_name = open_form(published).form.basic.project_name
    assert f"读到　工作表 自评表!B3　项目名称：{project_name}" in ran.out.splitlines()
    assert read_document(document.read_bytes()).form.basic == open_form(published).form.basic


def test_r7_what_import_writes_over_stays_among_the_backups(ziping: Command, project: Path) -> None:
    before, sample = project.read_bytes(), resource("samples", "national-2020.ziping")
    ran = ziping("import", sample, "-o", project)
    assert (ran.code, ran.err) == (0, f"注意：“{project}”原来的内容已留在历史版本里\n")
    (backup,) = backups_of(backup_folder(), project)
    assert backup.path.read_bytes() == before


def test_import_never_writes_over_its_source(ziping: Command, project: Path) -> None:
    before = project.read_bytes()
    ran = ziping("import", project, "-o", project)
    assert (ran.code, ran.err) == (2, f"不能写到“{project}”：这就是来源文件\n")
    assert project.read_bytes() == before


def test_import_notes_what_it_did_not_understand(ziping: Command, tmp_path: Path) -> None:
    source, target = tmp_path / "甲.json", tmp_path / "甲.ziping"
    source.write_text(json.dumps(HALF_DONE | {"备忘": "问小王"}), encoding="utf-8")
    ran = ziping("import", source, "-o", target)
    assert (ran.code, ran.err) == (0, "注意：“备忘”不是交换格式里的项目，没有读入\n")


def test_a_form_is_scored_alike_from_either_file(ziping: Command, published: Path, project: Path) -> None:
    from_project, from_plain = ziping("score", project), ziping("score", published)
    assert (from_project.code, from_plain.code) == (0, 0)
    assert from_project.out == from_plain.out


def test_score_shows_its_arithmetic(ziping: Command, published: Path) -> None:
    lines = ziping("score", published).out.splitlines()
    assert [line.split("　")[:2] for line in lines] == [
        ["执行率", "97.09"],
        ["执行率得分", "9.71"],
        ["指标分值", "90.00"],
        ["指标得分", "90.00"],
        ["总分值", "100.00"],
        ["总分", "99.71"],
        ["评分等级", "优"],
    ]
    assert "133.99 万元 ÷ 138.00 万元 × 100" in lines[0]
    assert "9.71" in lines[5]
    assert "90" in lines[6]


@pytest.mark.parametrize(
    ("score", "total"),
    [("0.285", "89.995"), ("9.815", "99.525"), ("9.8", "99.51")],
    ids=["just below a border", "neither 99.52 nor 99.53", "two decimals"],
)
def test_a_total_is_told_as_it_is_printed(
    ziping: Command, published: Path, tmp_path: Path, score: str, total: str
) -> None:
    # 99.71 points with 10 of 10 in the first row.
    source, target = json.loads(published.read_text(encoding="utf-8")), tmp_path / "表.ziping"
    source["绩效指标"][0]["得分"] = score
    changed = tmp_path / "表.json"
    changed.write_text(json.dumps(source), encoding="utf-8")
    assert ziping("import", changed, "-o", target).out.endswith(f"总分 {total}）\n")
    assert f"总分　{total}　" in ziping("score", target).out
    assert ziping("score", target, "--json").json["total"] == total
    assert total in ziping("export", target, "--text").out


def test_figures_have_the_decimals_of_their_edition(ziping: Command) -> None:
    lines = ziping("score", FOLDER / "xianghua-2023-ywtg.json").out.splitlines()
    figures = ["100.00", "10", "90", "90", "100", "100", "优"]
    assert [line.split("　")[1] for line in lines] == figures


def test_scores_of_an_empty_form_are_two_decimals_too(ziping: Command, half_done: Path) -> None:
    assert ziping("score", half_done, "--json").json == {
        "execution_rate": "0.00",
        "execution_score": "0.00",
        "indicator_weight": "0.00",
        "indicator_score": "0.00",
        "total_weight": "10.00",
        "total": "0.00",
        "grade": "差",
    }


def test_check_ends_with_1_while_something_must_be_changed(ziping: Command, half_done: Path) -> None:
    ran = ziping("check", half_done, "--json")
    assert (ran.code, ran.err) == (1, "")
    for found in ran.json:
        texts = ["rule", "severity", "path", "value", "message", "why", "fix"]
        assert list(found) == [*texts, "acknowledged", "note"]
        assert all(isinstance(found[key], str) for key in texts)
        assert (found["acknowledged"], found["note"]) == (False, "")
    missing = {found["path"] for found in ran.json if found["rule"] == "F1"}
    assert missing >= {"basic.department", "basic.unit", "goal.expected", "goal.achieved"}


def test_check_groups_what_it_found_by_severity(ziping: Command, half_done: Path) -> None:
    ran = ziping("check", half_done)
    heading, first, *_ = ran.out.splitlines()
    assert ran.code == 1
    assert heading.startswith("必须改（")
    assert first.startswith("  ")


def test_check_says_so_if_nothing_is_wrong(ziping: Command, tmp_path: Path) -> None:
    ziping("samples", tmp_path)
    ran = ziping("check", tmp_path / "jiading-2024.ziping")
    assert (ran.code, ran.out) == (0, "没有发现问题。\n")


def test_export_writes_every_form_that_is_asked_for(ziping: Command, project: Path, tmp_path: Path) -> None:
    pdf, xlsx, plain = tmp_path / "a.pdf", tmp_path / "a.xlsx", tmp_path / "a.json"
    ran = ziping("export", project, "--pdf", pdf, "--xlsx", xlsx, "--json", plain, "--text")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[:3] == [f"已导出 {pdf}", f"已导出 {xlsx}", f"已导出 {plain}"]
    assert "财政项目支出绩效自评表" in ran.out.splitlines()[3]
    assert len(pypdf.PdfReader(pdf).pages) == 2
    assert openpyxl.load_workbook(xlsx).sheetnames == ["自评表"]
    assert read_plain(plain.read_text(encoding="utf-8")).form.edition == "jiading-2024"


def test_export_in_another_edition_uses_its_wording(ziping: Command, project: Path) -> None:
    ran = ziping("export", project, "--text", "--edition", "chongming-2023")
    assert "(2024 年度)" in ran.out
    assert "项目资金（元）" in ran.out
    assert "1380000" in ran.out  # 138.00 万元
    assert read_document(project.read_bytes()).form.edition == "jiading-2024"


def test_exports_at_one_moment_are_equal_byte_by_byte(
    ziping: Command, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    for name in ("a", "b"):
        ziping("export", project, "--pdf", tmp_path / f"{name}.pdf", "--xlsx", tmp_path / f"{name}.xlsx")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_export_names_what_cannot_be_printed(ziping: Command, tmp_path: Path) -> None:
    source = tmp_path / "甲.json"
    source.write_text(json.dumps(HALF_DONE | {"项目名称": "满意😀"}), encoding="utf-8")
    ran = ziping("export", source, "--pdf", tmp_path / "甲.pdf")
    assert ran.code == 0
    assert "😀（U+1F600）" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_editions_lists_the_three(ziping: Command) -> None:
    ran = ziping("editions")
    assert [line.split("　")[0] for line in ran.out.splitlines()] == [
        "chongming-2023",
        "jiading-2024",
        "national-2020",
    ]


def test_samples_are_put_into_a_new_folder(ziping: Command, tmp_path: Path) -> None:
    folder = tmp_path / "新" / "示例"
    assert ziping("samples", folder).code == 0
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["chongming-2023.ziping", "jiading-2024.ziping", "national-2020.ziping"]


def test_a_sample_that_was_edited_is_not_written_over(ziping: Command, tmp_path: Path) -> None:
    edited = tmp_path / "jiading-2024.ziping"
    edited.write_text("我改过的", encoding="utf-8")
    ran = ziping("samples", tmp_path)
    assert ran.code == 0
    assert f"已有 {edited}，没有覆盖" in ran.out
    assert edited.read_text(encoding="utf-8") == "我改过的"


def test_a_mistyped_command_is_named(ziping: Command) -> None:
    ran = ziping("scroe")
    assert (ran.code, ran.err) == (2, "没有名为“scroe”的命令或文件；用法见 ziping --help\n")


@pytest.mark.parametrize("write", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")])
def test_files_as_windows_editors_save_them_are_read(
    write: Callable[[str], str], ziping: Command, project: Path, published: Path, tmp_path: Path
) -> None:
    for source in (project, published):
        other = tmp_path / f"other{source.suffix}"
        other.write_bytes(write(source.read_text(encoding="utf-8")).encode())
        assert ziping("score", other, "--json").json["total"] == "99.71"


def test_a_final_form_can_be_exported_as_a_draft(ziping: Command, tmp_path: Path) -> None:
    ziping("samples", tmp_path)
    final, pdf, xlsx = tmp_path / "jiading-2024.ziping", tmp_path / "表.pdf", tmp_path / "表.xlsx"
    for words, marked in ((["--draft"], True), ([], False)):
        assert ziping("export", final, "--pdf", pdf, "--xlsx", xlsx, *words).code == 0
        assert ("草稿" in pypdf.PdfReader(pdf).pages[0].extract_text()) == marked
        header = openpyxl.load_workbook(xlsx).worksheets[0].oddHeader
        assert header is not None
        assert header.right is not None
        assert (header.right.text == "草稿") == marked
