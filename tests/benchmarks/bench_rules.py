"""Scores and checks of one real form and of one with 200 indicators, beside reading the form."""

from __future__ import annotations

import sys

from benchmarks.timing import LARGEST, form_with, median, show
from published import NAMES, form_of, text_of
from ziping.app.session import View
from ziping.form.model import Form
from ziping.importers.plain_json import read_plain
from ziping.rules.check import check_subjects


def main() -> int:
    """Prints the medians; 1 if a limit is exceeded."""
    real, long = form_of(LARGEST), form_with(200)
    hundred = [form_of(NAMES[number % len(NAMES)]) for number in range(100)]
    return show(
        "评分与检查",
        [
            ("一份真实表格", median(lambda: score_and_check(real)), 5),
            ("200 个指标", median(lambda: score_and_check(long)), 20),
            ("100 份放在一起核对", median(lambda: check_subjects([View(form).subject for form in hundred]), 5), 1000),
            ("对照：读入一份交换格式", median(lambda: read_plain(text_of(LARGEST))), None),
        ],
    )


def score_and_check(form: Form) -> int:
    """How many findings the form has, everything computed anew."""
    return len(View(form).findings)


if __name__ == "__main__":
    sys.exit(main())
