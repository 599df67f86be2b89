"""The print system of Linux, which takes the PDF file itself; knows nothing of Qt."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ziping.store.refusals import in_chinese

Sides = Literal["one-sided", "two-sided-long-edge", "two-sided-short-edge"]
_PATIENCE = 60
_TRUE_SIZE = ("-o", "media=A4", "-o", "print-scaling=none")
_REASONS = (
    # CUPS says so too while its service is not there.
    (re.compile("printer or class does not exist|unknown destination"), "找不到这台打印机，或者打印服务没有运行"),
    (re.compile("scheduler not responding|Bad file descriptor|[Cc]onnect"), "打印服务没有运行"),
    (re.compile("not accepting jobs"), "打印机现在不接收任务"),
    (re.compile("Forbidden|Unauthorized|Not allowed"), "没有使用它的权限"),
    (re.compile("Too many active jobs"), "排队等着打印的太多"),
    (re.compile("Quota limit reached"), "打印的配额已用完"),
)
"""The usual complaints of CUPS, in English."""


class NotPrinted(Exception):
    """Nothing was printed; the message is one Chinese sentence for the clerk."""


@dataclass(frozen=True, slots=True)
class PrintJob:
    """What is asked of a printer; ``sides`` empty leaves them to the printer, ``pages`` are the first and last one."""

    printer: str
    title: str
    copies: int = 1
    sides: Sides | None = None
    pages: tuple[int, int] | None = None


def queue_program() -> str | None:
    """The program that hands files to the print system, where there is one."""
    return None if os.name == "nt" else shutil.which("lp")


def queue_pdf(program: str, pdf: bytes, job: PrintJob) -> None:
    """Hands a PDF file to the print system, which keeps a copy of its own; raises ``NotPrinted``."""
    try:
        with tempfile.TemporaryDirectory(prefix="ziping-") as folder:
            file = Path(folder, "print.pdf")
            file.write_bytes(pdf)
            ran = subprocess.run(  # noqa: S603 - the words are a list, no shell reads them
                [program, *_words(job), str(file)],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
            )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotPrinted(_sentence(job, "打印系统没有回应")) from error
    if ran.returncode:
        raise NotPrinted(_sentence(job, _reason(ran.stderr.decode(errors="replace"))))


def _reason(complaint: str) -> str:
    """Why the print system refused; its own words where they are Chinese, as they are in a Chinese environment."""
    for words, reason in _REASONS:
        if words.search(complaint):
            return reason
    return in_chinese(complaint.strip().partition("\n")[0].removeprefix("lp:")) or "打印系统没有收下"


def _words(job: PrintJob) -> list[str]:
    words = ["-d", job.printer, "-n", str(job.copies), "-t", job.title, *_TRUE_SIZE]
    words += ["-o", f"sides={job.sides}"] if job.sides else []
    words += ["-P", "{}-{}".format(*job.pages)] if job.pages else []
    return words


def _sentence(job: PrintJob, reason: str) -> str:
    return f"打印机“{job.printer}”没有打印（{reason}），请看它是否开着、连着，再试一次。"
