-- One row is a refund: a handled return, or the own refund of a paid order that no return names
/* ---
key = ["return_id", "platform", "order_id"]
reach = ["order_id"]
sources = ["orders", "returns"]

[columns]
day = "business day on which the return was handled; of an order's own refund, the day of its payment"
return_id = "null: the order's own refund"
amount = "money given back, in the department's currency"
--- */
select
    cast(r.handled_at - s.day_starts_at as date) as day,
    r.shop,
    p.platform,
    r.return_id,
    r.order_id,
    r.amount,
    [{ 'entity': 'returns', 'load': r._load, 'file': r._file, 'row': r._row }] as sources
from returns as r
cross join setting as s
left join known_shops as p on r.shop = p.shop
where r.handled_at is not null
union all
select
    o.day,
    o.shop,
    o.platform,
    cast(null as varchar) as return_id,
    o.order_id,
    o.own_refund as amount,
    o.sources
from paid_orders as o
where not o.returned and o.own_refund <> 0
