-- One row is a buyer's first paid order in a shop; orders without a buyer are nowhere here
/* ---
key = ["shop", "buyer"]
reach = ["shop", "buyer"]
sources = ["orders"]
--- */
select
    o.shop,
    o.buyer,
    min(o.day) as day,
    min(o.platform) as platform,
    min_by(o.sources, { 'paid_at': o.paid_at, 'order_id': o.order_id }) as sources
from paid_orders as o
where o.buyer is not null
group by o.shop, o.buyer
