"""The gallery's person."""

import streamlit as st

from pages.parts import choice, finding, headline, lines, numbers, rows, section, trend
from pages.parts.links import address
from pages.parts.status import Status, judge
from tests.pages.invented import around, pick, spark


def person(lang):

    around(
        lang,
        "person",
        pick(lang, "周凯", "Zhou Kai"),
        sub=pick(lang, "客服部 · 客服专员 · CS-0217", "Service · CS specialist · CS-0217"),
    )
    finding.draw(
        pick(
            lang,
            [
                [
                    "周凯 2 项考核 1 项未达：",
                    "咨询成功率 49.5%，",
                    "低于目标 5.5 个百分点，",
                    "连续 3 个月下降；",
                    "任务完成率 96.9%，达标。",
                ]
            ],
            [
                [
                    "Zhou Kai missed 1 of 2 lines:",
                    "consultation success 49.5%,",
                    "5.5 pp below target,",
                    "falling for 3 months.",
                ]
            ],
        ),
        ["2026-10", pick(lang, "较上月 = 09-01 至 09-30", "MoM = 1–30 Sep")],
        lang,
    )
    headline.draw(
        [
            headline.Headline(pick(lang, "达标", "Met"), numbers.Shown("1"), "/ 2"),
            headline.Headline(
                pick(lang, "最低达成", "Lowest"),
                numbers.Shown("90.0%"),
                pick(lang, "咨询成功率", "success"),
                Status.MISSED,
            ),
            headline.Headline(pick(lang, "部门内", "In department"), numbers.Shown("7"), "/ 10"),
            headline.Headline(pick(lang, "接待量", "Chats"), numbers.value(2482, "count", lang, counter="次")),
        ],
        lang,
    )
    section.draw(
        pick(lang, "考核项", "Assessment lines"), pick(lang, "实际 ÷ 目标 = 达成", "actual ÷ target = attained"), lang
    )
    lines.draw(
        [
            lines.Line(
                pick(lang, "咨询成功率", "Consultation success"),
                "1,229 ÷ 2,482",
                numbers.value(0.495, "percent", lang),
                numbers.value(0.55, "percent", lang),
                "90.0%",
                judge(0.9),
                numbers.change(0.495, 0.513, "percent", lang),
                numbers.change(0.495, 0.519, "percent", lang),
                spark(0.495, 0.55, 3),
            ),
            lines.Line(
                pick(lang, "任务完成率", "Task completion"),
                "63 ÷ 65",
                numbers.value(0.969, "percent", lang),
                numbers.value(0.95, "percent", lang),
                "102.0%",
                judge(1.02),
                numbers.change(0.969, 0.95, "percent", lang),
                numbers.change(0.969, 0.98, "percent", lang),
                spark(0.969, 0.95, 5),
            ),
        ],
        lang,
    )
    values = [0.519, 0.541, 0.538, 0.538, 0.541, 0.561, 0.549, 0.552, 0.537, 0.541, 0.534, 0.513, 0.495]
    names = [10, 11, 12, *range(1, 11)]
    points = [
        trend.Point(str(m), v, 0.55 if i > 2 else 0.53, {0: "2025", 3: "2026"}.get(i, ""))
        for i, (m, v) in enumerate(zip(names, values, strict=True))
    ]
    money = [trend.Point(p.label, float(p.actual) * 9e6, float(p.target) * 9e6, p.above) for p in points]
    left, right = st.columns(2, gap="medium")
    looks = [
        (a, pick(lang, b, c))
        for a, b, c in (
            ("col", "实际", "actual"),
            ("ly", "去年同月", "same month last year"),
            ("plan", "目标", "target"),
            ("run", "本月至今", "month to date"),
        )
    ]
    with left:
        section.draw(
            pick(lang, "咨询成功率 13 个月", "Consultation success, 13 months"),
            pick(lang, "%，上方为与目标之差 pp", "%; above: distance from target, pp"),
            lang,
            section.legend(looks),
        )
        trend.draw(trend.figure(points, "percent", lang, last_year_first=True, running=True), "trend", "trend")
    with right:
        section.draw(pick(lang, "支付金额", "GMV"), "", lang)
        trend.draw(trend.figure(money, "money", lang, last_year_first=True), "trend2", "trend")
    section.draw(pick(lang, "每日", "By day"), "", lang)
    trend.draw(
        trend.figure([trend.Point(str(d), 80 + (d * 37) % 60, None, "") for d in range(1, 32)], "count", lang),
        "trend3",
        "trend",
    )
    section.draw(
        pick(lang, "数字背后的行", "The rows behind"),
        pick(lang, "咨询成功率 · 2,482 次咨询，成交 1,229", "2,482 chats, 1,229 paid"),
        lang,
    )
    options = [
        choice.Option(t, address("", page="person", lang=lang, f=i), i == 1)
        for i, t in enumerate(
            pick(
                lang,
                ["全部 2,482", "未成交 1,253", "成交 1,229", "首响 > 60 秒 84"],
                ["All 2,482", "Unpaid 1,253", "Paid 1,229", "First response > 60 s 84"],
            )
        )
    ]
    choice.draw([choice.segments(options, "filter")], lang)
    columns = [
        rows.Column(a, k)
        for a, k in zip(
            pick(
                lang,
                ["咨询编号", "首条消息", "店铺", "商品", "首响 秒", "结果", "来源文件 · 行"],
                ["Chat", "First message", "Shop", "Item", "First resp. s", "Result", "Source file · row"],
            ),
            ["key", "time", "text", "text", "number", "text", "file"],
            strict=True,
        )
    ]
    cells = [
        ("C2610347514", "10-10 10:46", "京东自营", "燕窝饮 6 瓶", "25", "问功效后离开", "聊天_天猫_202610.csv · 4,361"),
        (
            "C2610120779",
            "10-13 17:58",
            "京东自营",
            "胶原蛋白肽 30 条 <b>x</b>",
            "34",
            None,
            "聊天_天猫_202610.csv · 18,134",
        ),
    ] * 4
    rows.draw(columns, cells, lang)
    rows.draw_pager(1, 50, 2482, lang, "", address("", page="person", lang=lang, at=51))
