"""Which figures of a text speak of which 三级指标: 网格巡查人员12人 of 配备网格巡查人员数量 (T2 and T10 of CHECKS.md)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ziping.rules.measure_words import HAN
from ziping.rules.prose import Count, clause_before, counts, words_after

_VERB = (
    r"(?:聘用|招聘|招录|聘请|配备|配置|建设|建成|新建|改建|购置|购买|采购|添置|租赁|租用|安装|更换|维护|维修|开展|组织|举办|完成|制作|印制|发放|办理|处置"
    r"|受理|支付|培训|服务|覆盖|涉及|提供|保障|实施|全年|年度|本年)"
)
_LEADING = re.compile(rf"^{_VERB}+")
_TRAILING = re.compile(
    r"(?:的|总|完成|购置|建设|配备|维护|采购)?(?:数量|人数|次数|个数|件数|场次|场数|套数|面积|总数|规模|数|量)$"
)
_FILLER = (
    r"(?:不少于|不低于|不高于|不超过|不多于|少于|大于等于|至少|达到了?|实现|保持在|控制在|提升至|提高至|提升到|提高到|达|为|是|共计|共有|共|合计|总计|均|平均"
    r"|实有|在|数量|总数|人数|次数|面积|完成|[：:（(≥≤=＝])"
)
_FILLERS = re.compile(rf"{_FILLER}+$")
_OTHER_MATTER = re.compile(
    r"其中|新增|新招|新聘|另|每|分别|其余|剩余|增加|减少|补充|试点|首批|第一批|已有|现有|原有|累计|上年|去年|往年|同比|环比|增长|下降|较|比|一期|二期"
    r"|上半年|下半年|季度|[0-9]月|人均|户均|日均|月均|单价|超过|左右|以上|离职|退休|缺|待"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure of a text and the clause before it."""

    count: Count
    before: str
    after: str

    @property
    def own(self) -> bool:
        """Whether it stands for the whole matter, not for a part, a price or another time."""
        return not self.count.rough and not _OTHER_MATTER.search(self.before)


@lru_cache(maxsize=4096)  # the same names at every keystroke elsewhere
def core(name: str) -> str:
    """What an indicator counts: 聘用联勤队员数量 → 联勤队员; of a rate its whole name."""
    return _TRAILING.sub("", _LEADING.sub("", name)) if _TRAILING.search(name) or _LEADING.search(name) else name


class Cores:
    """The cores of many indicators, to be looked up by the text before or after a figure."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """``names`` are pairs of a row id and the name of its indicator."""
        self._ends: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self._starts: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for row, name in names:
            words = core(name.strip())
            if len(words) >= 2:
                self._ends[words[-2:]].append((row, words))
                self._starts[words[:2]].append((row, words))

    def rows(self, mention: Mention) -> Iterator[str]:
        """The ids of the rows that a mention speaks of: their core stands whole right before or right after the figure."""
        before = _FILLERS.sub("", mention.before)
        for row, words in self._ends.get(before[-2:], ()):
            if before.endswith(words) and _begins(before[: -len(words)], words):
                yield row
        for row, words in self._starts.get(mention.after[:2], ()):
            if mention.after.startswith(words) and _stops(mention.after[len(words) :]):
                yield row


def _begins(before: str, words: str) -> bool:
    """Whether a core is all there is: nothing stands before it but a verb; a long one is told anyway."""
    return len(words) >= 5 or not _LEADING.sub("", before)


_NOUN_GOES_ON = re.compile(rf"^[{HAN}]")
_NEW_WORDS = re.compile(r"^(?:的|均|等|以|并|和|与|及|对|在|为|进行|开展|参加|负责|用于|提供|维持|保障|，)")


def _stops(after: str) -> bool:
    return not _NOUN_GOES_ON.match(after) or bool(_NEW_WORDS.match(after))


def mentions(text: str) -> Iterator[Mention]:
    """The figures of a text with the words before and after them."""
    for count in counts(text):
        yield Mention(count, clause_before(text, count.start), words_after(text, count.end))
