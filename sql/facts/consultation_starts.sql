-- One row is a buyer's day in a shop with its first message and the paid orders around that
/* ---
key = ["shop", "buyer", "day"]
reach = ["shop", "buyer"]
sources = ["chats", "orders"]

[columns]
first_message = "place of the buyer's first message of the day: by time, then as the file has it"
product = "the first product that a message of the day names"
sources = "all messages of the day, of robots too"
order_sources = "the rows of the first order paid at or after the first message"
next_paid_at = "its payment"
credit_until = "who wrote last at or before this moment is credited with that order"
last_paid_at = "latest payment before the first message"
--- */
with messages as (
    select
        c.shop,
        c.buyer,
        c.sender,
        c.product,
        cast(c.at - s.day_starts_at as date) as day,
        { 'at': c.at, 'as_of': c._as_of, 'load': c._load, 'file': c._file, 'row': c._row } as place
    from chats as c
    cross join setting as s
    where c.buyer is not null
),

talks as (
    select
        m.shop,
        m.buyer,
        m.day,
        min(m.place) filter (where m.sender = 'buyer') as first_message,
        min_by(m.product, m.place) filter (where m.product is not null) as product,
        list_sort(
            list({ 'entity': 'chats', 'load': m.place.load, 'file': m.place.file, 'row': m.place.row })
        ) as sources
    from messages as m
    group by m.shop, m.buyer, m.day
    having count(*) filter (where m.sender = 'buyer') > 0
),

with_orders as (
    select
        t.shop,
        t.buyer,
        t.day,
        any_value(t.first_message) as first_message,
        any_value(t.product) as product,
        any_value(t.sources) as sources,
        max(o.paid_at) filter (where o.paid_at < t.first_message.at) as last_paid_at,
        min({
            'paid_at': o.paid_at,
            'placed_at': coalesce(o.created_at, o.paid_at),
            'created_at': o.created_at,
            'load': o._load,
            'file': o._file,
            'row': o._row,
            'rows': o._rows
        }) filter (where o.paid_at >= t.first_message.at) as next_order
    from talks as t
    left join orders as o on t.shop = o.shop and t.buyer = o.buyer
    group by t.shop, t.buyer, t.day
)

select
    t.shop,
    t.buyer,
    t.day,
    t.first_message,
    t.product,
    t.sources,
    t.last_paid_at,
    t.next_order.paid_at as next_paid_at,
    list_transform(
        coalesce(t.next_order.rows, [t.next_order.row]),
        lambda r: -- noqa: RF02
        { 'entity': 'orders', 'load': t.next_order.load, 'file': t.next_order.file, 'row': r } -- noqa: RF02
    ) as order_sources,
    case s.credit_by when 'order' then t.next_order.created_at else t.next_order.paid_at end as credit_until,
    coalesce(t.last_paid_at < t.first_message.at - s.after_sales_days * interval '24' hour, true) as presale,
    coalesce(
        t.next_order.paid_at
        < cast(t.day as timestamp) + (1 + s.attribution_days) * interval '1' day + s.day_starts_at, false
    ) as paid_in_window,
    coalesce(
        t.next_order.paid_at
        < cast(t.day as timestamp) + (1 + s.final_days) * interval '1' day + s.day_starts_at, false
    ) as paid_final
from with_orders as t
cross join setting as s
