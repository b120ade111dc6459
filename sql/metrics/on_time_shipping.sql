/* ---
label = { zh = "发货及时率", en = "On-time shipping" }
explain.zh = "付款后在规定时间内发出第一个包裹的订单比例；没到期限又没发的不算"
explain.en = "The share of paid orders whose first parcel left in time; one not shipped and not yet due does not count"
n = { zh = "按时发出的订单", en = "orders shipped in time" }
d = { zh = "已发货或已到期限的付款订单", en = "paid orders shipped or due" }
assesses = ["3.3"]
unit = "percent"
better = "up"
matures_after = "ship_within_hours"
sources = ["orders", "shipments"]
owner = "物流经理"
dimensions = ["shop", "platform"]
source = "docs/reference/kpis.md#warehouse-and-logistics"
checked_by = "tests/sql/on_time_shipping.md, tests/oracle"
next_review = "2027-06"
--- */
select
    o.sources,
    o.day,
    o.shop,
    o.platform,
    1 as d,
    case when o.first_shipped_at <= o.deadline then 1 else 0 end as n
from shipping_deadlines as o
cross join latest_shipment as l
where o.first_shipped_at is not null or (o.deadline <= l.shipped_at and not o.closed)
