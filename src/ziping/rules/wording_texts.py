"""The wording of the rules on texts: placeholders, formats, goals, and forms beside each other (F2, F12, F13, T, X1, I23)."""

from __future__ import annotations

from ziping.rules.rule import Rule

_READ_BY_ALL = "自评表要公开，财政部门、审计和群众都会逐句看。"

TEXTS: dict[str, Rule] = {
    "F2": Rule(
        "error",
        "{where}里还留着模板的“{value}”",
        "模板里的提示和空位要换成实际内容，否则等于没有填。",
        "请把“{value}”换成实际内容；没有内容的，删去这一处。",
    ),
    "F12": Rule(
        "warning",
        "{where}写的“{value}”与{other}的 {amount} 正好相差一万倍",
        "两处像是同一笔钱，一处用元、一处用万元，单位可能写错了。",
        "请核对金额单位，把两处改成一致。",
    ),
    "F13": Rule(
        "hint",
        "{where}里同一个数有的写“{value}”，有的写“{other}”",
        "同一栏里数字的写法（小数位数、千位逗号、括号）一致才好核对。",
        "请统一成一种写法，例如都写成“{value}”。",
    ),
    "T1": Rule(
        "warning",
        "{where}与{other}几乎一样",
        "实际完成情况应写做了什么、做到什么程度，不是把目标再抄一遍。",
        "请在{where}里写明实际完成的数量、时间和效果。",
    ),
    "T2": Rule(
        "warning",
        "{where}写的“{value}”与{other}的“{table}”不一致",
        "同一个数在表里各处应当相同，不同就会被追问哪个对。",
        "请核对后把两处改成一致；确实不是一回事的，请写清楚各指什么。",
    ),
    "T3": Rule(
        "warning",
        "{where}里“{value}”的分项相加是 {total}，对不上",
        "总数应等于各分项之和；分项没有列全的，要写明“等”。",
        "请核对总数 {whole} 和各分项（{parts}）。",
    ),
    "T4": Rule(
        "hint",
        "{where}的编号“{value}”{trouble}",
        "编号连续、写法一致，才看得清有几项。",
        "{advice}",
    ),
    "T5": Rule(
        "hint",
        "{where}{trouble}",
        "标点和空格是打印出来最先被看到的小错。",
        "{advice}",
    ),
    "T6": Rule(
        "warning",
        "{where}里的“{value}”{trouble}",
        "本表填的是 {year} 年度，年份不对常常是从往年的表里带过来的。",
        "{advice}",
    ),
    "T7": Rule(
        "hint",
        "{where}里写着“{value}”，读起来像是{reads}",
        "预期目标写打算做什么，实际完成情况写已经做了什么。",
        "请核对这一句；{advice}",
    ),
    "T8": Rule(
        "hint",
        "{where}里的“{value}”与{other}里的“{phrase}”只差一个字，可能有一处是错字",
        _READ_BY_ALL,
        "请核对，把写错的一处改过来。",
    ),
    "T9": Rule(
        "warning",
        "{where}里写着“{value}”，各项指标却都是满分",
        "文字承认有不足，得分没有体现，前后对不上。",
        "请核对：确有不足的，在有关指标上扣分并写明原因；没有的，请改写这一句。",
    ),
    "T10": Rule(
        "hint",
        "{where}里的“{value}”没有对应的指标",
        "目标里写明数量的事，最好有一项指标来考核。",
        "请为它加一项指标；不准备考核的，可以不写具体数量。",
    ),
    "T11": Rule(
        "warning",
        "{where}{trouble}",
        "总体目标要让没参与的人也看得懂：做什么、做多少、达到什么效果。",
        "请补充具体内容，至少写明工作内容、数量和效果。",
    ),
    "X1": Rule(
        "warning",
        "{where}“{value}”{trouble}",
        "同一年的各张自评表要放在一起汇总和公开，名称必须一致，项目不能重复。",
        "{advice}",
    ),
    "I23": Rule(
        "hint",
        "{where}与本项目的名称和目标没有共同的词，却出现在“{other}”的自评表里",
        "指标可能是从另一张表里抄来的，没有改成本项目的内容。",
        "请核对这项指标是否属于本项目；不属于的，请换成本项目的指标。",
    ),
}
