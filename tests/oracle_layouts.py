"""What each column of the worlds' exports becomes, for the plain reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.oracle_cells import day, empty, moment, number, of, since, text, truth, whole

Row = dict[str, Any]
Cells = dict[str, Any]
Found = list[tuple[str, Row]]


def order(r: Cells, columns: dict[str, str], paid_column: str) -> Row:
    """The fields that all order layouts share."""
    row: Row = {field: text(r[column]) for field, column in columns.items()}
    row["paid_at"] = moment(r[paid_column])
    return row


def taobao_order(r: Cells, shop: str) -> Found:
    """A line of ExportOrderList; 买家实际支付金额 is what is left after refunds."""
    row = order(
        r, {"order_id": "订单编号", "buyer": "买家会员名", "shop": "店铺名称", "status": "订单状态"}, "订单付款时间"
    )
    total, left = number(r["总金额"]), number(r["买家实际支付金额"])
    assert total is not None
    assert left is not None
    row["created_at"] = moment(r["订单创建时间"])
    row["paid_amount"] = total if row["paid_at"] else None
    row["order_refund"] = total - left if row["paid_at"] else None
    row["closed"] = row["status"] == "交易关闭"
    return [("orders", row)]


def tmall_report(r: Cells, shop: str) -> Found:
    """A line of the order report: no buyer, no status, its own 退款金额."""
    row = order(r, {"order_id": "订单编号"}, "订单付款时间")
    row["shop"] = shop
    row["created_at"] = moment(r["订单创建时间"])
    row["paid_amount"] = number(r["总金额"]) if row["paid_at"] else None
    row["order_refund"] = number(r["退款金额"]) if row["paid_at"] else None
    return [("orders", row)]


def jd_order(r: Cells, shop: str) -> Found:
    """A line is an item and repeats its order's amount."""
    row = order(r, {"order_id": "订单号", "buyer": "下单帐号", "status": "订单状态"}, "付款确认时间")
    row["shop"] = shop
    row["created_at"] = moment(r["下单时间"])
    row["paid_amount"] = number(r["应付金额"]) if row["paid_at"] else None
    row["closed"] = "已取消" in row["status"] or "删除" in row["status"]
    return [("orders", row)]


def shopify_order(r: Cells, shop: str) -> Found:
    """Only an order's first line carries the order; the others are further items."""
    if not text(r["Created at"]):
        return []
    row = order(
        r, {"order_id": "Name", "buyer": "Email", "status": "Financial Status", "currency": "Currency"}, "Paid at"
    )
    row["shop"] = shop
    row["currency"] = None if row["currency"] == "CNY" else row["currency"]
    row["created_at"] = moment(r["Created at"])
    row["paid_amount"] = number(r["Total"]) if row["paid_at"] else None
    row["order_refund"] = number(r["Refunded Amount"]) if row["paid_at"] else None
    row["closed"] = text(r["Cancelled at"]) is not None
    return [("orders", row)]


def plan(r: Cells, shop: str) -> Found:
    """A day of a plan and subject; the totals row has no day."""
    if text(r["日期"]) == "合计":
        return []
    row = {"shop": shop, "day": day(r["日期"]), "campaign": text(r["计划ID"]), "subject": text(r["主体ID"]) or ""}
    row |= {"scene": text(r["场景名字"]), "level": "plan"}
    row |= {"impressions": whole(r["展现量"]), "clicks": whole(r["点击量"]), "spend": number(r["花费"])}
    return [("ads", row | {"revenue": number(r["总成交金额"])})]


def bill(r: Cells, shop: str) -> Found:
    """A billed parcel; the totals row has no tracking number."""
    if text(r["账单月份"]) == "合计":
        return []
    return [
        (
            "carrier_bills",
            {
                "tracking": text(r["运单号"]),
                "month": day(r["账单月份"]),
                "carrier": text(r["物流公司"]),
                "sent_on": day(r["寄件日期"]),
                "province": text(r["目的省份"]),
                "weight": number(r["计费重量(kg)"]),
                "fee": number(r["运费(元)"]),
            },
        )
    ]


def shop_day(r: Cells, shop: str) -> Found:
    """A day of a shop; 汇总值 and 平均值 have no shop."""
    if not text(r["店铺名称"]):
        return []
    return [("shop_traffic", {"shop": text(r["店铺名称"]), "day": day(r["统计日期"]), "visitors": whole(r["访客数"])})]


def error(r: Cells, shop: str) -> Found:
    """An error of a parcel, or of an order where no parcel is named."""
    tracking, order_id = text(r["物流单号"]), text(r["平台订单号"])
    row = {"parcel": tracking or f"order:{order_id}", "tracking": tracking, "order_id": order_id}
    row |= {"kind": text(r["差错类型"]), "responsible": text(r["责任人"]), "registered_at": moment(r["登记时间"])}
    return [("shipping_errors", row)]


def shift(r: Cells, shop: str) -> Found:
    """A planned shift."""
    row: Row = {"day": day(r["日期"]), "person": text(r["工号"]), "shop": text(r["店铺"])}
    row |= {"planned_start": moment(r["计划上班"]), "planned_end": moment(r["计划下班"])}
    return [("shifts", row | {"actual_start": moment(r["实际上班"]), "actual_end": moment(r["实际下班"])})]


def simple(entity: str, **fields: tuple[str, Callable[[object], Any]]) -> Callable[[Cells, str], Found]:
    """A layout whose every line is one row of the entity: field = (column, reader of the cell)."""
    return lambda r, shop: [(entity, {f: read(r[column]) for f, (column, read) in fields.items()})]


SENDERS = {"买家": "buyer", "客服": "agent", "机器人": "robot"}
KINDS = {"商品": "product", "计划": "campaign", "店铺": "shop"}
STATES = {"进行中": "open", "完成": "done", "取消": "cancelled"}
SCOPES = {"公司": "company", "部门": "department", "岗位": "role", "个人": "person"}

LAYOUTS: list[tuple[set[str], Callable[[Cells, str], Found]]] = [
    ({"店铺", "平台"}, simple("shops", shop=("店铺", text), platform=("平台", text))),
    ({"买家会员名", "总金额", "店铺名称"}, taobao_order),
    ({"总金额", "退款金额", "收货地址"}, tmall_report),
    ({"下单帐号", "应付金额"}, jd_order),
    ({"Financial Status", "Paid at"}, shopify_order),
    ({"计划ID", "主体ID", "总成交金额"}, plan),
    ({"账单月份", "运单号"}, bill),
    ({"统计日期", "店铺名称", "访客数", "浏览量"}, shop_day),
    ({"差错类型", "责任人", "登记时间"}, error),
    ({"计划上班", "实际上班"}, shift),
    (
        {"统计日期", "店铺名称", "流量来源"},
        simple(
            "source_traffic",
            shop=("店铺名称", text),
            day=("统计日期", day),
            source=("流量来源", text),
            detail=("来源明细", empty),
            visitors=("访客数", whole),
        ),
    ),
    (
        {"发送方", "消息内容"},
        simple(
            "chats",
            shop=("店铺", text),
            buyer=("买家", text),
            at=("时间", moment),
            sender=("发送方", of(SENDERS)),
            agent=("客服", text),
            text=("消息内容", str),
            product=("商品ID", text),
        ),
    ),
    (
        {"时间", "客服", "买家", "评分"},
        simple(
            "chat_ratings",
            shop=("店铺", text),
            buyer=("买家", text),
            at=("时间", moment),
            agent=("客服", text),
            score=("评分", whole),
        ),
    ),
    (
        {"出库单号", "物流单号"},
        simple(
            "shipments",
            tracking=("物流单号", text),
            shipment_id=("出库单号", text),
            order_id=("平台订单号", text),
            shop=("店铺", text),
            warehouse=("仓库", text),
            carrier=("物流公司", text),
            printer=("打单员", text),
            picker=("拣货员", text),
            packer=("打包员", text),
            checker=("验货员", text),
            weight=("重量(kg)", number),
            shipped_at=("发货时间", moment),
        ),
    ),
    (
        {"退货单号", "退款金额"},
        simple(
            "returns",
            return_id=("退货单号", text),
            order_id=("平台订单号", text),
            shop=("店铺", text),
            amount=("退款金额", number),
            received_at=("收到时间", moment),
            handled_at=("处理完成时间", moment),
            handler=("处理人", text),
        ),
    ),
    (
        {"入库单号", "实收数量"},
        simple(
            "receipts",
            receipt_id=("入库单号", text),
            sku=("商家编码", text),
            warehouse=("仓库", text),
            expected=("应收数量", number),
            received=("实收数量", number),
            error_kind=("差错类型", text),
            receiver=("入库员", text),
            received_at=("入库时间", moment),
        ),
    ),
    (
        {"盘点单号", "实盘数量"},
        simple(
            "stock_counts",
            count_id=("盘点单号", text),
            sku=("商家编码", text),
            day=("盘点日期", day),
            warehouse=("仓库", text),
            booked=("账面数量", number),
            counted=("实盘数量", number),
            counter=("盘点人", text),
        ),
    ),
    (
        {"首重费(元)", "生效日期"},
        simple(
            "carrier_rates",
            carrier=("物流公司", text),
            province=("目的省份", text),
            valid_from=("生效日期", since),
            first_weight=("首重(kg)", number),
            first_fee=("首重费(元)", number),
            step_weight=("续重(kg)", number),
            step_fee=("续重费(元)", number),
        ),
    ),
    (
        {"工号", "姓名", "岗位"},
        simple(
            "staff",
            person=("工号", text),
            valid_from=("生效日期", since),
            name=("姓名", text),
            department=("部门", text),
            role=("岗位", text),
            manager=("上级", text),
            joined_on=("入职日期", day),
            left_on=("离职日期", day),
            accounts=("账号", text),
            base_pay=("基本工资", number),
            performance_pay=("考核工资", number),
        ),
    ),
    (
        {"对象编号", "开始日期"},
        simple(
            "assignments",
            person=("工号", text),
            kind=("类型", of(KINDS)),
            object=("对象编号", text),
            valid_from=("开始日期", since),
            valid_to=("结束日期", day),
        ),
    ),
    (
        {"任务编号", "截止日期"},
        simple(
            "tasks",
            task_id=("任务编号", text),
            kind=("类型", text),
            owner=("负责人", text),
            asked_by=("提出部门", text),
            assigned_on=("布置日期", day),
            due_on=("截止日期", day),
            done_on=("完成日期", day),
            status=("状态", of(STATES)),
            planned=("计划数量", number),
            done_quantity=("完成数量", number),
            quality=("质量评分", number),
            first_pass=("一次通过", truth),
        ),
    ),
    (
        {"类别", "责任人", "完成"},
        simple(
            "checklists",
            month=("月份", day),
            department=("部门", text),
            category=("类别", text),
            item=("项目", text),
            responsible=("责任人", empty),
            done=("完成", truth),
        ),
    ),
    (
        {"被评人", "评分人"},
        simple(
            "reviews",
            month=("月份", day),
            person=("被评人", text),
            item=("项目", text),
            reviewer=("评分人", text),
            score=("评分", number),
        ),
    ),
    (
        {"范围", "指标", "目标值"},
        simple(
            "targets",
            month=("月份", day),
            scope=("范围", of(SCOPES)),
            object=("对象", empty),
            metric=("指标", text),
            target=("目标值", number),
            floor=("底线值", number),
            stretch=("挑战值", number),
        ),
    ),
]

ITEM_TRAFFIC = {"统计日期", "商品ID", "商品访客数"}

KEYS = {
    "shops": ("shop",),
    "staff": ("person", "valid_from"),
    "orders": ("platform", "order_id"),
    "chats": ("shop", "buyer", "at", "sender", "text", "ordinal"),
    "chat_ratings": ("shop", "buyer", "at"),
    "ads": ("shop", "day", "campaign", "subject"),
    "shop_traffic": ("shop", "day"),
    "source_traffic": ("shop", "day", "source", "detail"),
    "item_traffic": ("shop", "day", "product"),
    "shipments": ("tracking",),
    "shipping_errors": ("parcel", "kind"),
    "returns": ("return_id",),
    "receipts": ("receipt_id", "sku"),
    "stock_counts": ("count_id", "sku"),
    "carrier_bills": ("tracking",),
    "carrier_rates": ("carrier", "province", "valid_from"),
    "assignments": ("person", "kind", "object", "valid_from"),
    "tasks": ("task_id",),
    "shifts": ("day", "person", "planned_start"),
    "checklists": ("month", "department", "category", "item", "responsible"),
    "reviews": ("month", "person", "item", "reviewer"),
    "targets": ("month", "scope", "object", "metric"),
}


def item_day(r: Cells, shop: str) -> Found:
    """A day of a product in the shop whose folder the file lies in."""
    row = {"shop": shop, "day": day(r["统计日期"]), "product": text(r["商品ID"]), "visitors": whole(r["商品访客数"])}
    return [("item_traffic", row)]


LAYOUTS.append((ITEM_TRAFFIC, item_day))
