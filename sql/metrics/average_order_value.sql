/* ---
label = { zh = "客单价", en = "Average order value" }
explain = { zh = "支付金额除以金额计入其中的付款订单数", en = "GMV over the paid orders whose money is in it" }
n = { zh = "付款订单的金额", en = "money of paid orders" }
d = { zh = "金额计入的付款订单", en = "paid orders whose money counts" }
assesses = ["1"]
unit = "money"
better = "up"
matures_after = ""
sources = ["orders"]
owner = "电商经理"
dimensions = ["shop", "platform"]
source = "docs/reference/kpis.md#orders-and-traffic"
checked_by = "tests/sql/average_order_value.md, tests/oracle"
next_review = "2027-06"
--- */
select
    o.sources,
    o.day,
    o.shop,
    o.platform,
    o.amount as n,
    1 as d
from paid_orders as o
where o.amount is not null
