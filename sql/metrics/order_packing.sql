/* ---
label = { zh = "订单打包率", en = "Orders packed" }
explain.zh = "已拣货的订单中已打包的比例，按付款日"
explain.en = "Of the orders picked, the share that is packed, by the day of payment"
n = { zh = "已打包的订单", en = "orders packed" }
d = { zh = "已拣货的订单", en = "orders picked" }
assesses = []
unit = "percent"
better = "up"
matures_after = "ship_within_hours"
sources = ["orders", "shipments"]
owner = "物流经理"
dimensions = ["shop", "platform"]
internal = true
source = "docs/reference/kpis.md#warehouse-and-logistics"
checked_by = "tests/sql/order_packing.md, tests/oracle"
next_review = "2027-06"
--- */
select
    o.sources,
    o.day,
    o.shop,
    o.platform,
    1 as d,
    case when o.packed then 1 else 0 end as n
from shipping_deadlines as o
where o.picked
