"""What a rule of the checker is: how grave, and its wording (ids: CHECKS.md)."""

from __future__ import annotations

from dataclasses import dataclass

from ziping.editions.model import Severity

__all__ = ["SEVERITY_NAMES", "Rule", "Severity"]

SEVERITY_NAMES: dict[Severity, str] = {"error": "必须改", "warning": "建议改", "hint": "提示"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue; ``message``, ``why`` and ``fix`` are filled in with the facts of a finding."""

    severity: Severity
    message: str
    why: str
    fix: str
