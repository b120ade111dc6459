"""The gallery's month and department."""

from datetime import date

import streamlit as st

from pages.parts import board, bridge, card, exceptions, finding, lines, matrix, multiples, numbers, section, team
from pages.parts.links import address
from pages.parts.spark import Spark
from pages.parts.status import judge
from tests.pages.invented import PEOPLE, ROWS, around, pick, reached, spark


def month(lang):

    around(lang, "month", pick(lang, "本月总览", "Month at a glance"))
    finding.draw(
        pick(
            lang,
            [
                ["10 月成交 ¥486.2万，", "达成 97.2%，", "环比 +6.1%；", "17 项指标 7 项达标、6 项接近、4 项未达。"],
                ["缺口最大的是咨询转化率 52.3%，", "环比 −1.8 个百分点，", "其中 −1.3 来自 3 名新人。"],
            ],
            [
                ["October GMV ¥4.86M,", "97.2% of target,", "+6.1% MoM;", "of 17 KPIs 7 met, 6 near, 4 missed."],
                ["Largest gap: consultation conversion 52.3%,", "−1.8 pp MoM,", "of which −1.3 from 3 new agents."],
            ],
        ),
        pick(
            lang,
            ["电商部", "2026-10，待结", "较上月 = 09-01 至 09-30", "较去年 = 2025-10"],
            ["E-commerce", "2026-10, closing", "MoM = 1–30 Sep", "YoY = Oct 2025"],
        ),
        lang,
    )
    cards, bars, missed = [], [], []
    for seed, (zh, en, wz, we, unit, value, target, better, before, year, counter) in enumerate(ROWS):
        label, where = pick(lang, zh, en), pick(lang, wz, we)
        share = reached(value, target, better)
        status = judge(share, has_value=value is not None)
        shown = numbers.value(value, unit, lang, counter=counter)
        goal = numbers.target(target, unit, lang, better=better, counter=counter)
        href = address("", page="metric", lang=lang, metric=en)
        moved = (
            numbers.change(value, before, unit, lang, better=better),
            numbers.change(value, year, unit, lang, better=better),
        )
        reason = pick(lang, "缺快递账单", "no carrier bills") if value is None else ""
        note = f"{label} 1,234 ÷ 5,678"
        cards.append(
            card.Card(
                label,
                shown,
                status,
                goal,
                numbers.attainment(share) if share else "",
                *moved,
                spark(value, target, seed),
                numbers.day(date(2026, 10, 31), lang),
                note,
                reason,
                href,
            )
        )
        bars.append(board.Bar(label, where, shown, goal, share, status, note, href))
        if status == "missed":
            why = pick(lang, "环比 −1.8pp；其中 −1.3pp 来自 3 名新人", "−1.8 pp MoM; −1.3 pp from 3 new agents")
            missed.append(
                exceptions.Exceptional(
                    label,
                    f"{where} · {pick(lang, '沈静', 'Shen Jing')}",
                    shown,
                    goal,
                    numbers.gap(value, target, unit, lang, better=better, counter=counter),
                    why,
                    status,
                    note,
                    href,
                )
            )
    section.draw(
        pick(lang, "需要处理", "Needs action"), pick(lang, "4 项未达，按达成率排序", "4 missed, by attainment"), lang
    )
    exceptions.draw(missed, lang)
    section.draw(
        pick(lang, "主要指标", "Main KPIs"), pick(lang, "13 个月，虚线为目标", "13 months, dashed = target"), lang
    )
    card.draw(cards[:8] + cards[-2:], lang)
    section.draw(
        pick(lang, "全部指标对目标", "All KPIs against target"),
        pick(
            lang,
            "同一刻度：目标的百分比；越低越好的指标取 2 − 实际 ÷ 目标",
            "one axis: % of target; lower-is-better as 2 − actual ÷ target",
        ),
        lang,
        board.legend(lang),
    )
    board.draw(bars, lang)
    section.draw(
        pick(lang, "部门 × 考核项", "Department × assessment line"),
        pick(
            lang,
            "单元格为达成率；橙底 = 未达，虚框 = 无目标或暂定",
            "attainment; orange = missed, dashed = no target or provisional",
        ),
        lang,
    )
    cells = [matrix.Cell(b.label, b.attainment, b.status, b.note, b.href) for b in bars]
    cells[3] = matrix.Cell(cells[3].label, None, judge(None, provisional=True))
    rows = [
        matrix.Row(
            pick(lang, "客服部", "Service"),
            pick(lang, "沈静 · 10 人", "Shen Jing · 10"),
            tuple(cells[:8]),
            None,
            address("", page="department", lang=lang),
        ),
        matrix.Row(
            pick(lang, "物流部", "Logistics"),
            pick(lang, "高磊 · 8 人", "Gao Lei · 8"),
            tuple(cells[3:14]),
            None,
            address("", page="department", lang=lang),
        ),
        matrix.Row(
            pick(lang, "推广部", "Promotion"),
            pick(lang, "方明 · 4 人", "Fang Ming · 4"),
            tuple(cells[12:17]),
            None,
            address("", page="department", lang=lang),
        ),
    ]
    matrix.draw(rows, lang)
    section.foot(
        pick(
            lang,
            ["口径与来源", "隔离 213 行", "时区 Asia/Shanghai，日切 00:00", "版本 #418"],
            ["Definitions and sources", "213 rows set aside", "Asia/Shanghai, day cut 00:00", "version #418"],
        ),
        lang,
    )


def department(lang):

    around(lang, "department", pick(lang, "客服部", "Service"))
    finding.draw(
        pick(
            lang,
            [
                [
                    "客服部 8 项考核 5 项达标、2 项接近；",
                    "咨询转化率 52.3% 未达：",
                    "老员工的转化合计 −0.5 个百分点，",
                    "3 名新人占接待量 18%，拉低 1.3。",
                ]
            ],
            [
                [
                    "Service: 5 of 8 lines met, 2 near;",
                    "consultation conversion 52.3% missed:",
                    "rates of old hands −0.5 pp,",
                    "3 joiners with 18% of chats −1.3.",
                ]
            ],
        ),
        pick(
            lang,
            ["客服部", "沈静", "10 人", "2026-10", "较上月 = 09-01 至 09-30"],
            ["Service", "Shen Jing", "10 people", "2026-10", "MoM = 1–30 Sep"],
        ),
        lang,
    )
    section.draw(pick(lang, "考核项", "Assessment lines"), "", lang)
    shown = []
    for seed, (zh, en, _, _, unit, value, target, better, before, year, counter) in enumerate([
        ROWS[i] for i in (1, 7, 11, 14, 8, 13, 15, 16)
    ]):
        share = reached(value, target, better)
        shown.append(
            lines.Line(
                pick(lang, zh, en),
                "",
                numbers.value(value, unit, lang, counter=counter),
                numbers.target(target, unit, lang, better=better, counter=counter),
                numbers.attainment(share) if share else "",
                judge(share, has_value=value is not None),
                numbers.change(value, before, unit, lang, better=better),
                numbers.change(value, year, unit, lang, better=better),
                spark(value, target, seed),
                "",
                address("", page="metric", lang=lang),
            )
        )
    lines.draw(shown, lang)
    left, right = st.columns(2, gap="medium")

    def name(i):
        return pick(lang, PEOPLE[i][0], PEOPLE[i][1])

    with left:
        section.draw(
            pick(lang, "什么改变了咨询转化率", "What moved consultation conversion"),
            pick(
                lang, "pp · 转化 = 各人转化变化，占比 = 接待占比变化", "pp · rate = own change, mix = change of share"
            ),
            lang,
        )
        rate = [(6, -0.0022), (4, -0.0018), (5, -0.0013), (3, -0.0008), (1, 0.0013)]
        mix = [(9, -0.0052), (8, -0.0045), (7, -0.0036)]
        rest = pick(lang, "其余 2 人", "2 others")
        groups = [
            bridge.Group(
                pick(lang, "转化", "rate"), (*(bridge.Part(name(i), a) for i, a in rate), bridge.Part(rest, 0.0003))
            ),
            bridge.Group(
                pick(lang, "占比", "mix"),
                (*(bridge.Part(name(i), a) for i, a in mix), bridge.Part(pick(lang, "其余 8 人", "8 others"), -0.0004)),
            ),
        ]
        bridge.draw(
            bridge.figure(
                bridge.Total(pick(lang, "9 月", "Sep"), 0.5412),
                groups,
                bridge.Total(pick(lang, "10 月", "Oct"), 0.523),
                bridge.Total(pick(lang, "目标", "Target"), 0.55),
                "percent",
                lang,
            ),
            "bridge",
            "bridge",
        )
    with right:
        section.draw(
            pick(lang, "每人 13 个月", "13 months each"),
            pick(lang, "同一刻度 · 虚线为目标 55%", "one scale · dashed = target 55%"),
            lang,
        )
        multiples.draw(
            [
                multiples.Small(
                    name(i),
                    numbers.value(v, "percent", lang),
                    judge(v / 0.55),
                    spark(v, 0.55, i, 13 if i < 7 else 1),
                    pick(lang, "10 月入职", "joined Oct") if i >= 7 else "",
                    "",
                    address("", page="person", lang=lang),
                )
                for i, (_, _, v) in enumerate(PEOPLE)
            ],
            pick(lang, "25-10", "Oct 25"),
            pick(lang, "26-10", "Oct 26"),
            lang,
        )
    section.draw(
        pick(lang, "团队", "Team"),
        pick(
            lang,
            "合计 11,230 ÷ 21,480 = 52.3% · 目标 55.0% · 10 人中 3 人达标 · 点姓名看个人",
            "11,230 ÷ 21,480 = 52.3% · target 55.0% · 3 of 10 met",
        ),
        lang,
    )
    extras = pick(
        lang, ["咨询量", "成交", "首次响应", "任务完成率"], ["Chats", "Paid", "First response", "Task completion"]
    )

    def member(i, v, new):
        return team.Member(
            name(i),
            "",
            numbers.value(v, "percent", lang),
            judge(v / 0.55),
            numbers.value(0.55, "percent", lang),
            v / 0.55,
            numbers.NO_CHANGE if new else numbers.change(v, v + 0.005 * (-1) ** i, "percent", lang),
            numbers.NO_CHANGE if new else numbers.change(v, v - 0.014, "percent", lang),
            spark(v, 0.55, i, 1 if new else 13),
            (
                team.Extra(numbers.value(2530 - i * 70, "count", lang)),
                team.Extra(numbers.value(1472 - i * 90, "count", lang)),
                team.Extra(numbers.value(24 + i, "seconds", lang), judge(2 - (24 + i) / 28)),
                team.Extra(numbers.value(1.01 - i / 50, "percent", lang), judge(1.01 - i / 50)),
            ),
            "",
            address("", page="person", lang=lang),
        )

    total = team.Member(
        pick(lang, "合计", "Total"),
        "",
        numbers.value(0.523, "percent", lang),
        judge(0.523 / 0.55),
        numbers.value(0.55, "percent", lang),
        0.523 / 0.55,
        numbers.change(0.523, 0.541, "percent", lang),
        numbers.NO_CHANGE,
        Spark(),
        (
            team.Extra(numbers.value(21480, "count", lang)),
            team.Extra(numbers.value(11230, "count", lang)),
            team.Extra(),
            team.Extra(),
        ),
    )
    team.draw(
        [member(i, v, i > 6) for i, (_, _, v) in enumerate(PEOPLE)],
        pick(lang, "转化率", "Conversion"),
        extras,
        lang,
        total,
    )
