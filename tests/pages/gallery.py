"""Every part with invented figures, in a real Streamlit, as pictures: `python tests/pages/gallery.py FOLDER`.

For the eye, not for the suite: zh and en, light and dark, 1440 and 390 pixels wide; it also says what is cut, what
overflows, and how long a page's script takes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("month", "department", "person", "upload", "health", "metric", "empty")
SCENES = [
    ("zh", "light", 1440),
    ("zh", "light", 390),
    ("zh", "dark", 1440),
    ("zh", "dark", 390),
    ("en", "light", 1440),
    ("en", "light", 390),
]
PORT = 8790
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

ROWS = [  # zh, en, where zh, where en, unit, value, target, better, month before, last year, counter
    ("物流费用率", "Logistics cost ratio", "物流部", "Logistics", "percent", 0.069, 0.065, "down", 0.065, 0.067, ""),
    ("咨询转化率", "Consultation conversion", "客服部", "Service", "percent", 0.523, 0.55, "up", 0.541, 0.517, ""),
    ("单票成本", "Cost per parcel", "物流部", "Logistics", "money", 5.41, 5.2, "down", 5.1, 5.38, ""),
    ("新客数", "New customers", "推广部", "Promotion", "count", 9640, 10000, "up", 9810, 9300, "人"),
    ("支付金额", "GMV", "全店", "Shop", "money", 4862000, 5000000, "up", 4582000, 4349000, ""),
    ("店铺转化率", "Shop conversion", "美工部", "Design", "percent", 0.0342, 0.035, "up", 0.0348, 0.0321, ""),
    ("客单价", "Average order value", "全店", "Shop", "money", 171.1, 175, "up", 168.9, 167.1, ""),
    ("满意率", "Satisfaction rate", "客服部", "Service", "percent", 0.9698 * 0.99, 0.99, "up", 0.97, 0.968, ""),
    ("支付订单数", "Paid orders", "全店", "Shop", "count", 28416, 28000, "up", 27140, 26022, "单"),
    ("推广流量", "Promotion visitors", "推广部", "Promotion", "count", 318600, 300000, "up", 301000, 280500, ""),
    ("投入产出比", "Ad ROI", "推广部", "Promotion", "ratio", 3.86, 3.6, "up", 3.64, 3.45, ""),
    ("首次响应时间", "First response", "客服部", "Service", "seconds", 26, 28, "down", 28, 31, ""),
    ("退款率", "Refund rate", "全店", "Shop", "percent", 0.0413, 0.045, "down", 0.0443, 0.0482, ""),
    ("退货处理时长", "Return processing", "物流部", "Logistics", "hours", 18.44, 36, "down", 20.1, 26, ""),
    ("发货出错率", "Shipping error rate", "物流部", "Logistics", "percent", 0.0017, 0.002, "down", 0.0019, 0.002, ""),
    ("团队建设", "Team building", "物流部", "Logistics", "percent", 1, None, "up", 1, None, ""),
    ("账单差异率", "Carrier bill variance", "物流部", "Logistics", "percent", None, 0.01, "down", 0.004, None, ""),
]
PEOPLE = [
    ("林晓雯", "Lin Xiaowen", 0.582),
    ("赵敏", "Zhao Min", 0.56),
    ("何嘉怡", "He Jiayi", 0.551),
    ("徐蕾", "Xu Lei", 0.533),
    ("吴倩", "Wu Qian", 0.521),
    ("陈雨桐", "Chen Yutong", 0.517),
    ("周凯", "Zhou Kai", 0.495),
    ("王思远", "Wang Siyuan", 0.474),
    ("孙悦", "Sun Yue", 0.459),
    ("李可", "Li Ke", 0.445),
]


def reached(value, target, better):
    if value is None or target is None:
        return None
    return value / target if better == "up" else 2 - value / target


def months(value, seed, n=13):
    return tuple(value * (1 + 0.06 * (((i * 7 + seed * 5) % 11) - 5) / 5) for i in range(n - 1)) + (value,)


def spark(value, target, seed, n=13):
    from pages.parts.spark import Spark

    if value is None:
        return Spark()
    goals = tuple((target or 0) * (0.97 if i < 6 else 1) for i in range(13)) if target else ()
    line = (None,) * (13 - n) + months(value, seed, n)
    return Spark(line, goals, "13 个月")


def pick(lang, zh, en):
    return zh if lang == "zh" else en


def frame(lang, page, title, chips=True, sub=""):
    from pages.parts import choice, frame, header, theme
    from pages.parts.links import address

    theme.install(lang)
    here = {"page": page, "lang": lang}
    names = dict(
        zip(
            PAGES,
            pick(
                lang,
                ("本月总览", "部门", "个人", "上传", "数据健康", "指标", "空"),
                ("Month", "Department", "Person", "Upload", "Data health", "Metric", "Empty"),
            ),
            strict=True,
        )
    )
    option = lambda p: choice.Option(names[p], address("", page=p, lang=lang), p == page)
    frame.draw(
        [
            frame.Section(pick(lang, "复盘", "Review"), tuple(map(option, PAGES[:3]))),
            frame.Section(pick(lang, "分析", "Explore"), (option("metric"),)),
            frame.Section(pick(lang, "数据", "Data"), tuple(map(option, ("upload", "health", "empty")))),
        ],
        [
            choice.Option("中文", address("", **here | {"lang": "zh"}), lang == "zh"),
            choice.Option("English", address("", **here | {"lang": "en"}), lang == "en"),
        ],
        lang,
        demo=pick(lang, "演示数据", "Demo data"),
        reader=pick(lang, "刘畅 · 电商经理", "Liu Chang · E-commerce manager"),
    )
    marks = pick(
        lang,
        [("待结", "11-05 截止"), ("", "数据至 10-31 23:59 · 7/9 来源齐")],
        [("Closing", "due 5 Nov"), ("", "Data to 31 Oct 23:59 · 7/9 sources")],
    )
    months = [
        choice.Option(pick(lang, f"2026年{m}月", f"Month {m}, 2026"), address("", **here, m=m), m == 10)
        for m in range(10, 0, -1)
    ]
    header.draw(
        title,
        lang,
        sub=sub,
        chips=marks if chips else [],
        right=choice.menu(months, pick(lang, "月份", "Month")) if chips else "",
    )


def month(lang):
    from pages.parts import board, card, exceptions, finding, matrix, numbers, section
    from pages.parts.links import address
    from pages.parts.status import judge

    frame(lang, "month", pick(lang, "本月总览", "Month at a glance"))
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
    import streamlit as st

    from pages.parts import bridge, finding, lines, multiples, numbers, section, team
    from pages.parts.links import address
    from pages.parts.spark import Spark
    from pages.parts.status import judge

    frame(lang, "department", pick(lang, "客服部", "Service"))
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
    name = lambda i: pick(lang, PEOPLE[i][0], PEOPLE[i][1])
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


def person(lang):
    import streamlit as st

    from pages.parts import choice, finding, headline, lines, numbers, rows, section, trend
    from pages.parts.links import address
    from pages.parts.status import judge

    frame(
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
                pick(lang, "最低达成", "Lowest"), numbers.Shown("90.0%"), pick(lang, "咨询成功率", "success"), False
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


def upload(lang):
    import streamlit as st

    from pages.parts import account, choice, finding, section

    frame(lang, "upload", pick(lang, "上传", "Upload"), chips=False)
    st.file_uploader("files", accept_multiple_files=True, label_visibility="collapsed")
    finding.draw(
        pick(
            lang,
            [
                [
                    "5 个文件：3 个已入库，",
                    "1 个没有变化，1 个未接受；",
                    "共读 91,482 行，新增 85,210，隔离 213，",
                    "账平。",
                ]
            ],
            [
                [
                    "5 files: 3 loaded,",
                    "1 unchanged, 1 refused;",
                    "91,482 rows read, 85,210 new, 213 set aside,",
                    "balanced.",
                ]
            ],
        ),
        [pick(lang, "批次 #418", "load #418"), "2026-11-02 09:14"],
        lang,
    )
    section.draw(
        pick(lang, "每个文件的账", "Each file's account"),
        pick(lang, "读 = 新增 + 更新 + 重复 + 隔离 + 跳过", "read = new + updated + duplicate + set aside + skipped"),
        lang,
    )
    account.draw(
        [
            account.File(
                "订单_天猫旗舰店_202610.xlsx",
                "天猫 · 订单报表 · UTF-8 · 10-01 至 10-31",
                "loaded",
                28644,
                28021,
                410,
                96,
                87,
                30,
            ),
            account.File(
                "聊天_天猫_202610.csv", "千牛 · 聊天明细 · GBK · 10-01 至 10-31", "loaded", 41088, 40902, 0, 62, 124, 0
            ),
            account.File("京东订单_10月.csv", "京东 · 订单导出 · GBK", "loaded", 17320, 16287, 1001, 0, 2, 29),
            account.File(
                "10月推广花费(1).xlsx",
                "最接近：直通车 · 计划日报",
                "refused",
                reason=pick(
                    lang,
                    "缺少「日期」列，没有任何一行入库。请在后台选「分日」重新导出。",
                    "The column 日期 is missing; no row was taken. Export again by day.",
                ),
            ),
            account.File("排班表10月.xlsx", "排班 · 月表", "unchanged", 4430, 0, 0, 4430, 0, 0),
        ],
        lang,
    )
    section.draw(
        pick(lang, "隔离的行", "Rows set aside"),
        pick(lang, "213 行没有进入任何指标；改好后上传同一文件，已入库的行不会重复", "in no metric until mended"),
        lang,
    )
    account.draw_quarantine(
        [
            account.Reason(
                pick(lang, "下单时间无法识别", "Not a time"),
                71,
                "订单_天猫旗舰店_202610.xlsx",
                "下单时间",
                "2026/10/7 25:14",
                pick(lang, "按 YYYY-MM-DD HH:MM 改正", "Write YYYY-MM-DD HH:MM"),
            ),
            account.Reason(
                pick(lang, "客服不在花名册", "Nobody's account"),
                64,
                "聊天_天猫_202610.csv",
                "客服昵称",
                "旗舰店:小雨2",
                pick(lang, "在「账号与权限」登记昵称，再点重试", "Enter the account, then retry"),
            ),
            account.Reason(
                pick(lang, "金额为负", "Negative amount"),
                16,
                "订单_天猫旗舰店_202610.xlsx",
                "实付金额",
                "−128.00",
                pick(lang, "退款请放在退款报表", "Refunds go into the refund report"),
            ),
            account.Reason(
                pick(lang, "订单号重复且内容不同", "Same order, other contents"),
                2,
                "京东订单_10月.csv",
                "",
                "29830177411",
                pick(lang, "以后台为准，删去一行", "Delete one of them"),
            ),
        ],
        lang,
    )
    choice.draw([choice.segments([choice.Option("CSV", "?x=1")], "CSV")], lang)


def health(lang):
    from pages.parts import calendar, finding, section

    frame(lang, "health", pick(lang, "数据健康", "Data health"))
    finding.draw(
        pick(
            lang,
            [["10 月 9 个来源，7 个齐；", "快递账单缺 10-17 一天，", "推广花费 10-20 只有一半。"]],
            [["October: 7 of 9 sources complete;", "carrier bills lack 17 Oct,", "ads 20 Oct is half."]],
        ),
        [
            pick(
                lang,
                "279 个来源日：260 齐，1 缺，1 不全，17 无业务",
                "279 source days: 260 complete, 1 missing, 1 incomplete",
            )
        ],
        lang,
    )
    section.draw(
        pick(lang, "来源 × 日", "Source × day"),
        pick(lang, "颜色深浅 = 当日行数与该来源中位数之比", "shade = rows against the source's median day"),
        lang,
        calendar.legend(lang),
    )
    labels = pick(
        lang,
        ["订单", "聊天", "流量", "推广花费", "仓库出库", "快递账单", "任务", "排班"],
        ["Orders", "Chats", "Traffic", "Ad spend", "Shipments", "Carrier bills", "Tasks", "Shifts"],
    )
    sources = []
    for row, label in enumerate(labels):
        days = [
            calendar.Day(4 if d in (20, 21) else 1 + (d * 7 + row * 3) % 3, f"{100 + d} rows") for d in range(1, 32)
        ]
        if row == 3:
            days[19] = calendar.Day(calendar.HALF, "20 rows")
        if row == 5:
            days[16] = calendar.Day(calendar.MISSING)
        if row == 6:
            days[2:4] = [calendar.Day(calendar.NONE)] * 2
        sources.append(calendar.Source(label, tuple(days), pick(lang, "10-31 23:59", "31 Oct 23:59"), "28,416"))
    calendar.draw(sources, [date(2026, 10, d).weekday() > 4 for d in range(1, 32)], lang)


def metric(lang):
    from pages.parts import definition, section

    frame(lang, "metric", pick(lang, "咨询转化率", "Consultation conversion"))
    section.draw(pick(lang, "定义", "Definition"), "", lang)
    definition.draw(
        definition.Definition(
            pick(lang, "咨询转化率", "Consultation conversion"),
            pick(
                lang,
                "买家咨询后，到次日结束前在同一家店付款的比例。",
                "Share of consultations whose buyer paid by the end of the next day.",
            ),
            pick(lang, "次日前付款的咨询", "consultations paid by the end of the next day"),
            pick(lang, "已接待的售前咨询", "answered pre-sale consultations"),
            "11,230",
            "21,480",
            "52.3%",
            "?a=1",
            "?a=2",
        ),
        pick(
            lang,
            [
                ("考核项", "2.5 咨询转化率"),
                ("方向", "越高越好"),
                ("成熟", "1 天后"),
                ("负责人", "客服经理"),
                ("出处", "KPIS.md#consultation-conversion"),
                ("下次复核", "2027-06"),
            ],
            [
                ("Assessment line", "2.5"),
                ("Better", "higher"),
                ("Matures", "after 1 day"),
                ("Owner", "CS manager"),
                ("Source", "KPIS.md#consultation-conversion"),
            ],
        ),
        lang,
    )


def empty(lang):
    from pages.parts import choice, empty

    frame(lang, "empty", pick(lang, "本月总览", "Month at a glance"), chips=False)
    empty.draw(
        pick(lang, "还没有数据", "No data yet"),
        pick(
            lang,
            "把平台导出的文件放进来，十个岗位的考核指标就会算出来。",
            "Hand in the platforms' exports and the ten roles' KPIs are computed.",
        ),
        lang,
        steps=[
            (
                pick(lang, "在「上传」里拖入导出文件，或者在命令行里：", "Drop exports on the upload page, or type:"),
                "kpi load 导出文件夹/",
            ),
            (pick(lang, "先看一个演示部门：", "Look at a demo department first:"), "kpi demo"),
        ],
        links=[
            choice.Option(pick(lang, "上传文件", "Upload files"), "?page=upload"),
            choice.Option(pick(lang, "看演示", "See the demo"), "?page=month"),
        ],
    )
    empty.draw_note(
        pick(lang, "2026 年 10 月没有目标；达成率无法计算。", "No targets for October 2026."),
        lang,
        "?page=targets",
        pick(lang, "去设目标", "Set targets"),
    )


def show():
    import streamlit as st

    st.set_page_config(page_title="gallery", layout="wide", initial_sidebar_state=208)
    start = time.perf_counter()
    page, lang = st.query_params.get("page", "month"), st.query_params.get("lang", "zh")
    globals()[page](lang)
    print(f"{page} {lang} {1000 * (time.perf_counter() - start):.1f} ms", flush=True)


CHECK = """() => {
  const cut = [];
  for (const e of document.querySelectorAll('.k, .k *')) {
    if (e.closest('.pop,.scroll,.acc td') || window.innerWidth < 600 && e.closest('[data-testid=stSidebar]') || e.closest('details:not([open])')) continue;
    const s = getComputedStyle(e);
    if (s.display === 'inline' || s.display === 'none' || s.visibility === 'hidden') continue;
    if (e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0 && e.textContent.trim() && s.overflowX !== 'auto') cut.push((e.className||e.tagName)+': '+e.textContent.slice(0,40));
  }
  const m = document.querySelector('[data-testid=stMain]');
  return {wide: m.scrollWidth - m.clientWidth, body: document.documentElement.scrollWidth - window.innerWidth, height: m.scrollHeight, cut: cut.slice(0,12)};
}"""


def shoot(folder, pages=PAGES, scenes=SCENES):
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        (home / "main.py").write_text(
            f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom tests.pages import gallery\ngallery.show()\n"
        )
        (home / "static").symlink_to(ROOT / "pages" / "static")
        log = (folder / "log.txt").open("w")
        server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "streamlit",
                "run",
                str(home / "main.py"),
                "--server.port",
                str(PORT),
                "--server.headless",
                "true",
            ],
            cwd=ROOT,
            stdout=log,
            stderr=log,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        try:
            time.sleep(5)
            with sync_playwright() as p:
                browser = p.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
                for lang, scheme, width in scenes:
                    tall = 900 if width > 600 else 844
                    context = browser.new_context(
                        viewport={"width": width, "height": tall},
                        color_scheme=scheme,
                        device_scale_factor=1 if width > 600 else 1.5,
                    )
                    page = context.new_page()
                    page.on("console", lambda m: print("console:", m.text[:160]) if m.type == "error" else None)
                    for name in pages:
                        page.set_viewport_size({"width": width, "height": tall})
                        page.goto(f"http://127.0.0.1:{PORT}/?page={name}&lang={lang}")
                        page.wait_for_selector(".top h1")
                        page.wait_for_timeout(1200 if name in {"department", "person"} else 500)
                        found = page.evaluate(CHECK)
                        page.set_viewport_size({"width": width, "height": found["height"] + 10})
                        page.wait_for_timeout(400)
                        page.screenshot(path=str(folder / f"{name}-{lang}-{scheme}-{width}.png"))
                        print(name, lang, scheme, width, found)
                    context.close()
                browser.close()
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    shoot(
        Path(sys.argv[1]),
        sys.argv[2].split(",") if len(sys.argv) > 2 else PAGES,
        [SCENES[int(i)] for i in sys.argv[3]] if len(sys.argv) > 3 else SCENES,
    )
