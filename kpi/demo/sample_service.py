"""The small sample of each layout of chats, advertising and traffic."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from kpi.demo import headers
from kpi.demo.files import BOM, CRLF, GBK, UTF8, WEB_FOOT, WEB_HEAD, Tree, row, web_row
from kpi.demo.shops import BY_SKU, FLAGSHIP, JD, OUTLET, SITE

PREAMBLE: tuple[Sequence[Any], ...] = (["生意参谋 · 店铺概况"], ["统计周期：2026-10-08 ~ 2026-10-10"], [])
TALL, SHORT = f"{FLAGSHIP.name}:营养师安琪", f"{FLAGSHIP.name}:健康顾问知夏"
ITEM = FLAGSHIP.items["PH-ZM03"]


def write(tree: Tree) -> None:
    """Write them all."""
    _chats(tree)
    _ads(tree)
    _traffic(tree)


def _chats(tree: Tree) -> None:
    robot, jd = f"{FLAGSHIP.name}:智能客服小禾", f"{JD.name}:营养师安琪"
    deer, lemon, stranger = "小鹿慢慢走10001", "柠檬不酸10002", "jd_52aa07cd"
    said = [
        ("2026-10-08 10:02:11", FLAGSHIP.name, "", deer, "买家", "这款怎么吃呀", ITEM),
        ("2026-10-08 10:02:12", FLAGSHIP.name, robot, deer, "机器人", "您好，我是智能客服小禾，正在为您转接人工", ""),
        ("2026-10-08 10:02:29", FLAGSHIP.name, TALL, deer, "客服", "您好，建议每天一到两丸，饭后食用", ""),
        ("2026-10-08 10:03:40", FLAGSHIP.name, TALL, deer, "买家", "两盒能便宜点吗,送人的", ""),
        ("2026-10-08 10:04:02", FLAGSHIP.name, TALL, deer, "客服", "亲，满199减20\n领券下单更划算", ""),
        ("2026-10-12 09:15:30", FLAGSHIP.name, "", lemon, "买家", "收到少了一包", ""),
        ("2026-10-12 09:16:45", FLAGSHIP.name, SHORT, lemon, "客服", "亲，我帮您查一下，请稍等", ""),
        ("2026-10-31 19:18:00", JD.name, "", stranger, "买家", "今天下单什么时候发货", JD.items["PH-ZM03"]),
        ("2026-10-31 19:18:51", JD.name, jd, stranger, "客服", "今天15点后付款的明天发出哦", ""),
        ("2026-10-31 23:58:20", JD.name, "", "jd_0aa31b77_p", "买家", "在吗", ""),
    ]
    tree.text("客服/聊天记录.csv", "".join(map(row, [headers.CHAT_MESSAGES, *said])), BOM)
    lines = (
        "--- 2026-10-13 ---", "阿圆妈妈10007(2026-10-13 14:20:05): 保质期多久", f"{SHORT}(2026-10-13 14:20:31): 亲，保质期12个月",
        "都是最近生产的新货", "阿圆妈妈10007(2026-10-13 14:21:10): 好的，谢谢",
    )  # fmt: skip
    tree.text(f"{FLAGSHIP.name}/千牛聊天记录.txt", CRLF.join(lines) + CRLF, UTF8)
    rated = [
        ("2026-10-08 10:09:00", FLAGSHIP.name, TALL, deer, 5),
        ("2026-10-12 09:30:12", FLAGSHIP.name, SHORT, lemon, 3),
    ]
    tree.text("客服/服务评价.csv", "".join(map(row, [headers.CHAT_RATINGS, *rated])), GBK)
    daily: list[Sequence[object]] = [
        ("2026-10-08", TALL, 1, 1, 1, 1, 1, "20.0", "18.0"), ("2026-10-12", SHORT, 1, 1, 0, 0, 0, "75.0", "75.0"),
        ("汇总", "", 2, 2, 1, 1, 1, "-", "-"),
    ]  # fmt: skip
    tree.text(f"{FLAGSHIP.name}/赤兔.csv", "".join(map(row, [headers.AGENT_DAILY, *daily])), GBK)


def _ads(tree: Tree) -> None:
    plan = [
        ("2026-10-08", "关键词推广", "80317740215", "芝麻丸_关键词", ITEM, BY_SKU["PH-ZM03"].title, "128.40", 2210, 112, "0.05068", "1.15",
         "462.30", 4, 4, "3.60"),
        ("2026-10-09", "关键词推广", "80317740215", "芝麻丸_关键词", ITEM, BY_SKU["PH-ZM03"].title, "131.75", 2304, 118, "0.05122", "1.12",
         "389.00", 3, 3, "2.95"),
    ]  # fmt: skip
    scene = [
        ("2026-10-08", 436, "货品全站推广", "54.20", 1360, 58, "0.04265", "0.93", "171.90", 2, 2, "3.17", "27.10", "0.03448", 6, "0.10345", "9.03"),
        ("2026-10-09", 436, "货品全站推广", "56.00", 1402, 61, "0.04351", "0.92", "0.00", 0, 0, "0.00", "", "0.00000", 4, "0.06557", "14.00"),
    ]  # fmt: skip
    jd = [
        ("2026-10-08", "2160043871", "京东快车_养生茶", 1950, 68, "71.30", "1.05", 2, "236.00", "3.31"),
        ("合计", "", "", 1950, 68, "71.30", "-", "-", "236.00", "-"),
    ]
    folder, outlet = FLAGSHIP.name, OUTLET.name
    for name, member, header, rows, encoding in (
        (f"{folder}/万相台_计划.zip", "计划报表.csv", headers.WANXIANGTAI_PLAN, plan, "utf-8-sig"),
        (f"{folder}/万相台_商品.zip", "商品报表.csv", headers.WANXIANGTAI_ITEM, [_item_row()], GBK),
        (f"{outlet}/万相台_场景.zip", "场景报表.csv", headers.WANXIANGTAI_SCENE, scene, GBK),
    ):
        tree.archive(name, [(member, "".join(map(row, [header, *rows])).encode(encoding))])
    tree.text(f"{JD.name}/京东快车.csv", "".join(map(row, [headers.JD_ADS, *jd])), GBK)


def _item_row() -> list[object]:
    """A day of a plan and product in the report of 85 columns: what is not told is 0."""
    told: dict[str, object] = {
        "日期": "2026-10-10", "场景ID": 371, "场景名字": "关键词推广", "原二级场景ID": 371, "原二级场景名字": "关键词推广", "计划ID": "80317740215",
        "计划名字": "芝麻丸_关键词", "主体ID": ITEM, "主体类型": "商品", "主体名称": BY_SKU["PH-ZM03"].title, "展现量": 2188, "点击量": 109,
        "花费": "125.35", "点击率": "0.04982", "平均点击花费": "1.15", "千次展现花费": "57.29", "直接成交金额": "356.00", "总成交金额": "445.00",
        "间接成交金额": "89.00", "总成交笔数": 5, "直接成交笔数": 4, "间接成交笔数": 1, "点击转化率": "0.04587", "投入产出比": "3.55",
        "引导访问人数": 96, "成交新客数": 3, "成交人数": 5, "成交新客占比": "0.6", "店铺收藏成本": "",
    }  # fmt: skip
    return [told.get(column, 0) for column in headers.WANXIANGTAI_ITEM]


def _traffic(tree: Tree) -> None:
    day = dt.date
    shops: list[Sequence[object]] = [
        *PREAMBLE, headers.SYCM_SHOP,
        (day(2026, 10, 8), FLAGSHIP.name, 1204, 3377, 1, "89.00", "0.08%"), (day(2026, 10, 9), FLAGSHIP.name, "1,187", 3102, 1, "144.80", "0.08%"),
        (day(2026, 10, 9), OUTLET.name, 315, 801, 1, "119.80", "0.32%"), (day(2026, 10, 8), JD.name, 640, 1702, 1, "504.00", "0.16%"),
        (day(2026, 10, 9), SITE.name, 218, 530, 1, "387.00", "0.46%"),
        ("汇总值", None, 3564, 9512, 5, "-", "-"), ("平均值", None, 1782, 4756, 2, "-", "-"),
    ]  # fmt: skip
    tree.workbook("流量/店铺概况.xlsx", [("说明", [["数据来自生意参谋"]]), ("店铺", shops)])
    sources = [
        ("2026-10-08", FLAGSHIP.name, "付费推广", "汇总", "337", "-", 1, "-"), ("2026-10-08", FLAGSHIP.name, "付费推广", "关键词推广", "141", "-", "-", "-"),
        ("2026-10-08", FLAGSHIP.name, "手淘搜索", "汇总", "1,041", "-", 0, "-"), ("2026-10-08", JD.name, "付费推广", "汇总", "180", "-", 0, "-"),
    ]  # fmt: skip
    tree.text("流量/流量来源.xls", WEB_HEAD + "".join(map(web_row, [headers.SYCM_SOURCE, *sources])) + WEB_FOOT, UTF8)
    items = [
        ("2026-10-08", ITEM, BY_SKU["PH-ZM03"].title, "PH-ZM03", 402, 811, "41.20", "52.10%", 9, 23, 2, 1, 1, "89.00", "0.25%"),
        ("2026-10-08", FLAGSHIP.items["PH-YR02"], BY_SKU["PH-YR02"].title, "PH-YR02", 355, 640, "33.90", "60.02%", 4, 12, 0, 0, 0, "0.00", "0.00%"),
    ]  # fmt: skip
    tree.text(f"{FLAGSHIP.name}/商品.csv", "".join(map(row, [headers.SYCM_ITEM, *items])), GBK)
