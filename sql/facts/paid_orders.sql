-- One row is an order with a payment time, closed or refunded later or not
/* ---
key = ["platform", "order_id"]
reach = ["order_id"]
sources = ["orders", "returns"]

[columns]
day = "business day of the payment"
buyer = "null where the export does not say who bought"
amount = "gross amount paid in the department's currency; null: in another currency without a rate"
own_refund = "refund that the order's own row states, in the department's currency"
returned = "a row of returns, handled or not, names the order"
refunded = "refunds of the order whenever handled: its handled returns, or its own refund where no return names it"
--- */
with named as (
    select
        o.platform,
        o.order_id,
        coalesce(sum(r.amount) filter (where r.handled_at is not null), 0) as refunded,
        list({ 'entity': 'returns', 'load': r._load, 'file': r._file, 'row': r._row }) as sources
    from orders as o
    inner join returns as r on o.order_id = r.order_id
    left join known_shops as p on r.shop = p.shop
    where p.platform is null or o.platform is null or p.platform = o.platform
    group by o.platform, o.order_id
),

priced as (
    select
        o.*,
        cast(o.paid_at - s.day_starts_at as date) as day,
        case when o.currency is null or upper(o.currency) = s.currency then cast(1 as decimal(18, 6)) else x.rate end
            as factor,
        list_transform(
            coalesce(o._rows, [o._row]),
            lambda r: { 'entity': 'orders', 'load': o._load, 'file': o._file, 'row': r } -- noqa: RF02
        ) as own_sources
    from orders as o
    cross join setting as s
    left join rate as x on upper(o.currency) = x.currency
    where o.paid_at is not null
)

select
    o.day,
    o.shop,
    o.platform,
    o.order_id,
    o.buyer,
    o.paid_at,
    cast(o.paid_amount * o.factor as decimal(18, 2)) as amount,
    cast(o.order_refund * o.factor as decimal(18, 2)) as own_refund,
    cast(coalesce(n.refunded, o.order_refund * o.factor, 0) as decimal(18, 2)) as refunded,
    n.order_id is not null as returned,
    list_concat(o.own_sources, list_sort(coalesce(n.sources, []))) as sources
from priced as o
left join named as n on o.order_id = n.order_id and o.platform is not distinct from n.platform
