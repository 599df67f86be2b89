"""The print system gets the PDF file itself; a script stands for its program."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from ziping.app.print_queue import NotPrinted, PrintJob, queue_pdf, queue_program

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the print system of Linux")

_LP = """#!{python}
import json, sys
from pathlib import Path
sys.stderr.reconfigure(encoding="utf-8")
folder = Path(__file__).parent
(folder / "words.json").write_text(json.dumps(sys.argv[1:]), encoding="utf-8")
(folder / "got.pdf").write_bytes(Path(sys.argv[-1]).read_bytes())
sys.stderr.write({complaint!r})
sys.exit({code})
"""


def install_lp(folder: Path, monkeypatch: pytest.MonkeyPatch, complaint: str = "", code: int = 0) -> None:
    """Puts a program ``lp`` first in the PATH that notes what it was told and given."""
    script = folder / "lp"
    script.write_text(_LP.format(python=sys.executable, complaint=complaint, code=code), encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder) + os.pathsep + os.environ["PATH"])


def sent(folder: Path, job: PrintJob) -> list[str]:
    """The words ``lp`` was told, without the file."""
    program = queue_program()
    assert program == str(folder / "lp")
    queue_pdf(program, b"%PDF-1.4 ...", job)
    assert (folder / "got.pdf").read_bytes() == b"%PDF-1.4 ..."
    words: list[str] = json.loads((folder / "words.json").read_text(encoding="utf-8"))
    file = words.pop()
    assert not Path(file).exists()
    return words


def test_the_print_system_is_given_printer_copies_title_and_paper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_lp(tmp_path, monkeypatch)
    words = sent(tmp_path, PrintJob("办公室_1", "2024_自评表", 2))
    assert words[:6] == ["-d", "办公室_1", "-n", "2", "-t", "2024_自评表"]
    assert words[6:] == ["-o", "media=A4", "-o", "print-scaling=none"]


def test_sides_and_pages_are_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_lp(tmp_path, monkeypatch)
    words = sent(tmp_path, PrintJob("HP", "表", 1, "two-sided-long-edge", (2, 3)))
    assert words[10:] == ["-o", "sides=two-sided-long-edge", "-P", "2-3"]


@pytest.mark.parametrize(
    ("complaint", "reason"),
    [
        ("lp: Error - The printer or class does not exist.\nmore\n", "找不到这台打印机，或者打印服务没有运行"),
        ("lp: Error - scheduler not responding.\n", "打印服务没有运行"),
        ("lp: Bad file descriptor\n", "打印服务没有运行"),
        ('lp: Destination "HP" is not accepting jobs.\n', "打印机现在不接收任务"),
        ("lp: Forbidden\n", "没有使用它的权限"),
        ("lp: Too many active jobs.\n", "排队等着打印的太多"),
        ("lp: client-error-attributes-or-values-not-supported\n", "打印系统没有收下"),
        ("lp: 打印机或类不存在。\n", "打印机或类不存在"),
        ("", "打印系统没有收下"),
    ],
)
def test_a_refusal_is_told_in_one_chinese_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, complaint: str, reason: str
) -> None:
    install_lp(tmp_path, monkeypatch, complaint, 1)
    with pytest.raises(NotPrinted) as refused:
        sent(tmp_path, PrintJob("HP", "表"))
    assert str(refused.value) == f"打印机“HP”没有打印（{reason}），请看它是否开着、连着，再试一次。"


def test_a_program_that_cannot_run_is_told_too(tmp_path: Path) -> None:
    with pytest.raises(NotPrinted, match="打印机“HP”没有打印（打印系统没有回应）"):
        queue_pdf(str(tmp_path / "lp"), b"", PrintJob("HP", "表"))


def test_without_the_program_there_is_no_print_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert queue_program() is None
