"""ziping remarks: what a leader remarked on a form, without a window."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from cli.conftest import Command
from published import form_of
from ziping.app.files import save_form
from ziping.form import edit, remarks
from ziping.form.path import FieldPath


def test_remarks_are_listed_the_open_ones_first_with_their_fields(ziping: Command, tmp_path: Path) -> None:
    form = form_of("jiangqiao-2024-qitarenyuan")
    name = form.indicators[1].categories[0].indicators[0].name
    when = datetime(2025, 1, 8, 9, 30).astimezone()
    form, _ = remarks.add_remark(form, FieldPath.parse("basic.unit"), "与公章一致吗？", "", when)
    form, _ = remarks.add_remark(form, FieldPath.parse("funding.fiscal.executed"), "请附\n决算", "王主任", when)
    form, _ = remarks.add_remark(form, FieldPath.parse("indicator.i3.target"), "偏低", "王主任", when)
    form, _ = remarks.add_remark(form, FieldPath.parse("indicator.i4.score"), "为什么满分", "王主任", when)
    name4 = form.indicators[1].categories[0].indicators[1].name
    form = edit.remove(remarks.resolve_remark(form, "r1"), {"i4"})
    path = tmp_path / "表.ziping"
    save_form(form, path)
    ran = ziping("remarks", path)
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "没有解决的批注（3）",
        "  项目资金 › 当年财政拨款 › 全年执行数：请附 决算（王主任，2025年1月8日 09:30）",
        f"  产出指标 › 数量指标 › {name} › 年度指标值：偏低（王主任，2025年1月8日 09:30）",
        f"  绩效指标 › “{name4}”（这一行已删除）：为什么满分（王主任，2025年1月8日 09:30）",
        "已解决的批注（1）",
        "  实施单位：与公章一致吗？（2025年1月8日 09:30）",
    ]


def test_a_form_without_remarks_says_so(ziping: Command, tmp_path: Path) -> None:
    path = tmp_path / "表.ziping"
    save_form(form_of("jiangqiao-2024-houqin"), path)
    assert ziping("remarks", path).out == "没有批注。\n"


def test_a_file_that_is_not_there_is_named(ziping: Command, tmp_path: Path) -> None:
    ran = ziping("remarks", tmp_path / "没有.ziping")
    assert (ran.code, ran.out) == (2, "")
    assert "没有.ziping" in ran.err
