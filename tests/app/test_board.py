"""年度项目板: a folder of forms as rows (U38); bad files are rows too, and what forms show only side by side."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.district import write_district
from published import FOLDER, NAMES, form_of, with_fields
from ziping.app import board
from ziping.app.board import Entry, entries, files_in, in_order, read_entry, together, twins
from ziping.app.session import View
from ziping.form.model import Form
from ziping.rules.acknowledge import with_acknowledgement
from ziping.rules.check import check_subjects
from ziping.store.document import write_document

HOUQIN = form_of("jiangqiao-2024-houqin")
UNIT = "上海市嘉定区江桥镇城市运行管理中心"


def save(folder: Path, name: str, form: Form) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(write_document(form))
    return path


def board_of(folder: Path, hands: int = 1) -> tuple[Entry, ...]:
    return in_order(entries(files_in(folder), hands=hands))


def names_in(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in files_in(folder)]


# --- which files


def test_forms_and_plain_forms_are_found_in_all_folders_by_name(tmp_path: Path) -> None:
    for name in ("b.json", "a.ziping", "乡镇/c.ZIPING", "乡镇/深/d.Json"):
        save(tmp_path, name, HOUQIN)
    assert names_in(tmp_path) == ["a.ziping", "b.json", "乡镇/c.ZIPING", "乡镇/深/d.Json"]


def test_other_hidden_and_lock_files_are_none_of_the_forms(tmp_path: Path) -> None:
    for name in ("表.pdf", "表.xlsx", ".表.ziping", ".~lock.表.ziping#", ".git/表.ziping", "表.ziping.bak", "ziping"):
        save(tmp_path, name, HOUQIN)
    assert names_in(tmp_path) == []


def test_a_link_to_a_folder_above_leads_nowhere(tmp_path: Path) -> None:
    save(tmp_path, "a.ziping", HOUQIN)
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert names_in(tmp_path) == ["a.ziping"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to the superuser")
def test_a_folder_that_cannot_be_read_is_a_row(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    (row,) = entries(files_in(tmp_path))
    assert row.path == closed
    assert row.refusal.startswith("不能打开")


def test_a_folder_that_is_gone_is_a_row(tmp_path: Path) -> None:
    (row,) = entries(files_in(tmp_path / "gone"))
    assert str(tmp_path / "gone") in row.refusal


# --- a row


def test_a_row_tells_the_published_form_of_houqin() -> None:
    row = read_entry(FOLDER / "jiangqiao-2024-houqin.json")
    assert (row.year, row.unit, row.department, row.project) == ("2024", UNIT, "江桥镇", "后勤保障经费")
    assert (row.edition, row.total, row.grade) == ("嘉定 2024", Decimal("99.71"), "优")
    assert (row.full_budget, row.executed, row.rate) == (Decimal(1_380_000), Decimal(1_339_900), Decimal("97.09"))
    assert row.file_name == f"2024_{UNIT}_后勤保障经费_自评表"
    assert row.refusal == ""


def test_a_row_counts_open_problems_by_severity(tmp_path: Path) -> None:
    view = View(HOUQIN)
    heard = [found.severity for found in view.findings]
    row = read_entry(save(tmp_path, "表.ziping", HOUQIN))
    counts = (row.errors, row.warnings, row.hints)
    assert counts == (heard.count("error"), heard.count("warning"), heard.count("hint"))
    assert row.errors == 1  # 满意度 ≤90 %
    assert row.problems == len(view.findings)


def test_what_is_answered_is_not_counted(tmp_path: Path) -> None:
    view = View(HOUQIN)
    hint = next(found for found in view.findings if found.severity == "hint")
    before = read_entry(save(tmp_path, "一.ziping", HOUQIN))
    after = read_entry(save(tmp_path, "二.ziping", with_acknowledgement(HOUQIN, hint, view.subject, "已核对台账")))
    assert (after.hints, after.warnings) == (before.hints - 1, before.warnings)


def test_a_row_says_how_far_the_form_is(tmp_path: Path) -> None:
    steps = {
        "empty": Form(edition="jiading-2024"),
        "no goal": with_fields(HOUQIN, {"goal.achieved": ""}),
        "wrong": HOUQIN,
        "good": form_of("jiangqiao-2024-xuanchuan"),
    }
    told = {name: read_entry(save(tmp_path, f"{name}.ziping", form)).step for name, form in steps.items()}
    assert told == {"empty": "基本信息", "no goal": "年度总体目标", "wrong": "检查", "good": "可以导出"}


def test_a_form_with_values_nobody_confirmed_is_not_ready(tmp_path: Path) -> None:
    good = form_of("jiangqiao-2024-xuanchuan")
    waiting = with_fields(good, {"form.unconfirmed": ("basic.unit", "goal.expected", "indicator.i1.target")})
    wrong = with_fields(HOUQIN, {"form.unconfirmed": ("basic.unit",)})
    paths = [save(tmp_path, "一.ziping", waiting), save(tmp_path, "二.ziping", wrong)]
    for rows in (list(entries(paths, hands=1)), list(entries(paths, hands=2))):
        assert [(row.step, row.unconfirmed) for row in rows] == [("3 处未确认", 3), ("检查", 1)]
        assert rows[0].states["basic"] == "unconfirmed"
        assert rows[0].states["funding"] == "done"


def test_a_row_knows_when_the_file_was_changed_in_local_time(tmp_path: Path) -> None:
    path = save(tmp_path, "表.ziping", HOUQIN)
    moment = datetime(2024, 12, 3, 4, 5, 6, tzinfo=UTC)
    os.utime(path, (moment.timestamp(), moment.timestamp()))
    assert read_entry(path).changed == moment


def test_findings_come_along_where_they_are_asked_for(tmp_path: Path) -> None:
    path = save(tmp_path, "表.ziping", HOUQIN)
    for hands in (1, 2):
        (row,) = entries([path], hands=hands, with_findings=True)
        assert row.findings == View(HOUQIN).findings
    assert read_entry(path).findings == ()


# --- files without a form


def of_newer_format(path: Path) -> None:
    envelope = json.loads(write_document(HOUQIN))
    path.write_text(json.dumps(envelope | {"version": 99, "needs": "9.0"}), encoding="utf-8")


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "空的.ziping": (lambda path: path.write_bytes(b""), "文件是空的"),
    "坏的.ziping": (lambda path: path.write_bytes(write_document(HOUQIN)[:2_000]), "可能已损坏"),
    "图片.json": (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe"), "不能打开"),
    "别的.json": (lambda path: path.write_text("[1, 2]"), "不能打开"),
    "断链.ziping": (lambda path: path.symlink_to("nowhere"), "不能打开"),
    "新版.ziping": (of_newer_format, "自评通 9.0 或更新的版本"),
}


@pytest.mark.parametrize("name", BAD)
def test_u38_a_file_without_a_form_is_a_row_with_its_sentence(name: str, tmp_path: Path) -> None:
    make, sentence = BAD[name]
    make(tmp_path / name)
    save(tmp_path, "好的.ziping", HOUQIN)
    for hands in (1, 2):
        good, bad = board_of(tmp_path, hands)
        assert (good.refusal, good.total) == ("", Decimal("99.71"))
        assert name in bad.refusal
        assert sentence in bad.refusal
        assert "\n" not in bad.refusal
        assert bad.total is None


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_no_text_is_told_all_the_same(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.ziping"))
    path.write_bytes(b"x")
    for hands in (1, 2):
        (row,) = entries([path], hands=hands)
        assert row.path == path
        row.refusal.encode()


# --- the board


def test_rows_stand_by_unit_project_and_name_in_the_order_of_pinyin(tmp_path: Path) -> None:
    units = {"安亭镇": ("宣传经费", "城维经费"), "江桥镇": ("后勤经费",), "徐行镇": ("活动经费",)}
    for unit, projects in units.items():
        for project in projects:
            form = with_fields(HOUQIN, {"basic.unit": unit, "basic.project_name": project})
            for name in ("二", "一"):
                save(tmp_path, f"{name}{project}.ziping", form)
    (tmp_path / "0.ziping").write_bytes(b"")
    rows = board_of(tmp_path)
    assert [(row.unit, row.project) for row in rows[::2]] == [
        ("安亭镇", "城维经费"),
        ("安亭镇", "宣传经费"),
        ("江桥镇", "后勤经费"),
        ("徐行镇", "活动经费"),
        ("", ""),
    ]
    assert [row.path.name[0] for row in rows[:2]] == ["一", "二"]


def test_one_project_of_a_unit_in_a_year_twice_is_told(tmp_path: Path) -> None:
    forms: dict[str, dict[str, object]] = {
        "一": {},
        "二": {"basic.unit": "江桥镇城运中心", "basic.project_name": " 后勤保障 经费"},
        "去年": {"basic.year": 2023},
        "别的": {"basic.project_name": "后勤保障经费（二期）"},
        "没有名称": {"basic.project_name": ""},
        "也没有": {"basic.project_name": ""},
    }
    paths = {name: save(tmp_path, f"{name}.ziping", with_fields(HOUQIN, changes)) for name, changes in forms.items()}
    both = (paths["一"], paths["二"])
    assert twins([read_entry(path) for path in paths.values()]) == dict.fromkeys(both, both)


def beside_each_other() -> dict[str, Form]:
    """The published forms, one unit spelled otherwise, one project twice, one indicator that belongs elsewhere."""
    forms = {name: form_of(name) for name in NAMES}
    forms["short"] = with_fields(form_of("jiangqiao-2024-huodong"), {"basic.unit": "江桥镇城运中心"})
    forms["astray"] = with_fields(
        form_of("jiangqiao-2024-xuanchuan"),
        {"indicator.i1.name": "租赁房屋面积", "basic.unit": forms[NAMES[-1]].basic.unit},
    )
    forms["astray"] = with_fields(forms["astray"], {"basic.year": 2023})
    return forms


def test_what_shows_only_side_by_side_is_what_the_checker_finds(tmp_path: Path) -> None:
    forms = beside_each_other()
    paths = {name: save(tmp_path, f"{name}.ziping", form) for name, form in forms.items()}
    subjects = [View(form).subject for form in forms.values()]
    expected = {
        paths[name]: each[len(View(form).findings) :]
        for (name, form), each in zip(forms.items(), check_subjects(subjects), strict=True)
    }
    found = together(list(entries(paths.values())))
    assert found == {path: findings for path, findings in expected.items() if findings}
    assert {one.rule for findings in found.values() for one in findings} == {"X1", "I23"}


def test_u30_what_is_answered_there_keeps_its_note(tmp_path: Path) -> None:
    forms = beside_each_other()
    subject = View(forms["short"]).subject
    paths = {name: save(tmp_path, f"{name}.ziping", form) for name, form in forms.items()}
    for found in together(list(entries(paths.values())))[paths["short"]]:
        forms["short"] = with_acknowledgement(forms["short"], found, subject, "批复就是这样写的")
    save(tmp_path, "short.ziping", forms["short"])
    answered = together(list(entries(paths.values())))[paths["short"]]
    assert {found.acknowledged for found in answered} == {"批复就是这样写的"}


def test_processes_give_the_same_rows_in_the_same_order(tmp_path: Path) -> None:
    assert write_district(tmp_path, districts=2, towns=2, projects=10) == 40
    (tmp_path / "坏的.ziping").write_bytes(b"{")
    here = list(entries(files_in(tmp_path), hands=1))
    assert list(entries(files_in(tmp_path), hands=2)) == here
    assert len(here) == 41


def test_rows_come_while_the_rest_is_still_unread(tmp_path: Path) -> None:
    path = save(tmp_path, "表.ziping", HOUQIN)
    rows = entries([path, tmp_path / "二.ziping"])
    assert next(rows).refusal == ""
    save(tmp_path, "二.ziping", HOUQIN)
    assert next(rows).refusal == ""


@pytest.mark.parametrize("hands", [1, 2])
def test_u38_reading_ends_within_half_a_second_when_nobody_wants_it(hands: int, tmp_path: Path) -> None:
    path = save(tmp_path, "表.ziping", HOUQIN)
    moments: list[float] = []

    def stop() -> bool:
        if len(seen) >= 3 and not moments:
            moments.append(time.monotonic())
        return bool(moments)

    seen: list[Entry] = []
    for row in entries([path] * 5_000, hands=hands, stop=stop):
        seen.append(row)  # noqa: PERF402 - stop looks at how many there are
    assert time.monotonic() - moments[0] < 0.5
    assert 3 <= len(seen) < 4_000


def test_a_form_that_cannot_be_worked_out_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path, "表.ziping", HOUQIN)

    def fails(_form: Form) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr(board, "default_name", fails)
    assert read_entry(path).refusal == f"不能打开“{path}”：文件处理不了，可能已损坏"
