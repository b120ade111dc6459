-- One row is a buyer with an order paid in a shop on a day; an order without a buyer is a buyer of its own
/* ---
key = ["day", "shop", "buyer", "order_id"]
reach = ["shop", "buyer"]
sources = ["orders"]

[columns]
order_id = "only where the order does not say who bought"
sources = "the first order of the day"
--- */
select
    o.day,
    o.shop,
    o.buyer,
    case when o.buyer is null then o.order_id end as order_id,
    min(o.platform) as platform,
    min_by(o.sources, { 'paid_at': o.paid_at, 'order_id': o.order_id }) as sources
from paid_orders as o
group by o.day, o.shop, o.buyer, case when o.buyer is null then o.order_id end
