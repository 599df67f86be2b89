"""A board of 100 forms: opened, checked, exported, cancelled, bound; beside the same in one process."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.district import write_district
from benchmarks.timing import median, show
from ziping.app.batch import export_all
from ziping.app.board import Entry, entries, files_in, in_order, together
from ziping.app.bound import bound_pdf
from ziping.app.rollup import rollup_of
from ziping.app.rollup_sheet import rollup_pdf, rollup_workbook
from ziping.store.document import read_document

CREATED = datetime(2024, 12, 1, tzinfo=UTC)
COUNT = 100


def main() -> int:
    """Prints the medians; 1 if a limit is exceeded."""
    with tempfile.TemporaryDirectory() as folder:
        write_district(Path(folder), districts=1, towns=4, projects=25)
        files = list(files_in(Path(folder)))
        board = in_order(entries(files))
        assert len(board) == COUNT
        rollup = rollup_of(board, together(board))
        return show(
            f"年度项目板，{COUNT} 份",
            [
                ("打开", median(lambda: in_order(entries(files_in(Path(folder)))), 5), 1000),
                ("全部检查（含放在一起核对）", median(lambda: together(tuple(entries(files))), 5), 1000),
                ("对照：只读入文件", median(lambda: [read_document(path.read_bytes()) for path in files], 5), None),
                ("导出 PDF 和 Excel", median(lambda: exported(board), 3), 8000),
                ("对照：一个进程导出", median(lambda: exported(board, hands=1), 1), None),
                ("取消导出", median_of_cancels(board), 500),
                ("合订本", median(lambda: bound_pdf(files, CREATED), 3), 8000),
                (
                    "汇总表 PDF 和 Excel",
                    median(lambda: (rollup_pdf(rollup, CREATED), rollup_workbook(rollup, CREATED)), 3),
                    1000,
                ),
            ],
        )


@contextmanager
def new_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def exported(board: Sequence[Entry], hands: int | None = None) -> None:
    """Exports the board into a folder of its own."""
    with new_folder() as folder:
        outcomes = list(export_all(board, folder, ("pdf", "xlsx"), CREATED, hands=hands))
        assert sum(len(outcome.saved) for outcome in outcomes) == 2 * COUNT


def median_of_cancels(board: Sequence[Entry]) -> float:
    """The median of some cancels in ms, each at another form."""
    return sorted(cancel(board, at) for at in (1, 10, 20, 40, 60))[2]


def cancel(board: Sequence[Entry], at: int) -> float:
    """How long an export goes on, in ms, once it is cancelled after so many forms."""
    moments: list[float] = []
    done = 0

    def stop() -> bool:
        if done >= at and not moments:
            moments.append(time.perf_counter())
        return bool(moments)

    with new_folder() as folder:
        for _ in export_all(board, folder, ("pdf", "xlsx"), CREATED, stop=stop):
            done += 1
        return (time.perf_counter() - moments[0]) * 1000


if __name__ == "__main__":
    sys.exit(main())
