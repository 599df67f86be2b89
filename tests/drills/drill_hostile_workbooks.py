"""R10, S3, S4: mutated workbooks are read or refused in one sentence, each in 2 s and 200 MB at most."""

from __future__ import annotations

import sys
import time

from drills.documents import own_home
from drills.line import tell
from hostile_workbooks import Reading, hostile_workbooks

FILES = 10_000
SEED = 20261122


def main(count: int) -> int:
    """Meets so many workbooks; 0 if each was read or refused as promised."""
    since, met = time.perf_counter(), Reading()
    with own_home() as home:
        for hostile in hostile_workbooks(SEED, count):
            met.meet(hostile, home)
    for trouble in met.wrong:
        print(trouble, file=sys.stderr)
    result = f"{met.opened} 个读入，{met.refused} 个说明原因，{len(met.wrong)} 个出错、过慢或占内存过多"
    result += f"；最慢 {met.slowest:.1f} 秒，最多占 {met.megabytes:.0f} MB"
    sound = met.opened > 0 and met.refused > 0 and not met.wrong
    return int(not tell("导入损坏或恶意的工作簿", f"{count} 个", result, since, ok=sound))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else FILES))
