-- One row is a buyer's first paid order in a shop; orders without a buyer are nowhere here
/* ---
key = ["shop", "buyer"]
reach = ["shop", "buyer"]
sources = ["orders"]
--- */
select
    o.day,
    o.shop,
    o.platform,
    o.buyer,
    o.order_id,
    o.sources
from (
    select
        p.*,
        row_number() over (
            partition by p.shop, p.buyer
            order by p.paid_at asc nulls last, p.order_id asc nulls last, p.platform asc nulls last
        ) as nth
    from paid_orders as p
    where p.buyer is not null
) as o
where o.nth = 1
