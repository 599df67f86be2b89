"""One line of the drill's table: what was tried, how often, what came of it."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Line:
    """A row of the table; ``ok`` is None where the drill could not be held here."""

    what: str
    count: str
    result: str
    seconds: float
    ok: bool | None


def tell(what: str, count: str, result: str, since: float, *, ok: bool | None) -> bool:
    """Prints a line; ``since`` is ``time.perf_counter()`` at the start. False if it was not as promised."""
    line = Line(what, count, result, round(time.perf_counter() - since, 1), ok)
    print(json.dumps(asdict(line), ensure_ascii=False), flush=True)
    return ok is not False


def lacks(what: str, *tools: str) -> bool:
    """Whether one of the programs is missing on this machine; then says so in a line."""
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if missing:
        tell(what, "—", f"未做：本机没有 {'、'.join(missing)}", time.perf_counter(), ok=None)
    return bool(missing)
