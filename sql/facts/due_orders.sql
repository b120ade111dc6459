-- One row is a paid order that was shipped, or should have been by the latest shipment known.
/* ---
key = ["platform", "order_id"]
sources = ["orders", "shipments", "shops", "returns"]

[columns]
day = "business day of the payment"
first_shipped_at = "when its first parcel left; null: not shipped"
deadline = "ship_within_hours after the payment"
--- */
with shipped as (
    select
        o.platform,
        o.order_id,
        min(s.shipped_at) as first_shipped_at,
        flatten(list(s.sources order by s.shipped_at asc nulls last, s.tracking asc nulls last)) as sources
    from paid_orders as o
    inner join parcel_orders as s on o.order_id = s.order_id
    where s.platform is null or o.platform is null or s.platform = o.platform
    group by o.platform, o.order_id
),

latest as (
    select max(shipped_at) as shipped_at
    from parcel_orders
),

dated as (
    select
        o.*,
        coalesce(source.closed, false) as closed,
        o.paid_at + g.ship_within_hours * interval '1 hour' as deadline
    from paid_orders as o
    cross join setting as g
    inner join orders as source on o.order_id = source.order_id and o.platform is not distinct from source.platform
)

select
    o.order_id,
    o.day,
    o.shop,
    o.platform,
    o.paid_at,
    o.deadline,
    s.first_shipped_at,
    list_concat(o.sources, coalesce(s.sources, [])) as sources
from dated as o
cross join latest
left join shipped as s on o.order_id = s.order_id and o.platform is not distinct from s.platform
where s.first_shipped_at is not null or (o.deadline <= latest.shipped_at and not o.closed)
