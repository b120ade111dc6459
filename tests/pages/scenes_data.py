"""The gallery's upload, health, metric and empty pages."""

from datetime import date

import streamlit as st

from pages.parts import account, calendar, choice, definition, finding, section
from pages.parts import empty as empty_part
from tests.pages.invented import around, pick


def upload(lang):

    around(lang, "upload", pick(lang, "上传", "Upload"), chips=False)
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

    around(lang, "health", pick(lang, "数据健康", "Data health"))
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

    around(lang, "metric", pick(lang, "咨询转化率", "Consultation conversion"))
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
                ("出处", "docs/reference/kpis.md#consultation-conversion"),
                ("下次复核", "2027-06"),
            ],
            [
                ("Assessment line", "2.5"),
                ("Better", "higher"),
                ("Matures", "after 1 day"),
                ("Owner", "CS manager"),
                ("Source", "docs/reference/kpis.md#consultation-conversion"),
            ],
        ),
        lang,
    )


def empty(lang):

    around(lang, "empty", pick(lang, "本月总览", "Month at a glance"), chips=False)
    empty_part.draw(
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
    empty_part.draw_note(
        pick(lang, "2026 年 10 月没有目标；达成率无法计算。", "No targets for October 2026."),
        lang,
        "?page=targets",
        pick(lang, "去设目标", "Set targets"),
    )
