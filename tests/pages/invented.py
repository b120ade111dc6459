"""Invented figures for the gallery, and the frame its pages stand in."""

from pages.parts import choice, frame, header, theme
from pages.parts.links import address
from pages.parts.spark import Spark

PAGES = ("month", "department", "person", "upload", "health", "metric", "empty")
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
    return (*(value * (1 + 0.06 * (((i * 7 + seed * 5) % 11) - 5) / 5) for i in range(n - 1)), value)


def spark(value, target, seed, n=13):

    if value is None:
        return Spark()
    goals = tuple((target or 0) * (0.97 if i < 6 else 1) for i in range(13)) if target else ()
    line = (None,) * (13 - n) + months(value, seed, n)
    return Spark(line, goals, "13 个月")


def pick(lang, zh, en):
    return zh if lang == "zh" else en


def around(lang, page, title, chips=True, sub=""):

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

    def option(p):
        return choice.Option(names[p], address("", page=p, lang=lang), p == page)

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
