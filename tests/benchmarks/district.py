"""A district's year as files: real forms with other units, names and figures; the same number gives the same files."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

from published import NAMES, form_of
from ziping.form.edit import put
from ziping.form.indicators import indicator_rows
from ziping.form.model import Form
from ziping.form.path import FUNDING_COLUMNS, FieldPath
from ziping.store.document import write_document

DISTRICTS = (
    *("黄浦", "徐汇", "长宁", "静安", "普陀", "虹口", "杨浦", "闵行"),
    *("宝山", "嘉定", "浦东", "金山", "松江", "青浦", "奉贤", "崇明"),
)
_FIRST = "江南新东华金长北安清"
_SECOND = "桥翔泾浜"
"""Ten and four characters make forty names of towns; a district has twenty of them."""
_MARKS = "黄徐长安普虹杨闵宝嘉东金松青奉崇"
"""A character for each district that sounds like no other, so that no name is taken for a slip in another one."""
_KINDS = ("信息化", "巡查", "后勤", "宣传", "设备", "管网", "绿化", "热线", "网格", "应急")
_DEEDS = ("建设", "运维", "保障", "购置")


def write_district(folder: Path, districts: int = 16, towns: int = 20, projects: int = 40) -> int:
    """Writes the forms into a folder for each town; how many there are."""
    count = 0
    for place, form in forms(districts, towns, projects):
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(write_document(form))
        count += 1
    return count


def forms(districts: int, towns: int, projects: int) -> Iterator[tuple[str, Form]]:
    """The forms with their places in the folder."""
    for district in range(districts):
        for town in range(towns):
            for project in range(projects):
                yield _form(district, town, project)


def _form(district: int, town: int, project: int) -> tuple[str, Form]:
    chance = random.Random(f"{district} {town} {project}")
    area = DISTRICTS[district]
    name = f"{_FIRST[town % 10]}{_SECOND[(town // 10 + 2 * district) % 4]}{_MARKS[district]}镇"
    title = f"{_KINDS[project % 10]}{_DEEDS[project // 10 % 4]}项目"
    form = _base(NAMES[(district + town + project) % len(NAMES)])
    unit = f"上海市{area}区{name}城市运行管理中心"
    if chance.random() < 0.01:
        unit = f"{name}城运中心"  # X1: spelled otherwise than in the other forms
    for field, text in (("year", 2024), ("unit", unit), ("department", f"{area}区{name}"), ("project_name", title)):
        form = put(form, FieldPath("basic", "", field), text)
    budget = Decimal(chance.randrange(20_000, 9_000_000_00)) / 100
    executed = (budget * chance.randrange(70, 101) / 100).quantize(Decimal("0.01"))
    for field, amount in zip(FUNDING_COLUMNS, (budget, budget, executed), strict=True):
        form = put(form, FieldPath("funding", "fiscal", field), amount)
    form = _scored(form, chance)
    return f"{area}区/{name}/{project + 1:02d} {title}.ziping", form


@cache
def _base(name: str) -> Form:
    """A real form without what it printed as results, so that these are not compared."""
    return put(form_of(name), FieldPath("form", "", "printed"), None)


def _scored(form: Form, chance: random.Random) -> Form:
    """Every tenth 三级指标 or so loses a point."""
    for row in indicator_rows(form):
        score = row.indicator.score
        if isinstance(score, Decimal) and score >= 1 and chance.random() < 0.1:
            form = put(form, FieldPath("indicator", row.indicator.id, "score"), score - 1)
    return form


if __name__ == "__main__":
    print(write_district(Path(sys.argv[1]), *map(int, sys.argv[2:])))
