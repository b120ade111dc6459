/* ---
label = { zh = "订单退货率", en = "Orders returned" }
explain.zh = "已发货的订单中退货表里有记录的比例，按付款日，不论退了多少、是否处理完"
explain.en = "Of the orders shipped, the share that the returns sheet names, by the day of payment, in part or whole, handled or not"
n = { zh = "有退货的订单", en = "orders with a return" }
d = { zh = "已发货的订单", en = "orders shipped" }
assesses = []
unit = "percent"
better = "down"
matures_after = "after_sales_days"
sources = ["orders", "shipments", "returns"]
owner = "物流经理"
dimensions = ["shop", "platform"]
internal = true
source = "docs/reference/kpis.md#warehouse-and-logistics"
checked_by = "tests/sql/order_returns.md, tests/oracle"
next_review = "2027-06"
--- */
select
    o.sources,
    o.day,
    o.shop,
    o.platform,
    1 as d,
    case when o.returned then 1 else 0 end as n
from shipping_deadlines as o
where o.first_shipped_at is not null
