"""The shipped editions and their files of differences."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from ziping.editions.catalog import EditionFault, UnknownEdition, edition, editions, editions_in, read_edition
from ziping.editions.notation import exact_money_text, money_text, points_text, read_entry
from ziping.resources import resource


def test_three_editions_ship() -> None:
    assert [(each.id, each.name, each.plain_name, each.year) for each in editions()] == [
        ("chongming-2023", "崇明 2023", "崇明2023", 2023),
        ("jiading-2024", "嘉定 2024", "嘉定2024", 2024),
        ("national-2020", "通用 2020", "通用2020", 2020),
    ]


@pytest.mark.parametrize("name", ["jiading-2024", "嘉定 2024", "嘉定2024"])
def test_an_edition_goes_by_its_id_and_both_names(name: str) -> None:
    assert edition(name).id == "jiading-2024"


@pytest.mark.parametrize("name", ["", "嘉定", "Jiading-2024", "../base", "base"])
def test_an_unknown_edition_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(UnknownEdition, match="可用的版式：chongming-2023（崇明 2023）、jiading-2024"):
        edition(name)


def test_of_a_name_that_no_edition_has_only_the_beginning_is_repeated() -> None:
    with pytest.raises(UnknownEdition, match=f"^没有名为“x {'嘉' * 38}”的版式；"):
        edition("x\n" + "嘉" * 100_000)


def test_a_file_states_differences_only() -> None:
    """What an edition's file repeats from base.toml would silently stop following it."""
    base = tomllib.loads(resource("editions", "base.toml").read_text(encoding="utf-8"))
    for known in editions():
        own = tomllib.loads(resource("editions", f"{known.id}.toml").read_text(encoding="utf-8"))
        for table, values in own.items():
            if isinstance(values, dict):
                same = [key for key, value in values.items() if base[table].get(key) == value]
                assert not same, f"{known.id}: [{table}] {same}"


def test_a_new_edition_is_one_file(tmp_path: Path) -> None:
    base = resource("editions", "base.toml").read_text(encoding="utf-8")
    (tmp_path / "base.toml").write_text(base, encoding="utf-8")
    own = resource("editions", "jiading-2024.toml").read_text(encoding="utf-8")
    path = tmp_path / "putuo-2025.toml"
    path.write_text(
        own.replace("jiading-2024", "putuo-2025").replace("[money]", "[money]\ndecimals = 4"), encoding="utf-8"
    )
    new = read_edition(path)
    assert (new.id, new.money.decimals, new.money.unit, new.labels.total) == (
        "putuo-2025",
        4,
        "万元",
        "年度资金总额：",
    )
    assert money_text(new, Decimal(12455437)) == "1,245.5437"


@pytest.mark.parametrize(
    ("edition_id", "typed", "yuan"),
    [("jiading-2024", "1,245.54", "12455400"), ("jiading-2024", "5元", "5"), ("chongming-2023", "939500", "939500")],
)
def test_an_amount_is_typed_in_the_unit_of_the_edition(edition_id: str, typed: str, yuan: str) -> None:
    assert read_entry(edition(edition_id), typed) == Decimal(yuan)


@pytest.mark.parametrize(
    ("points", "decimals", "text"),
    [
        ("10", 0, "10"),
        ("10", 2, "10.00"),
        ("8.5", 2, "8.50"),
        ("8.50", 0, "8.5"),
        ("3.715", 2, "3.715"),
        ("1E+1", 0, "10"),
    ],
)
def test_points_print_with_at_least_some_decimals(points: str, decimals: int, text: str) -> None:
    assert points_text(Decimal(points), decimals) == text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with what the editions share, and one of them, to spoil."""
    for name in ("base.toml", "jiading-2024.toml"):
        (tmp_path / name).write_bytes(resource("editions", name).read_bytes())
    return tmp_path


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("thousands = true", "thousand = true", "没有“money.thousand”这一项"),
        ('unit = "万元"', "", "缺少“money.unit”这一项"),
        ("decimals = 2", 'decimals = "两位"', "“points.decimals”的内容不对"),
        ('"（{year}年度）"', '"（{yeer}年度）"', "“year_line”的内容不对"),
        ('"（{year}年度）"', '"（{year年度）"', "“year_line”的内容不对"),
        ('"（{year}年度）"', '"（年度）"', "“year_line”的内容不对"),
        ('id = "jiading-2024"', 'id = ""', "“id”的内容不对"),
        ("yuan_per_unit = 10000", "yuan_per_unit = 0", "“money.yuan_per_unit”的内容不对"),
        ("decimals = 2", "decimals = -3", "“points.decimals”的内容不对"),
        ('\nweight = "10"', '\nweight = "200"', "“execution.weight”的内容不对"),
        ('usual_weight = "20"', 'usual_weight = "-20"', "“dimensions.0.usual_weight”的内容不对"),
        ('name = "嘉定 2024"', "name = 嘉定 2024", "不合 TOML 的写法（Invalid value (at line 4, column 8)）"),
    ],
)
def test_a_mistake_in_an_edition_is_named_with_its_file(folder: Path, right: str, wrong: str, fault: str) -> None:
    path = folder / "jiading-2024.toml"
    spoilt = path if right in path.read_text(encoding="utf-8") else folder / "base.toml"
    spoilt.write_text(spoilt.read_text(encoding="utf-8").replace(right, wrong), encoding="utf-8")
    with pytest.raises(EditionFault) as told:
        editions_in(folder)
    assert str(told.value) == f"版式文件“{path}”不能用：{fault}。请改正它，或把它移出这个文件夹，再重新运行"


def test_an_edition_saved_by_notepad_in_gbk_is_refused_and_one_with_a_byte_order_mark_is_read(folder: Path) -> None:
    path = folder / "jiading-2024.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8-sig")
    assert [each.name for each in editions_in(folder)] == ["嘉定 2024"]
    path.write_text(text, encoding="gbk")
    with pytest.raises(EditionFault, match="它不是 UTF-8 编码的文本"):
        editions_in(folder)


@pytest.mark.parametrize(
    ("spoilt", "fault"),
    [(b"[money\n", "不合 TOML 的写法"), ('title = "自评表"\n'.encode("gbk"), "它不是 UTF-8 编码的文本")],
)
def test_what_the_editions_share_is_named_where_it_is_at_fault_itself(
    folder: Path, spoilt: bytes, fault: str
) -> None:
    (folder / "base.toml").write_bytes(spoilt)
    with pytest.raises(EditionFault, match=rf"base\.toml”不能用：{fault}.*。请改正它，再重新运行$"):
        editions_in(folder)


def test_two_editions_of_one_id_are_refused(folder: Path) -> None:
    (folder / "putuo-2025.toml").write_bytes((folder / "jiading-2024.toml").read_bytes())
    with pytest.raises(EditionFault, match=r"putuo-2025\.toml”不能用：另一个文件里已经有名为“jiading-2024”的版式"):
        editions_in(folder)


def test_a_negative_amount_too_small_to_print_has_no_sign() -> None:
    assert money_text(edition("jiading-2024"), Decimal(-40)) == "0.00"
    assert money_text(edition("jiading-2024"), Decimal(-60)) == "-0.01"


def test_an_exact_amount_has_no_digit_less_than_was_entered_and_no_idle_one_more() -> None:
    jiading, chongming = edition("jiading-2024"), edition("chongming-2023")
    assert exact_money_text(jiading, Decimal("12455437.125")) == "1,245.5437125"
    assert exact_money_text(jiading, Decimal("12455400.00")) == "1,245.54"
    assert exact_money_text(jiading, Decimal("1E+7")) == "1,000.00"
    assert exact_money_text(jiading, Decimal(-40)) == "-0.004"
    assert exact_money_text(chongming, Decimal("12455400.125")) == "12455400.125"
    assert exact_money_text(chongming, Decimal(0)) == "0"
