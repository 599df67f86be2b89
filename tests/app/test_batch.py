"""Batch export (U35, U38): per-file result, cancel within 0.5 s, one bad file stops nothing, nothing is overwritten unasked."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from published import FOLDER, form_of, with_fields
from ziping.app.batch import Outcome, Target, export_all, targets
from ziping.app.board import Entry, entries, files_in, read_entry
from ziping.app.export import exported_pdf, exported_workbook
from ziping.app.print_choices import PrintChoices
from ziping.app.session import View
from ziping.form.model import Form
from ziping.store.document import write_document
from ziping.store.files import FileProblem

CREATED = datetime(2025, 3, 8, 9, 30, tzinfo=UTC)
XUANCHUAN = form_of("jiangqiao-2024-xuanchuan")
"""Nothing 必须改."""
NAME = "2024_上海市嘉定区江桥镇城市运行管理中心_宣传经费_自评表"


def entry(folder: Path, name: str = "表", form: Form = XUANCHUAN) -> Entry:
    path = folder / f"{name}.ziping"
    path.write_bytes(write_document(form))
    return read_entry(path)


def export(found: list[Entry], folder: Path, **settings: Any) -> list[Outcome]:
    return list(export_all(found, folder, ("pdf", "xlsx"), CREATED, **{"hands": 1, **settings}))


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "导出" / "2024"


@pytest.mark.parametrize("hands", [1, 2])
def test_u35_each_form_becomes_a_pdf_and_a_workbook_with_its_name(hands: int, tmp_path: Path, out: Path) -> None:
    (outcome,) = export([entry(tmp_path)], out, hands=hands)
    assert files(out) == [f"{NAME}.pdf", f"{NAME}.xlsx"]
    assert outcome.saved == (out / f"{NAME}.pdf", out / f"{NAME}.xlsx")
    assert (outcome.source, outcome.refusal, outcome.draft) == (tmp_path / "表.ziping", "", False)
    assert outcome.saved[0].read_bytes() == exported_pdf(View(XUANCHUAN), CREATED)
    assert outcome.saved[1].read_bytes() == exported_workbook(View(XUANCHUAN), CREATED)


@pytest.mark.parametrize("hands", [1, 2])
def test_what_is_chosen_about_paper_is_heeded(hands: int, tmp_path: Path, out: Path) -> None:
    choices = PrintChoices(draft=True)
    (outcome,) = export([entry(tmp_path)], out, hands=hands, print_choices=choices)
    assert outcome.draft
    assert outcome.saved[0].read_bytes() == exported_pdf(View(XUANCHUAN), CREATED, choices)


def test_u26_a_form_with_errors_is_told_to_be_a_draft(tmp_path: Path, out: Path) -> None:
    (outcome,) = export([entry(tmp_path, form=form_of("jiangqiao-2024-houqin"))], out)
    assert outcome.draft


def test_characters_that_do_not_print_are_told(tmp_path: Path, out: Path) -> None:
    (outcome,) = export([entry(tmp_path, form=with_fields(XUANCHUAN, {"goal.expected": "保障😀"}))], out)
    assert any("😀" in note for note in outcome.notes)


@pytest.mark.parametrize("hands", [1, 2])
def test_u38_a_bad_file_stops_nothing_and_says_why(hands: int, tmp_path: Path, out: Path) -> None:
    good, gone, late = entry(tmp_path), entry(tmp_path, "没了"), entry(tmp_path, "坏了")
    (tmp_path / "空的.ziping").write_bytes(b"")
    bad = read_entry(tmp_path / "空的.ziping")
    gone.path.unlink()
    late.path.write_bytes(b"{")
    outcomes = {outcome.source: outcome for outcome in export([gone, bad, late, good], out, hands=hands)}
    assert set(outcomes) == {each.path for each in (gone, bad, late, good)}
    assert len(outcomes[good.path].saved) == 2
    assert outcomes[bad.path].refusal == bad.refusal
    assert "没了.ziping" in outcomes[gone.path].refusal
    assert "坏了.ziping" in outcomes[late.path].refusal
    assert len(files(out)) == 2


# --- names that meet


def test_two_forms_of_one_name_get_a_number_each_kind_the_same(tmp_path: Path, out: Path) -> None:
    export([entry(tmp_path, name) for name in "一二三"], out)
    ends = [f"{number}.{kind}" for number in ("", "（2）", "（3）") for kind in ("pdf", "xlsx")]
    assert files(out) == sorted(NAME + end for end in ends)


def test_names_that_differ_in_letter_case_alone_are_one_on_windows(tmp_path: Path, out: Path) -> None:
    forms = [with_fields(XUANCHUAN, {"basic.project_name": name}) for name in ("APP 运维", "app 运维")]
    found = [entry(tmp_path, str(number), form) for number, form in enumerate(forms)]
    names = [target.path.name.casefold() for target in targets(found, out, ("pdf", "xlsx"))]
    assert len(set(names)) == 4


def test_what_stands_there_is_never_overwritten_unasked(tmp_path: Path, out: Path) -> None:
    found = [entry(tmp_path)]
    out.mkdir(parents=True)
    (out / f"{NAME}.pdf").write_bytes(b"mine")
    (out / f"{NAME}（2）.pdf").write_bytes(b"mine too")
    assert [target.exists for target in targets(found, out, ("pdf", "xlsx"))] == [True, False]
    (outcome,) = export(found, out)
    assert [path.name for path in outcome.saved] == [f"{NAME}（3）.pdf", f"{NAME}.xlsx"]
    assert (out / f"{NAME}.pdf").read_bytes() == b"mine"
    assert (out / f"{NAME}（2）.pdf").read_bytes() == b"mine too"


@pytest.mark.parametrize("hands", [1, 2])
def test_each_file_that_is_there_is_asked_about_once(hands: int, tmp_path: Path, out: Path) -> None:
    found = [entry(tmp_path)]
    out.mkdir(parents=True)
    for kind in ("pdf", "xlsx"):
        (out / f"{NAME}.{kind}").write_bytes(b"mine")
    asked: list[Target] = []

    def choice(target: Target) -> Any:
        asked.append(target)
        return {"pdf": "overwrite", "xlsx": "skip"}[target.kind]

    (outcome,) = export(found, out, choice=choice, hands=hands)
    assert [target.path.name for target in asked] == [f"{NAME}.pdf", f"{NAME}.xlsx"]
    assert (outcome.saved, outcome.skipped) == ((out / f"{NAME}.pdf",), (out / f"{NAME}.xlsx",))
    assert (out / f"{NAME}.pdf").read_bytes() == exported_pdf(View(XUANCHUAN), CREATED)
    assert (out / f"{NAME}.xlsx").read_bytes() == b"mine"


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path, out: Path) -> None:
    found = [entry(tmp_path, "一"), entry(tmp_path, "二", with_fields(XUANCHUAN, {"basic.project_name": "活动"}))]
    outcomes = export_all(found, out, ("pdf",), CREATED, hands=1)
    next(outcomes)
    late = out / NAME.replace("宣传经费", "活动")
    late.with_name(late.name + ".pdf").write_bytes(b"somebody else's")
    outcome = next(outcomes)
    assert outcome.refusal.startswith("没有保存")
    assert late.with_name(late.name + ".pdf").read_bytes() == b"somebody else's"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileProblem, match="不能建立文件夹"):
        export([entry(tmp_path)], tmp_path / "file" / "out")


def test_a_folder_whose_name_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="文件名或路径太长"):
        export([entry(tmp_path)], tmp_path / ("长" * 300))
    assert not any(one.exists for one in targets([entry(tmp_path)], tmp_path / ("长" * 300), ("pdf",)))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may look everywhere")
def test_a_folder_that_may_not_be_entered_is_told_for_each_form(tmp_path: Path, out: Path) -> None:
    out.mkdir(mode=0o600, parents=True)
    (outcome,) = export([entry(tmp_path)], out)
    assert "没有权限" in outcome.refusal


# --- cancel


@pytest.mark.parametrize("hands", [1, 2])
def test_u38_it_ends_within_half_a_second_and_nothing_is_half_written(hands: int, tmp_path: Path, out: Path) -> None:
    found = [entry(tmp_path, str(number)) for number in range(40)]
    outcomes: list[Outcome] = []
    moments: list[float] = []

    def stop() -> bool:
        if len(outcomes) >= 2 and not moments:
            moments.append(time.monotonic())
        return bool(moments)

    for outcome in export_all(found, out, ("pdf", "xlsx"), CREATED, stop=stop, hands=hands):
        outcomes.append(outcome)  # noqa: PERF402 - stop looks at how many there are
    assert time.monotonic() - moments[0] < 0.5
    assert 2 <= len(outcomes) < 20
    saved = {path for outcome in outcomes for path in outcome.saved}
    made = {path for path in out.iterdir() if not path.name.startswith(".")}
    assert saved <= made
    whole = {".pdf": (b"%PDF", b"%%EOF\n"), ".xlsx": (b"PK\x03\x04", b"")}
    for path in made:
        begins, ends = whole[path.suffix]
        data = path.read_bytes()
        assert data.startswith(begins)
        assert data.endswith(ends)


def test_the_published_forms_are_exported_all(out: Path) -> None:
    outcomes = export(list(entries(files_in(FOLDER))), out, hands=2)
    assert len(outcomes) == 8
    assert not any(outcome.refusal for outcome in outcomes)
    assert len(files(out)) == 16
