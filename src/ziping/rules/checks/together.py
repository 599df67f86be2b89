"""X1 and I23: the forms of a year beside each other; each function takes all of them and gives the findings of each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ziping.editions.catalog import edition
from ziping.form import path as at
from ziping.rules.findings import Finding, finding
from ziping.rules.homophones import easily_mistaken
from ziping.rules.measure_words import FOLD, HAN
from ziping.rules.subject import Subject

_AREA = re.compile(rf"^(?:上海市?)?(?:[{HAN}]{{2,3}}?区)?")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_SHORT_FORMS = (
    ("城市运行管理中心", "城运中心"),
    ("城市运行中心", "城运中心"),
    ("居民委员会", "居委会"),
    ("村民委员会", "村委会"),
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A 三级指标 with words of its own; ``at_home`` where one of them also stands in its project's name or goals."""

    id: str
    name: str
    at_home: bool


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A form as far as those beside it need to know it; small, so that a district's forms fit into memory."""

    year: str = ""
    department: str = ""
    unit: str = ""
    project_name: str = ""
    edition: str = ""
    mentions: tuple[Mention, ...] = ()

    @classmethod
    def of(cls, subject: Subject) -> Neighbour:
        """What the forms beside it need to know of the form of a subject."""
        basic = subject.form.basic
        return cls(
            str(basic.year), basic.department, basic.unit, basic.project_name, subject.edition.id, _mentions(subject)
        )

    @property
    def project(self) -> tuple[str, str] | None:
        """What tells a project of a year from others, by its name and its unit's; None where it has no name."""
        name = _folded(self.project_name)
        return (name, same_name(self.unit)) if name else None

    def label(self, name: str) -> str:
        """The printed word for a field of the head."""
        return str(getattr(edition(self.edition).labels, name))


def check_together(neighbours: Sequence[Neighbour]) -> tuple[tuple[Finding, ...], ...]:
    """The findings that only show when forms lie beside each other, one tuple for each form in the order given."""
    found: list[list[Finding]] = [[] for _ in neighbours]
    for places in _by_year(neighbours):
        for check in (_names, _same_project, _foreign_indicators):
            for place, finding_ in check([(place, neighbours[place]) for place in places]):
                found[place].append(finding_)
    return tuple(map(tuple, found))


def _by_year(neighbours: Sequence[Neighbour]) -> Iterator[list[int]]:
    """The places of the forms that share a year."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for place, neighbour in enumerate(neighbours):
        groups[neighbour.year.strip()].append(place)
    yield from (places for shared, places in groups.items() if shared and len(places) > 1)


Placed = tuple[int, Neighbour]

# --- X1


def same_name(name: str) -> str:
    """A name of an office as far as it tells offices apart: without 上海市嘉定区, brackets and 人民政府, in its short form."""
    plain = _BRACKETS.sub("", "".join(name.translate(FOLD).split()))
    for long, short in _SHORT_FORMS:
        plain = plain.replace(long, short)
    plain = plain.removesuffix("人民政府")
    inner = _AREA.sub("", plain)
    return inner if len(inner) >= 3 else plain


def _names(placed: list[Placed]) -> Iterator[tuple[int, Finding]]:
    """X1: one office spelled in two ways; told at the rarer spelling."""
    for field in ("department", "unit"):
        spelled = Counter(name for _, neighbour in placed if (name := getattr(neighbour, field).strip()))
        # The most frequent spelling first, the full name before a short one.
        usual: dict[str, str] = {}
        for name in sorted(spelled, key=lambda name: (-spelled[name], -len(name))):
            right = next((known for known in usual.values() if _one_slip(known, name)), name)
            usual.setdefault(same_name(name), usual.get(same_name(right), right))
        for place, neighbour in placed:
            name = getattr(neighbour, field).strip()
            right = usual.get(same_name(name), name)
            if name and right != name:
                yield (
                    place,
                    finding(
                        "X1",
                        at.basic(field),
                        name,
                        where=neighbour.label(field),
                        trouble=f"与其他自评表写的“{right}”不一致",
                        advice=f"请统一成一个全称，例如“{right}”。",
                    ),
                )


def _one_slip(one: str, other: str) -> bool:
    """Whether two names differ in one character that is easily typed for the other."""
    if len(one) != len(other) or len(one) < 6:
        return False
    different = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(different) == 1 and easily_mistaken(*different[0])


def _same_project(placed: list[Placed]) -> Iterator[tuple[int, Finding]]:
    """X1: a project of a unit stands in several forms of a year."""
    groups: defaultdict[tuple[str, str], list[Placed]] = defaultdict(list)
    for place, neighbour in placed:
        if neighbour.project:
            groups[neighbour.project].append((place, neighbour))
    for group in groups.values():
        for place, neighbour in group if len(group) > 1 else ():
            yield (
                place,
                finding(
                    "X1",
                    at.basic("project_name"),
                    neighbour.project_name,
                    where=neighbour.label("project_name"),
                    trouble=f"在同一年的自评表里出现了 {len(group)} 次",
                    advice="请核对是否重复填报；确是两个项目的，请在名称上区分。",
                ),
            )


# --- I23

_COMMON = (
    "数量 次数 人数 面积 情况 完成 建设 购置 配备 开展 实施 保障 服务 管理 工作 项目 质量 合格 "
    "格率 验收 及时 时间 时效 响应 覆盖 盖率 达标 标率 满意 意度 群众 居民 市民 人员 使用 用户 "
    "对象 部门 成本 控制 制数 单价 经费 费用 资金 预算 支出 总成 长效 机制 制度 健全 全性 全率 "
    "规范 范性 有效 效性 效果 提升 提高 能力 水平 影响 持续 可持 常态 态化 率提 运行 正常 城市 "
    "环境 社会 经济 知晓 晓率 年度 标准 采购 设备 系统 "
)
_COMMON_WORDS = frozenset(_COMMON.split())
_HAN = re.compile(rf"[{HAN}]+")


def _foreign_indicators(placed: list[Placed]) -> Iterator[tuple[int, Finding]]:
    """I23: an indicator has no word in common with its project and goals, but stands in another form of the unit.

    Words are pieces of two characters; those that fit any project (数量, 满意, 机制) do not count. The other form must
    speak of the matter itself, so that it is plain where the indicator belongs.
    """
    homes: dict[tuple[str, str], str] = {}
    for _, neighbour in placed:
        for mention in neighbour.mentions:
            if mention.at_home:
                homes.setdefault(_key(neighbour, mention.name), neighbour.project_name)
    for place, neighbour in placed:
        for mention in neighbour.mentions:
            other = None if mention.at_home else homes.get(_key(neighbour, mention.name))
            if other is not None:
                path = at.indicator(mention.id, "name")
                yield place, finding("I23", path, mention.name, where=f"“{mention.name}”", other=other)


def _key(neighbour: Neighbour, name: str) -> tuple[str, str]:
    return same_name(neighbour.unit), _folded(name)


def _mentions(subject: Subject) -> tuple[Mention, ...]:
    said = _words(_said(subject))
    named = ((row.indicator, _words(row.indicator.name) - _COMMON_WORDS) for row in subject.rows)
    return tuple(Mention(indicator.id, indicator.name, bool(own & said)) for indicator, own in named if own)


def _said(subject: Subject) -> str:
    return "，".join((subject.form.basic.project_name, subject.form.goal.expected, subject.form.goal.achieved))


def _folded(name: str) -> str:
    return "".join(name.translate(FOLD).split())


def _words(text: str) -> set[str]:
    return {run[place : place + 2] for run in _HAN.findall(text) for place in range(len(run) - 1)}
