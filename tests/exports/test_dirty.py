"""A clean file dirtied as people and platforms dirty files gives the same orders, and an account of every other row."""

# ruff: noqa: DTZ001 — all times are local to the business zone

import csv
import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exports.taking import one, plain

CORE = ["订单编号", "买家会员名", "总金额", "买家实际支付金额", "订单状态", "订单创建时间", "订单付款时间", "店铺名称"]
EXTRA = ["收货地址 ", "订单备注", "宝贝标题 "]
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16"]
TIMES = [
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "%Y.%m.%d %H:%M:%S",
    "%Y年%m月%d日 %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S+08:00",
]
WIDE = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}


@dataclass(frozen=True)
class Order:
    number: int
    total: Decimal
    refund: Decimal
    created: datetime
    paid_after: int | None
    closed: bool

    @property
    def paid(self) -> datetime | None:
        return None if self.paid_after is None else self.created + timedelta(seconds=self.paid_after)

    @property
    def canonical(self) -> tuple[str | None, ...]:
        paid = self.paid is not None
        return (
            str(self.number),
            str(self.created),
            str(self.paid) if paid else None,
            plain(self.total) if paid else None,
            plain(self.refund) if paid else None,
            self.closed,
        )


AMOUNTS = st.decimals(0, 5000, places=2)
ORDERS = st.builds(
    Order,
    number=st.integers(10**17, 10**18),
    total=AMOUNTS,
    refund=st.sampled_from([Decimal(0), Decimal("0.01"), Decimal(5)]),
    created=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(lambda t: t.replace(microsecond=0)),
    paid_after=st.none() | st.integers(-100, 10**6),
    closed=st.booleans(),
).filter(lambda order: order.refund <= order.total)


def amount(draw, value: Decimal) -> str:
    forms = [str(value), f"{value:,}", f"￥{value}", f"{value}元", f" {value} ", str(value).translate(WIDE)]
    return draw(st.sampled_from(forms))


def moment(draw, value: datetime | None) -> str:
    if value is None:
        return draw(st.sampled_from(["", "-", "--", "null", "'null", "　"]))
    return value.strftime(draw(st.sampled_from(TIMES)))


def cells(draw, order: Order) -> dict[str, str]:
    guard = draw(st.sampled_from(['="{}"', "'{}", "\t{}", "{}", " {}"]))
    return {
        "订单编号": guard.format(order.number),
        "买家会员名": draw(st.sampled_from(["买家🌸", "a,b", 'q"q', "两行\n名", "-"])),
        "总金额": amount(draw, order.total),
        "买家实际支付金额": amount(draw, order.total - order.refund),
        "订单状态": "交易关闭" if order.closed else draw(st.sampled_from(["交易成功", "等待买家付款", "-"])),
        "订单创建时间": moment(draw, order.created),
        "订单付款时间": moment(draw, order.paid),
        "店铺名称": "某某旗舰店",
        "收货地址 ": "浙江省 杭州市",
        "订单备注": draw(st.sampled_from(["'null", "", "=1+1", "合计"])),
        "宝贝标题 ": "蛋白粉, 500g",
    }


BROKEN = {
    "订单编号": ["6.91793E+18", "", "#N/A"],
    "总金额": ["12.5%", "$1.00", "1e2", "-3", "12,00", "1.234", "#REF!"],
    "订单创建时间": ["10/11/2026", "now", "2026-02-30", "1999-01-01", ""],
    "订单付款时间": ["昨天", "2026-13-01 09:00"],
    "店铺名称": ["", "#N/A"],
}


@st.composite
def dirty_files(draw):
    """A file's bytes, the orders in it, and how many rows are to be set aside and skipped."""
    orders = draw(st.lists(ORDERS, max_size=6, unique_by=lambda order: order.number))
    columns = draw(st.permutations(CORE + draw(st.lists(st.sampled_from(EXTRA), unique=True))))
    rows: list[tuple[str, list[str]]] = [("", [c[name] for name in columns]) for c in (cells(draw, o) for o in orders)]
    for _ in range(draw(st.integers(0, 3))):
        whole = cells(draw, draw(ORDERS))
        column = draw(st.sampled_from(sorted(BROKEN)))
        whole[column] = draw(st.sampled_from(BROKEN[column]))
        rows.append(("broken", [whole[name] for name in columns]))
    rows += [("total", [draw(st.sampled_from(["合计", "汇总值", "平均值"])), *[""] * (len(columns) - 1)])] * draw(
        st.integers(0, 2)
    )
    rows += [("long", [*rows[0][1], "多出来的"])] if orders and draw(st.booleans()) else []
    rows = draw(st.permutations(rows))
    preamble = draw(st.sampled_from([[], [["店铺订单"], ["导出时间", "2026-11-20"], []]]))
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator=draw(st.sampled_from(["\n", "\r\n"])))
    for line in [*preamble, columns, *(line for _, line in rows)]:
        writer.writerow(line)
        if draw(st.booleans()):
            writer.writerow([""] * len(columns))
    kinds = [kind for kind, _ in rows]
    above = sum(bool(line) for line in preamble)
    data = stream.getvalue().encode(draw(st.sampled_from(ENCODINGS)))
    return data, orders, kinds.count("broken") + kinds.count("long"), kinds.count("total") + above


@settings(max_examples=60)
@given(dirty_files())
def test_a_dirtied_file_gives_the_same_orders_and_names_every_row_not_taken(file):
    data, orders, broken, skipped = file
    given = one(data)
    found = [
        (o["order_id"], o["created_at"], o["paid_at"], o["paid_amount"], o["order_refund"], o["closed"])
        for o in given.orders
    ]
    assert sorted(found, key=str) == sorted((order.canonical for order in orders), key=str)
    assert (given.quarantined, given.skipped) == (broken, skipped)
    assert given.rows == len(orders) + broken + skipped
    assert len({reject["_row"] for reject in given.rejects}) == broken
