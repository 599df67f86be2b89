"""The forms of all districts, 16 × 20 towns × 40 projects, rolled up and checked: time, memory, and that both are in step."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from benchmarks.bench_growth import STEEPEST, verdict
from benchmarks.district import write_district
from benchmarks.timing import run

SECONDS = 90
MEGABYTES = 400
ROLL_UP = """
import json, resource, sys, time
from pathlib import Path
from ziping.__main__ import main
from ziping.app.crew import hands_for
start = time.perf_counter()
folder, target, count = sys.argv[1:]
sys.stdout = open(target + ".txt", "w", encoding="utf-8")
code = main(["board", folder, "--check", "--rollup", target + ".xlsx"])
own, hands = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
told = {
    "code": code,
    "seconds": time.perf_counter() - start,
    "processor": sum((own.ru_utime, own.ru_stime, hands.ru_utime, hands.ru_stime)),
    "megabytes": (own.ru_maxrss + hands_for(int(count)) * hands.ru_maxrss) / 1024,
}
print(json.dumps(told), file=sys.__stdout__)
"""
"""Runs the command in a process of its own and tells what it cost, that of its processes at their largest included."""


def main() -> int:
    """Prints what a roll-up costs at two sizes; 1 if a limit is exceeded."""
    print("\n全市 16 个区 × 20 个镇 × 40 个项目：列出、检查并汇总成工作簿")
    small, large = rolled_up(4), rolled_up(16)
    growth = (large["processor"] / 12_800) / (small["processor"] / 3_200)
    for count, cost in ((3_200, small), (12_800, large)):
        print(
            f"{count} 份：{cost['seconds']:.1f} s（处理器 {cost['processor']:.1f} s），内存 {cost['megabytes']:.0f} MB"
        )
    fits = large["seconds"] <= SECONDS and large["megabytes"] <= MEGABYTES
    print(f"限值 {SECONDS} s、{MEGABYTES} MB：{'达标' if fits else '未达标'}")
    print(f"12800 份对 3200 份每份 ×{growth:.2f}（限值 ×{STEEPEST:g}）{verdict(growth)}")
    return int(not fits or growth > STEEPEST)


def rolled_up(districts: int) -> dict[str, float]:
    """Seconds and megabytes of a roll-up of so many districts."""
    with tempfile.TemporaryDirectory() as folder:
        count = write_district(Path(folder) / "forms", districts)
        told: dict[str, float] = json.loads(run("-c", ROLL_UP, f"{folder}/forms", f"{folder}/rollup", str(count)))
    assert told["code"] == 1  # some forms have something to change
    return told


if __name__ == "__main__":
    sys.exit(main())
