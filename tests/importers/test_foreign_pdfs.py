"""Official tables that other programs made PDFs of are read whatever their fonts, widths, rules and page breaks."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from foreign_pdfs import Look, by_office, by_typst, has_office, looks, office_sheet
from official_tables import EDITIONS, Layout, Plain, cells_of, restated
from published import source_of
from ziping.form.difference import differences
from ziping.form.indicators import indicator_rows
from ziping.form.model import Form
from ziping.importers.pdf_table import form_of_pages
from ziping.importers.pdf_text import pages_of_pdf
from ziping.importers.plain_json import read_plain

FORMS = ("xianghua-2023-ywtg", "jiangqiao-2024-houqin")
LOOKS = dict(looks())
HARD = {
    "预期目标": "一、按照R&D Management System要求，升级 Windows 10 系统。\n二、支出1,245.54万元，覆盖3个街道及12个村，"
    "2024年11月30日前完成。\n三、加强“一网统管”建设，按《管理办法》（含税）执行，确保平台稳定运行，响应时间不超过30分钟。",
    "实际完成情况": "为落实“高效处置一件事”的要求，及时发现、派遣、处置市容环境和街面秩序问题，全年处置1,245.54件；"
    * 30,
}


@dataclass
class Compared:
    """Fields that were read, and those read wrongly of which no note warns."""

    fields: int = 0
    wrong: int = 0
    untold: int = 0

    def meet(self, data: bytes, plain: Plain) -> None:
        wanted = read_plain(json.dumps(plain)).form
        result = form_of_pages(pages_of_pdf(data), "表.pdf")
        wrong = differences(wanted, result.form)
        self.fields += fields_of(wanted)
        self.wrong += len(wrong)
        self.untold += len(wrong) if not result.notes else 0


def fields_of(form: Form) -> int:
    """Head, amounts, goals, and each row with the names it stands under."""
    return 4 + 9 + 2 + 8 * len(list(indicator_rows(form)))


def tables() -> list[Plain]:
    return [restated(source_of(name), edition) for name in FORMS for edition in EDITIONS]


@pytest.mark.parametrize("look", LOOKS)
def test_each_look_of_each_edition_is_read_right(look: str) -> None:
    compared = Compared()
    layout = Layout(indicator_label=False) if LOOKS[look].header else Layout()
    for plain in tables():
        compared.meet(by_typst(cells_of(plain, layout), LOOKS[look]), plain)
    assert compared.fields == 978
    assert compared.wrong <= compared.fields // 100
    assert compared.untold == 0


@pytest.mark.parametrize("size", [8, 9, 10.5, 12])
@pytest.mark.parametrize("height", [330, 841.9])
def test_long_texts_are_put_together_again_whatever_size_and_page(size: float, height: float) -> None:
    for justify in (False, True):
        plain = restated(source_of("jiangqiao-2024-xuanchuan"), "通用2020") | HARD
        look = Look(size=size, height=height, justify=justify, margin=30, inset=2)
        data = by_typst(cells_of(plain), look)
        result = form_of_pages(pages_of_pdf(data), "表.pdf")
        assert result.form.goal.achieved == HARD["实际完成情况"]
        assert result.form.goal.expected == HARD["预期目标"]


@pytest.mark.skipif(not has_office(), reason="LibreOffice is not installed")
def test_sheets_that_libreoffice_prints_are_read_right(tmp_path: Path) -> None:
    chosen = [LOOKS["plain"], LOOKS["narrow columns, small"], LOOKS["dashed rules"]]
    plains = {
        f"{number}.xlsx": (plain, look)
        for number, (plain, look) in enumerate((p, k) for p in tables() for k in chosen)
    }
    files = {name: office_sheet(cells_of(plain), look) for name, (plain, look) in plains.items()}
    compared = Compared()
    for name, data in by_office(files, tmp_path).items():
        compared.meet(data, plains[name][0])
    assert compared.fields == 2_934
    assert compared.wrong <= compared.fields // 100
    assert compared.untold == 0
