"""Work grows in step with the number of indicators, up to 1,000."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime

from benchmarks.timing import form_with, median
from ziping.app.export import pages_of, pdf_of, workbook_of
from ziping.app.session import View
from ziping.form.model import Form

CREATED = datetime(2024, 12, 1, tzinfo=UTC)
COUNTS = (125, 250, 500, 1000)
STEEPEST = 1.5
"""How much more an indicator may cost among 1,000 than among 250, so that noise does not decide."""
WORK: dict[str, Callable[[View], object]] = {
    "评分与检查": lambda view: view.findings,
    "排版与分页": pages_of,
    "导出 PDF": lambda view: pdf_of(view, CREATED),
    "导出 Excel": lambda view: workbook_of(view, CREATED),
}


def main() -> int:
    """Prints the medians and what an indicator costs; 1 if that grows."""
    forms = {count: form_with(count) for count in COUNTS}
    steep = False
    print("\n随指标个数增长（中位数 ms，括号内为每个指标 ms）")
    for name, work in WORK.items():
        medians = {count: _took(work, form) for count, form in forms.items()}
        growth = (medians[1000] / 1000) / (medians[250] / 250)
        steep |= growth > STEEPEST
        cells = "  ".join(f"{count} 个 {took:.1f} ({took / count:.3f})" for count, took in medians.items())
        print(f"{name}：{cells}  1000 对 250 每个指标 ×{growth:.2f}（限值 ×{STEEPEST:g}）{verdict(growth)}")
    return int(steep)


def _took(work: Callable[[View], object], form: Form) -> float:
    """The median of the work from a form of which nothing is known yet."""
    return median(lambda: work(View(form)), times=7)


def verdict(growth: float) -> str:
    """Whether the growth counts as linear."""
    return "达标" if growth <= STEEPEST else "未达标"


if __name__ == "__main__":
    sys.exit(main())
