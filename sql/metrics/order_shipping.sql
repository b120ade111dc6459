/* ---
label = { zh = "订单发货率", en = "Orders shipped" }
explain.zh = "已打包的订单中至少一个包裹已发出的比例，按付款日"
explain.en = "Of the orders packed, the share of which a parcel has left, by the day of payment"
n = { zh = "已发货的订单", en = "orders shipped" }
d = { zh = "已打包的订单", en = "orders packed" }
assesses = []
unit = "percent"
better = "up"
matures_after = "ship_within_hours"
sources = ["orders", "shipments"]
owner = "物流经理"
dimensions = ["shop", "platform"]
internal = true
source = "docs/reference/kpis.md#warehouse-and-logistics"
checked_by = "tests/sql/order_shipping.md, tests/oracle"
next_review = "2027-06"
--- */
select
    o.sources,
    o.day,
    o.shop,
    o.platform,
    1 as d,
    case when o.first_shipped_at is not null then 1 else 0 end as n
from shipping_deadlines as o
where o.packed
