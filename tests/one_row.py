"""A form that is in order except, perhaps, for its one 三级指标: what the checks of indicators are tried on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ziping.editions.catalog import edition
from ziping.form.model import AnnualGoal, BasicInfo, Category, Dimension, Form, Funding, FundingRow, Indicator
from ziping.rules.check import check_form
from ziping.rules.findings import Finding
from ziping.rules.wording_indicators import INDICATORS

FOLDER = Path(__file__).parent / "scenarios" / "checks"

_DIMENSIONS = {"成本": "成本指标", "效益": "效益指标", "可持续": "效益指标", "满意度": "满意度指标"}
_BASIC = BasicInfo(year=2024, project_name="城市运行管理", department="清河镇", unit="清河镇城市运行管理中心")
_FUNDING = Funding(fiscal=FundingRow(initial_budget="1000000", full_budget="1000000", executed="980000"))
_GOAL = AnnualGoal(expected="做好城市运行管理。", achieved="城市运行管理有序，发放满意度问卷200份。")


def form_with(category: str, cells: Mapping[str, str]) -> Form:
    """A form of 嘉定 2024, 执行率 98 %, with one row of 5 points, all given; ``cells`` say otherwise."""
    dimension = next((name for key, name in _DIMENSIONS.items() if key in category), "产出指标")
    row = Indicator(**{"id": "i1", "weight": "5", "score": "5", **cells})
    node = Dimension(id="d1", name=dimension, categories=(Category(id="c1", name=category, indicators=(row,)),))
    return Form(edition="jiading-2024", basic=_BASIC, funding=_FUNDING, goal=_GOAL, indicators=(node,))


def findings_on(category: str, cells: Mapping[str, str]) -> list[Finding]:
    """What the rules of D, I and S say of the row itself, not of the rest of the form."""
    form = form_with(category, cells)
    found = check_form(form, edition(form.edition))
    return [each for each in found if each.path.section == "indicator" and each.rule in INDICATORS]


def table(name: str) -> Iterator[tuple[str, ...]]:
    """The lines of a scenario file, cell by cell."""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield tuple(cell.strip() for cell in line.split("|"))


def cells_of(text: str) -> dict[str, str]:
    """``score=4; deviation=无`` as cells."""
    parts = (part.partition("=") for part in text.split("; ") if part)
    return {field.strip(): value.strip() for field, _, value in parts}
