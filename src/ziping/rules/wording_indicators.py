"""The wording of the rules on 偏差, 指标 and 满意度 (D, I and S of CHECKS.md)."""

from __future__ import annotations

from ziping.rules.rule import Rule

PRACTICE = "常用口径，请以本区财政部门当年通知为准。"

INDICATORS: dict[str, Rule] = {
    "D1": Rule(
        "error",
        "{where}得 {value} 分，低于分值 {weight} 分，但没有填写偏差原因",
        "扣了分的指标要说明为什么没有达到、怎样改进，审计首先看这一栏。",
        "请在“{field}”一栏写明原因和改进措施；没有理由扣分的，把得分改为 {weight}。",
    ),
}
