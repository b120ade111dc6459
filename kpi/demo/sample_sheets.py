"""The small sample of each layout of the warehouse, the carriers and the department's own sheets."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from kpi.demo import headers, sheets
from kpi.demo.calendar import Days
from kpi.demo.carriers import FIRST_FEE, STEP_FEE
from kpi.demo.files import BOM, GBK, UTF16, Tree, row, yuan
from kpi.demo.order_rows import NEVER, Order
from kpi.demo.people import Staff
from kpi.demo.sample_orders import DOUYIN, PDD
from kpi.demo.shops import BY_SKU, CARRIERS, FLAGSHIP, PROVINCES, WAREHOUSES

TEAM = (
    "PH001",
    "PH002",
    "PH003",
    "PH004",
    "PH005",
    "PH006",
    "PH007",
    "PH015",
    "PH016",
    "PH017",
    "PH023",
    "PH026",
    "PH028",
)
Rows = Sequence[Sequence[Any]]


def write(tree: Tree, days: Days, orders: Sequence[Order]) -> None:
    """Write them all."""
    sent = sorted((order for order in orders if order.shipped != NEVER), key=lambda order: order.shipped)
    _store(tree, days, sent)
    _carriers(tree, days, sent)
    _own(tree, days)


def _csv(header: Sequence[str], rows: Rows) -> str:
    return "".join(map(row, [header, *rows]))


def _store(tree: Tree, days: Days, sent: Sequence[Order]) -> None:
    parcels = [
        (
            f"CK{20_000_001 + place}", order.number, order.shop.name, WAREHOUSES[0], CARRIERS[order.carrier], order.tracking, "田大勇", "孟凡林",
            "田大勇" if place % 2 else "孟凡林", "PH016", f"{_grams(order) / 1000:.2f}", days.stamp(order.shipped),
        )
        for place, order in enumerate(sent)
    ]  # fmt: skip
    tree.text("仓库/发货.csv", _csv(headers.WMS_SHIPMENTS, parcels), BOM)
    first, second = (next(order for order in sent if order.buyer.startswith(nick)) for nick in ("小鹿", "柠檬"))
    errors = [
        ("2026-10-12 09:40:00", second.number, second.tracking, "漏发", "孟凡林", "已补发"),
        ("2026-10-11 18:22:10", first.number, first.tracking, "破损", "", "已赔付"),
    ]
    tree.text("仓库/差错.csv", _csv(headers.SHIPPING_ERRORS, errors), BOM)
    money = f"￥{yuan(second.amount)}"
    returns = [
        (
            "TH600001",
            second.number,
            FLAGSHIP.name,
            money,
            "错发漏发",
            "2026-10-15 10:12:00",
            "2026-10-16 16:42:00",
            "田大勇",
        ),
        ("TH600002", first.number, FLAGSHIP.name, "￥89.00", "七天无理由退换货", "2026-10-31 17:05:30", "", ""),
    ]
    tree.text("仓库/退货.csv", _csv(headers.RETURNS, returns), GBK)
    receipts = [
        ("RK80001", "CG50001", WAREHOUSES[0], "PH-ZM03", 240, 240, "", "田大勇", "2026-10-09 10:20:31"),
        ("RK80001", "CG50001", WAREHOUSES[0], "PH-EJ04", 120, 118, "短少", "田大勇", "2026-10-09 10:24:02"),
        ("RK80002", "CG50002", WAREHOUSES[0], "PH-YS07", 360, 360, "", "孟凡林", "2026-10-13 15:01:44"),
    ]
    tree.text("仓库/入库.csv", _csv(headers.RECEIPTS, receipts), BOM)
    counts = [
        ("PD202610101", "2026-10-10", WAREHOUSES[0], "PH-ZM03", 318, 318, "孟凡林"),
        ("PD202610101", "2026-10-10", WAREHOUSES[0], "PH-EJ04", 96, 95, "孟凡林"),
    ]
    tree.text("仓库/盘点.csv", _csv(headers.STOCK_COUNTS, counts), GBK)


def _grams(order: Order) -> int:
    return sum(BY_SKU[line.sku].grams * line.quantity for line in order.lines) + 150


def _carriers(tree: Tree, days: Days, sent: Sequence[Order]) -> None:
    bills, total = [], 0
    for place, order in enumerate(sent):
        province, *_, zone = PROVINCES[order.province]
        steps = max(0, -(-(_grams(order) - 1000) // 1000))
        fee = FIRST_FEE[order.carrier][zone] + steps * STEP_FEE[order.carrier][zone] + (150 if place == 2 else 0)
        total += fee
        on = days.text[order.shipped // 86_400]
        bills.append((
            on[:7],
            CARRIERS[order.carrier],
            order.tracking,
            on,
            province,
            f"{_grams(order) / 1000:.2f}",
            yuan(fee),
        ))
    bills.append(("合计", "", "", "", "", "", yuan(total)))
    tree.text("物流/账单_2026-10.csv", _csv(headers.CARRIER_BILLS, bills), GBK)
    rates = [
        (carrier, province, 1, yuan(FIRST_FEE[place][zone]), 1, yuan(STEP_FEE[place][zone]), "2026-01-01")
        for place, carrier in enumerate(CARRIERS[:2])
        for province, *_, zone in PROVINCES[:7]
    ]
    tree.text("物流/报价.csv", _csv(headers.CARRIER_RATES, rates), BOM)


def _own(tree: Tree, days: Days) -> None:
    people = Staff(days)
    people.people = [each for each in people.people if each.code in TEAM]
    shops = [*sheets.shops(), (PDD, "拼多多"), (DOUYIN, "抖音")]
    book: list[tuple[str, Rows]] = [
        ("店铺", shops),
        ("员工", sheets.staff(people, days)),
        ("所辖", [headers.ASSIGNMENTS, *OWNED]),
        ("目标", [headers.TARGETS, *TARGETS]),
    ]
    tree.workbook("部门/部门资料.xlsx", book)
    tree.workbook("部门/任务.xlsx", [("任务", [headers.TASKS, *TASKS])])
    tree.text("部门/排班.csv", _csv(headers.SHIFTS, SHIFTS), GBK)
    tree.text("部门/检查表.csv", _csv(headers.CHECKLISTS, CHECKS), UTF16)
    tree.text("部门/评分.csv", _csv(headers.REVIEWS, REVIEWS), BOM)


def _on(month: int, day: int) -> dt.date:
    return dt.date(2026, month, day)


OWNED: Rows = [
    ("PH023", "商品", FLAGSHIP.items["PH-ZM03"], _on(1, 1), None),
    ("PH026", "计划", "80317740215", _on(1, 1), None),
    ("PH026", "店铺", FLAGSHIP.name, _on(1, 1), _on(12, 31)),
]
TARGETS: Rows = [
    ("2026-10", "公司", None, "gmv", 2000, 1600, 2400),
    ("2026-10", "公司", FLAGSHIP.name, "gmv", 900, None, None),
    ("2026-10", "部门", "客服部", "first_response_seconds", 40, 60, None),
    ("2026-10", "岗位", "客服专员", "consultation_success", 0.42, None, 0.5),
    ("2026-10", "个人", "PH016", "parcels_packed", 4, None, None),
]
TASKS: Rows = [
    ("RW00001", "芝麻丸软文", "软文", "卢笙", "推广部", _on(10, 8), _on(10, 12), _on(10, 11), "完成", 3, 3, 92, "是"),
    ("RW00002", "礼盒海报", "海报制作", "叶知秋", "推广部", _on(10, 9), _on(10, 14), _on(10, 15), "完成", 2, 2, 84, "否"),
    ("RW00003", "论坛发帖", "论坛发帖", "PH006", "客服部", _on(10, 8), _on(10, 20), None, "进行中", 10, 6, None, None),
    ("RW00004", "月末盘点", "盘点", "田大勇", "", _on(10, 20), _on(10, 31), None, "取消", 1, 0, None, None),
]  # fmt: skip
SHIFTS: Rows = [
    ("2026-10-08", "PH006", "朴禾旗舰店", "2026-10-08 08:00:00", "2026-10-08 17:00:00", "2026-10-08 07:55:10", "2026-10-08 17:03:00"),
    ("2026-10-12", "PH007", "朴禾旗舰店", "2026-10-12 08:00:00", "2026-10-12 17:00:00", "2026-10-12 08:12:40", "2026-10-12 17:00:00"),
    ("2026-10-31", "PH006", "朴禾京东店", "2026-10-31 18:00:00", "2026-11-01 02:00:00", "2026-10-31 17:58:00", "2026-11-01 02:01:30"),
    ("2026-10-12", "PH016", "", "2026-10-12 11:00:00", "2026-10-12 20:00:00", "", ""),
]  # fmt: skip
CHECKS: Rows = [
    ("2026-10", "客服部", "流程规范", "接待流程", "顾晓岚", "是"),
    ("2026-10", "客服部", "规范落实", "接待流程", "林安琪", "是"),
    ("2026-10", "物流部", "团队建设", "新人培训", "郭建民", "否"),
    ("2026-10", "物流部", "规章制度", "考勤", "田大勇", "是"),
]
REVIEWS: Rows = [
    ("2026-10", "林安琪", "客服质量", 91, "顾晓岚", "抽检20通会话"),
    ("2026-10", "顾晓岚", "客服质量", 88, "沈亦舟", ""),
    ("2026-10", "程远航", "管理评分", 85, "沈亦舟", ""),
]
