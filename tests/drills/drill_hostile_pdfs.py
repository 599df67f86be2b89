"""R10, S6: mutated PDFs are read or refused in one sentence, none takes longer than its process may."""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor

from drills.line import tell
from hostile_pdfs import Encounters, met
from ziping.importers.result import ImportFailed

FILES = 10_000
SEED = 20261122
BATCH = 250
"""Files that one process reads, so that starting it costs little."""


def main(count: int) -> int:
    """Meets so many files on two cores; 0 if each was read or refused as promised."""
    since = time.perf_counter()
    with ThreadPoolExecutor(2) as hands:
        batches = list(
            hands.map(_batch, range(0, count, BATCH), [min(BATCH, count - n) for n in range(0, count, BATCH)])
        )
    wrong = [trouble for batch in batches for trouble in batch.wrong]
    for trouble in wrong:
        print(trouble, file=sys.stderr)
    read, refused = sum(batch.read for batch in batches), sum(batch.refused for batch in batches)
    result = f"{read} 个读入，{refused} 个说明原因，{len(wrong)} 个出错或过慢"
    result += f"；最慢 {max(batch.slowest for batch in batches):.1f} 秒"
    sound = read > 0 and refused > 0 and read + refused == count and not wrong
    return int(not tell("读入损坏或恶意的 PDF", f"{count} 个", result, since, ok=sound))


def _batch(first: int, count: int) -> Encounters:
    try:
        return met(SEED, first, count)
    except ImportFailed as stopped:
        return Encounters(0, 0, 0.0, [f"{first}–{first + count - 1}：{stopped}"])


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else FILES))
