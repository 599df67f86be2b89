"""The address of a field: by name and row id, never by position."""

from __future__ import annotations

from typing import NamedTuple

FUNDING_SOURCES = ("fiscal", "carried_over", "other")
"""当年财政拨款, 上年结转资金, 其他资金, in print order."""
FUNDING_COLUMNS = ("initial_budget", "full_budget", "executed")
"""年初预算数, 全年预算数, 全年执行数, in print order."""
INDICATOR_FIELDS = ("name", "target", "actual", "weight", "score", "deviation")
"""三级指标, 年度指标值, 实际完成值, 分值, 得分, 偏差原因分析及改进措施, in print order."""


class FieldPath(NamedTuple):
    """A field's address, written ``goal.expected``, ``funding.fiscal.executed`` or ``indicator.i3.weight``.

    ``section`` is ``form``, ``basic``, ``funding``, ``goal``, ``dimension``, ``category``, ``indicator``, ``signature``
    or, for a figure that is computed, ``result``; ``row`` is a fund row's name or a node's id and empty elsewhere.
    """

    section: str
    row: str
    field: str

    def __str__(self) -> str:
        return ".".join(part for part in self if part)

    @classmethod
    def parse(cls, text: str) -> FieldPath:
        """Reads what ``str`` wrote; raises ``ValueError`` for anything else."""
        parts = text.split(".")
        if not all(parts) or len(parts) not in {2, 3}:
            raise ValueError(f"no field address: {text!r}")
        return cls(parts[0], parts[1] if len(parts) == 3 else "", parts[-1])


def basic(field: str) -> FieldPath:
    """A field of 基本信息."""
    return FieldPath("basic", "", field)


def funding(row: str, column: str) -> FieldPath:
    """A cell of 项目资金; ``row`` is ``total`` or a source."""
    return FieldPath("funding", row, column)


def goal(field: str) -> FieldPath:
    """预期目标 (``expected``) or 实际完成情况 (``achieved``)."""
    return FieldPath("goal", "", field)


def indicator(node_id: str, field: str) -> FieldPath:
    """A cell of a 三级指标's row."""
    return FieldPath("indicator", node_id, field)


def result(field: str) -> FieldPath:
    """A computed figure: ``total_weight``, ``total``, ``grade``, ``execution_rate``, ``execution_score``."""
    return FieldPath("result", "", field)
