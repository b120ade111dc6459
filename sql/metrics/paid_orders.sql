/* ---
label = { zh = "支付订单数", en = "Paid orders" }
explain = { zh = "有付款时间的订单数, 后来关闭或退款的也算", en = "Orders with a payment time, those closed or refunded later included" }
n = { zh = "付款的订单", en = "orders paid" }
assesses = ["1"]
unit = "count"
better = "up"
matures_after = ""
sources = ["orders"]
owner = "电商经理"
dimensions = ["shop", "platform"]
source = "docs/reference/kpis.md#orders-and-traffic"
checked_by = "tests/sql/paid_orders.md, tests/oracle"
next_review = "2027-06"
--- */
select
    o.sources,
    o.day,
    o.shop,
    o.platform,
    1 as n
from paid_orders as o
