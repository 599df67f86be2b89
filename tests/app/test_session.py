"""The open form (UX.md U4, U5, U11; SAFETY.md R3, R17)."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published import form_of
from ziping.app.files import open_form, save_form
from ziping.app.folders import backup_folder
from ziping.app.session import Change, Session
from ziping.form import edit
from ziping.form.edit import NoSuchField
from ziping.form.indicators import node_ids
from ziping.form.path import FieldPath
from ziping.store.backups import backups_of
from ziping.store.files import FileChanged, FileProblem, digest

FULL = form_of("jiangqiao-2024-qitarenyuan")
SAVED = Path(__file__).resolve().parents[1] / "saved"
UNIT, SCORE = FieldPath.parse("basic.unit"), FieldPath.parse("indicator.i3.score")


@pytest.fixture
def session() -> Session:
    return Session(FULL)


def heard(session: Session) -> list[Change]:
    """What listeners hear from now on."""
    changes = list[Change]()
    session.listen(changes.append)
    return changes


# --- edits


def test_a_put_is_one_step_with_its_name_and_tells_the_field_and_the_editor(session: Session) -> None:
    changes = heard(session)
    session.put(UNIT, "城运中心", "修改实施单位", origin="editor")
    assert session.form.basic.unit == "城运中心"
    assert changes == [Change(UNIT, "editor", structure=False)]
    assert (session.undo_name, session.redo_name) == ("修改实施单位", "")


def test_u11_undo_and_redo_tell_the_field_to_go_to_and_no_editor(session: Session) -> None:
    session.put(UNIT, "城运中心", "修改实施单位", origin="editor")
    changes = heard(session)
    assert session.undo() == Change(UNIT)
    assert session.form == FULL
    assert (session.undo_name, session.redo_name) == ("", "修改实施单位")
    assert session.redo() == Change(UNIT)
    assert session.form.basic.unit == "城运中心"
    assert changes == [Change(UNIT), Change(UNIT)]


def test_undo_at_the_start_and_redo_at_the_end_do_nothing(session: Session) -> None:
    changes = heard(session)
    assert (session.undo(), session.redo(), changes) == (None, None, [])


def test_a_put_of_what_is_there_already_is_no_step(session: Session) -> None:
    changes = heard(session)
    session.put(UNIT, FULL.basic.unit, "修改实施单位")
    session.put(SCORE, "5.00", "修改得分")
    session.replace(FULL, "什么也没做", UNIT)
    assert (session.undo_name, changes, session.modified) == ("", [], False)


def test_a_put_that_is_refused_changes_nothing(session: Session) -> None:
    changes = heard(session)
    with pytest.raises(NoSuchField):
        session.put(FieldPath.parse("indicator.i99.score"), "5", "修改得分")
    with pytest.raises(ValueError, match="validation error"):
        session.put(UNIT, 5, "修改实施单位")
    assert (session.form, session.undo_name, changes) == (FULL, "", [])


def test_typing_in_one_field_is_one_step_until_the_burst_ends(session: Session) -> None:
    for text in ("城", "城运", "城运中心"):
        session.put(UNIT, text, "修改实施单位", burst=True)
    session.end_burst()
    session.put(UNIT, "城运中心（新）", "修改实施单位", burst=True)
    session.undo()
    assert session.form.basic.unit == "城运中心"
    session.undo()
    assert session.form == FULL


def test_typing_in_another_field_is_another_step(session: Session) -> None:
    session.put(UNIT, "甲", "修改实施单位", burst=True)
    session.put(SCORE, "4", "修改得分", burst=True)
    session.put(UNIT, "甲乙", "修改实施单位", burst=True)
    assert [session.undo_name for _ in range(3) if session.undo()] == ["修改得分", "修改实施单位", ""]


def test_rows_that_come_or_go_are_one_step_and_tell_that_the_tree_has_changed(session: Session) -> None:
    changes = heard(session)
    new, node = edit.add_indicator(FULL, "c1")
    focus = FieldPath("indicator", node, "name")
    session.replace(new, "添加三级指标", focus, origin="tree")
    session.undo()
    assert changes == [Change(focus, "tree", structure=True), Change(focus, None, structure=True)]
    assert session.form == FULL


@pytest.mark.parametrize(
    ("address", "value", "structure"),
    [
        ("form.edition", "national-2020", True),
        ("dimension.d1.name", "成本", True),
        ("category.c1.name", "成本", True),
        ("indicator.i1.name", "成本", False),
    ],
)
def test_what_reaches_more_than_its_cell_is_told_as_structure(
    session: Session, address: str, value: str, structure: bool
) -> None:
    changes = heard(session)
    session.put(FieldPath.parse(address), value, "修改")
    assert [change.structure for change in changes] == [structure]


def test_figures_and_problems_follow_the_form(session: Session) -> None:
    before = session.view
    assert session.view is before
    assert (str(before.scores.total.value), before.edition.id) == ("98.53", "jiading-2024")
    session.put(SCORE, "4", "修改得分")
    assert str(session.view.scores.total.value) == "97.53"
    session.put(SCORE, "", "修改得分")
    assert ("F1", SCORE) in {(found.rule, found.path) for found in session.view.findings}
    session.undo()
    session.undo()
    assert str(session.view.scores.total.value) == "98.53"


# --- saved and modified


def test_u4_undoing_to_the_saved_state_clears_the_modified_mark(session: Session) -> None:
    assert not session.modified
    session.put(UNIT, "城运中心", "修改实施单位")
    assert session.modified
    session.undo()
    assert not session.modified
    session.redo()
    assert session.modified


def test_u4_typing_the_old_text_again_clears_it_too(session: Session) -> None:
    session.put(UNIT, "城运中心", "修改实施单位")
    session.put(UNIT, FULL.basic.unit, "修改实施单位")
    assert not session.modified
    assert session.undo_name == "修改实施单位"


def test_an_import_counts_as_modified_until_it_is_saved(tmp_path: Path) -> None:
    session = Session(FULL, saved=False)
    assert session.modified
    session.save(tmp_path / "a.ziping")
    assert not session.modified


def test_saving_moves_the_state_that_counts_as_unmodified(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "a.ziping"
    session.put(UNIT, "城运中心", "修改实施单位")
    session.save(path)
    assert (session.path, session.modified) == (path, False)
    assert open_form(path).form == session.form
    session.undo()
    assert session.modified
    session.redo()
    assert not session.modified


def test_typing_after_a_save_is_a_step_of_its_own(session: Session, tmp_path: Path) -> None:
    session.put(UNIT, "城运", "修改实施单位", burst=True)
    session.save(tmp_path / "a.ziping")
    session.put(UNIT, "城运中心", "修改实施单位", burst=True)
    session.undo()
    assert session.form.basic.unit == "城运"
    assert not session.modified


def test_r3_a_save_that_fails_changes_nothing(session: Session, tmp_path: Path) -> None:
    session.put(UNIT, "城运中心", "修改实施单位", burst=True)
    form, changes = session.form, heard(session)
    with pytest.raises(FileProblem, match="找不到这个文件或文件夹"):
        session.save(tmp_path / "没有" / "a.ziping")
    assert (session.form, session.path, session.modified, session.undo_name) == (form, None, True, "修改实施单位")
    assert changes == []


# --- one file, two windows (R8), newer formats (R11), backups (R7)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project file with the form on it."""
    target = tmp_path / "表.ziping"
    save_form(FULL, target)
    return target


def opened(path: Path, read_only: str = "") -> Session:
    """The file as a window opens it."""
    read = open_form(path)
    return Session(read.form, path, digest=read.digest, beside=read.beside, read_only=read_only or read.read_only)


def unit_in(path: Path) -> str:
    return open_form(path).form.basic.unit


def kept(path: Path) -> list[tuple[str, str]]:
    """The backups of a file, newest first: why, and the 实施单位 in them."""
    return [(backup.reason, unit_in(backup.path)) for backup in backups_of(backup_folder(), path)]


def typed(session: Session, unit: str) -> Session:
    session.put(UNIT, unit, "修改实施单位")
    return session


def test_r8_of_two_windows_on_one_file_the_second_is_told_before_it_overwrites(path: Path) -> None:
    mine, theirs = typed(opened(path), "甲"), typed(opened(path), "乙")
    theirs.save(path)
    with pytest.raises(FileChanged, match="已被别人改过"):
        mine.save(path)
    assert unit_in(path) == "乙"
    assert (mine.modified, mine.form.basic.unit, mine.path) == (True, "甲", path)
    mine.save(path, overwrite=True)
    assert unit_in(path) == "甲"
    assert kept(path)[0] == ("覆盖前", "乙")
    typed(mine, "丙").save(path)
    with pytest.raises(FileChanged):
        typed(theirs, "丁").save(path)


def test_r8_saving_again_and_again_to_ones_own_file_is_no_conflict(path: Path) -> None:
    session = opened(path)
    for unit in ("甲", "乙", "丙"):
        typed(session, unit).save(path)
        assert unit_in(path) == unit
        assert session.digest == digest(path.read_bytes())


def test_r8_the_own_file_is_known_by_another_way_to_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = typed(opened(path), "甲")
    typed(opened(path), "乙").save(path)
    monkeypatch.chdir(path.parent)
    with pytest.raises(FileChanged):
        mine.save(Path(path.name))


def test_r8_a_file_that_vanished_is_written_again(path: Path) -> None:
    session = typed(opened(path), "甲")
    path.unlink()
    session.save(path)
    assert unit_in(path) == "甲"


def test_r6_a_form_recovered_for_a_file_never_overwrites_one_it_has_not_seen(path: Path) -> None:
    """It was never saved, so there was no file; a colleague made one of that name since."""
    session = Session(form_of("jiangqiao-2024-huodong"), path, saved=False)
    assert session.modified
    with pytest.raises(FileChanged):
        session.save(path)
    assert open_form(path).form == FULL


def test_r7_the_first_save_of_a_day_keeps_what_stood_there_and_later_ones_do_not(path: Path) -> None:
    session, before = opened(path), FULL.basic.unit
    typed(session, "甲").save(path)
    typed(session, "乙").save(path)
    assert kept(path) == [("保存前", before)]
    assert session.backup_problem == ""


def test_r7_a_file_of_an_older_format_is_kept_before_it_is_made_new(tmp_path: Path) -> None:
    path = tmp_path / "旧.ziping"
    shutil.copy(SAVED / "version-1.ziping", path)
    session = opened(path)
    typed(session, "甲").save(path)
    (backup,) = backups_of(backup_folder(), path)
    assert backup.reason == "升级格式前"
    assert backup.path.read_bytes() == (SAVED / "version-1.ziping").read_bytes()
    assert b'"version": 2' in path.read_bytes()


def test_r7_another_file_is_kept_each_time_it_is_saved_over(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一份.ziping"
    for unit in ("甲", "乙"):
        typed(opened(path), unit).save(other)
    typed(opened(path), "丙").save(other)
    assert sorted(kept(other)) == sorted([("覆盖前", "甲"), ("覆盖前", "乙")])
    assert kept(path) == []


def test_r7_a_file_that_is_no_form_is_kept_too(tmp_path: Path) -> None:
    other = tmp_path / "照片.ziping"
    other.write_bytes(b"\xff\xd8")
    Session(FULL).save(other)
    (backup,) = backups_of(backup_folder(), other)
    assert backup.path.read_bytes() == b"\xff\xd8"


def test_r7_a_backup_that_cannot_be_made_hinders_no_save_and_is_told(path: Path) -> None:
    backup_folder().parent.mkdir(parents=True)
    backup_folder().touch()
    session = typed(opened(path), "甲")
    session.save(path)
    assert unit_in(path) == "甲"
    assert "路径中有一段不是文件夹" in session.backup_problem


def test_r11_a_read_only_form_is_saved_elsewhere_but_not_to_its_own_file(path: Path, tmp_path: Path) -> None:
    session = typed(opened(path, "打开的时候，李芳正开着它"), "甲")
    for overwrite in (False, True):
        with pytest.raises(FileProblem) as problem:
            session.save(path, overwrite=overwrite)
        assert str(problem.value) == f"没有保存“{path}”：打开的时候，李芳正开着它"
    assert unit_in(path) == FULL.basic.unit
    copy = tmp_path / "副本.ziping"
    session.save(copy)
    typed(session, "乙").save(copy)
    assert (session.read_only, session.path, unit_in(copy)) == ("", copy, "乙")


def test_r11_what_stood_beside_the_form_is_saved_with_it(path: Path) -> None:
    save_form(FULL, path, {"审批": ["科长"]})
    typed(opened(path), "甲").save(path)
    assert open_form(path).beside == {"审批": ["科长"]}


# --- R17


def random_step(session: Session, dice: random.Random) -> None:
    """One thing that a clerk does."""
    ids = [name for name in node_ids(session.form) if name.startswith("i")] or ["i1"]
    match dice.randrange(6):
        case 0:
            session.undo()
        case 1:
            session.redo()
        case 2:
            session.end_burst()
        case 3:
            session.replace(edit.remove(session.form, {dice.choice(ids)}), "删除", UNIT)
        case 4:
            session.put(UNIT, dice.choice(["甲", "乙", FULL.basic.unit]), "修改实施单位", burst=True)
        case _:
            path = FieldPath("indicator", dice.choice(ids), "score")
            if len(ids) > 1:
                session.put(path, str(dice.randrange(4)), "修改得分", burst=dice.random() < 0.5)


@settings(deadline=None, max_examples=40)
@given(st.integers())
def test_r17_any_sequence_undone_equals_the_start_and_redone_the_end(seed: int) -> None:
    dice, session = random.Random(seed), Session(FULL)
    for _ in range(30):
        random_step(session, dice)
        assert session.modified == (session.form != FULL)
    while session.redo():
        pass
    end, steps = session.form, 0
    while session.undo():
        steps += 1
    assert session.form == FULL
    assert not session.modified
    for _ in range(steps):
        assert session.redo() is not None
    assert session.form == end
    assert session.redo() is None
