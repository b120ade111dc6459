-- One row is a paid order, with the time by which its first parcel was to leave and that at which it left.
/* ---
key = ["platform", "order_id"]
reach = ["order_id"]
sources = ["orders", "shipments", "shops", "returns"]

[columns]
day = "business day of the payment"
first_shipped_at = "when its first parcel left; null: not shipped"
deadline = "ship_within_hours after the payment"
closed = "closed or cancelled, though paid"
sources = "the order's rows, and that of its first parcel"
--- */
with shipped as (
    select
        o.platform,
        o.order_id,
        min({ 'at': s.shipped_at, 'tracking': s.tracking, 'sources': s.sources }) as first_parcel
    from paid_orders as o
    inner join parcel_orders as s on o.order_id = s.order_id
    where s.platform is null or o.platform is null or s.platform = o.platform
    group by o.platform, o.order_id
),

closed_orders as (
    select
        platform,
        order_id
    from orders
    where closed
)

select
    o.order_id,
    o.day,
    o.shop,
    o.platform,
    o.paid_at,
    s.first_parcel.at as first_shipped_at,
    o.paid_at + g.ship_within_hours * interval '1 hour' as deadline,
    c.order_id is not null as closed,
    list_concat(o.sources, coalesce(s.first_parcel.sources, [])) as sources
from paid_orders as o
cross join setting as g
left join shipped as s on o.order_id = s.order_id and o.platform is not distinct from s.platform
left join closed_orders as c on o.order_id = c.order_id and o.platform is not distinct from c.platform
