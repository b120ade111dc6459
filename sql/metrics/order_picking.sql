/* ---
label = { zh = "订单拣货率", en = "Orders picked" }
explain.zh = "当天付款的订单中已拣货的比例；取消的也算在内"
explain.en = "Of the orders paid that day, the share that is picked; cancelled ones are among them"
n = { zh = "已拣货的订单", en = "orders picked" }
d = { zh = "付款的订单", en = "orders paid" }
assesses = []
unit = "percent"
better = "up"
matures_after = "ship_within_hours"
sources = ["orders", "shipments"]
owner = "物流经理"
dimensions = ["shop", "platform"]
internal = true
source = "docs/reference/kpis.md#warehouse-and-logistics"
checked_by = "tests/sql/order_picking.md, tests/oracle"
next_review = "2027-06"
--- */
select
    o.sources,
    o.day,
    o.shop,
    o.platform,
    1 as d,
    case when o.picked then 1 else 0 end as n
from shipping_deadlines as o
