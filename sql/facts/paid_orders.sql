-- One row is an order with a payment time, closed or refunded later or not
/* ---
key = ["platform", "order_id"]
reach = ["order_id"]
sources = ["orders", "order_items", "returns"]

[columns]
day = "business day of the payment"
platform = "of the shop"
buyer = "null where the export does not say who bought"
amount = "gross amount paid in the department's currency, of all its lines where exports state it by line; null: in another currency without a rate"
own_refund = "refund that the order's own row states, in the department's currency"
returned = "a row of returns, handled or not, names the order"
refunded = "refunds of the order whenever handled: its handled returns, or its own refund where no return names it"
return_sources = "the rows of returns that name the order"
--- */
with named as (
    select
        o.platform,
        o.order_id,
        coalesce(sum(r.amount) filter (where r.handled_at is not null), 0) as refunded,
        list({ 'entity': 'returns', 'load': r._load, 'file': r._file, 'row': r._row }) as sources
    from orders as o
    inner join returns as r on o.order_id = r.order_id
    left join known_shops as k on r.shop = k.shop
    where k.platform is null or o.platform is null or k.platform = o.platform
    group by o.platform, o.order_id
),

by_line as (
    select
        platform,
        order_id,
        sum(order_part) as amount,
        list({ 'entity': 'order_items', 'load': _load, 'file': _file, 'row': _row }) as sources
    from order_items
    where order_part is not null
    group by platform, order_id
),

paid as (
    select
        o.*,
        cast(o.paid_at - s.day_starts_at as date) as day,
        case
            when o.currency is null or upper(o.currency) = s.currency
                then cast(coalesce(l.amount, o.paid_amount) as decimal(18, 6))
            else cast(coalesce(l.amount, o.paid_amount) * x.rate as decimal(18, 6))
        end as amount,
        case
            when o.currency is null or upper(o.currency) = s.currency then cast(o.order_refund as decimal(18, 6))
            else cast(o.order_refund * x.rate as decimal(18, 6))
        end as own_refund,
        coalesce(
            list_sort(l.sources),
            list_transform(
                coalesce(o._rows, [o._row]),
                lambda r: { 'entity': 'orders', 'load': o._load, 'file': o._file, 'row': r } -- noqa: RF02
            )
        ) as sources
    from orders as o
    left join by_line as l on o.order_id = l.order_id and o.platform is not distinct from l.platform
    cross join setting as s
    left join rate as x on upper(o.currency) = x.currency
    where o.paid_at is not null
)

select
    o.day,
    o.shop,
    o.order_id,
    o.buyer,
    o.paid_at,
    o.amount,
    o.own_refund,
    o.sources,
    coalesce(k.platform, o.platform) as platform,
    n.order_id is not null as returned,
    cast(coalesce(n.refunded, o.own_refund, 0) as decimal(18, 6)) as refunded,
    list_sort(coalesce(n.sources, [])) as return_sources
from paid as o
left join named as n on o.order_id = n.order_id and o.platform is not distinct from n.platform
left join known_shops as k on o.shop = k.shop
