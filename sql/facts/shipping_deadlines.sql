-- One row is a paid order: how far it is on its way out, by when its first parcel was to leave, and when it left.
/* ---
key = ["platform", "order_id"]
reach = ["order_id"]
sources = ["orders", "shipments", "shops", "returns"]

[columns]
day = "business day of the payment"
first_shipped_at = "when its first parcel left; null: not shipped"
deadline = "ship_within_hours after the payment"
closed = "closed or cancelled, though paid"
picked = "a parcel of it is picked, or further"
packed = "a parcel of it is packed, or further"
returned = "a row of returns, handled or not, names it"
sources = "the order's rows, and that of its first parcel; where none has left, those of the parcels that wait"
--- */
with handled as (
    select
        o.platform,
        o.order_id,
        bool_or(s.picked) as picked,
        bool_or(s.packed) as packed,
        flatten(list(s.sources order by s.tracking asc nulls last)) as sources,
        min({ 'at': s.shipped_at, 'tracking': s.tracking, 'sources': s.sources }) filter (
            where s.shipped_at is not null
        ) as first_parcel
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
    o.returned,
    o.paid_at + g.ship_within_hours * interval '1 hour' as deadline,
    c.order_id is not null as closed,
    coalesce(s.picked, false) as picked,
    coalesce(s.packed, false) as packed,
    list_concat(o.sources, coalesce(s.first_parcel.sources, s.sources, [])) as sources
from paid_orders as o
cross join setting as g
left join handled as s on o.order_id = s.order_id and o.platform is not distinct from s.platform
left join closed_orders as c on o.order_id = c.order_id and o.platform is not distinct from c.platform
