-- One row is a business day of one shop (null: the source has no shop) of which a source has rows.
/* ---
key = ["entity", "shop", "day"]
adds = ["rows_of_day"]
sources = ["orders", "chats", "chat_ratings", "ads", "shop_traffic", "source_traffic", "item_traffic", "shipments", "shipping_errors", "returns", "receipts", "stock_counts", "carrier_bills", "tasks", "shifts", "checklists", "reviews", "agent_daily"]

[columns]
rows_of_day = "rows dated by that day; an order is dated by its placing and by its payment"
--- */
with spoken as (
    select 'orders' as entity, shop, created_at as moment from orders
    union all
    select 'orders', shop, paid_at from orders
    union all
    select 'chats', shop, chats.at from chats
    union all
    select 'chat_ratings', shop, chat_ratings.at from chat_ratings
    union all
    select 'shipments', shop, shipped_at from shipments
    union all
    select 'shipping_errors', null, registered_at from shipping_errors
    union all
    select 'returns', shop, received_at from returns
    union all
    select 'returns', shop, handled_at from returns
    union all
    select 'receipts', null, received_at from receipts
),

days as (
    select s.entity, s.shop, cast(s.moment - g.day_starts_at as date) as day
    from spoken as s
    cross join setting as g
    union all
    select 'ads', shop, day from ads
    union all
    select 'agent_daily', shop, day from agent_daily
    union all
    select 'shop_traffic', shop, day from shop_traffic
    union all
    select 'source_traffic', shop, day from source_traffic
    union all
    select 'item_traffic', shop, day from item_traffic
    union all
    select 'stock_counts', null, day from stock_counts
    union all
    select 'carrier_bills', null, sent_on from carrier_bills
    union all
    select 'tasks', null, due_on from tasks
    union all
    select 'shifts', shop, day from shifts
    union all
    select 'checklists', null, month from checklists
    union all
    select 'reviews', null, month from reviews
)

select entity, shop, day, count(*) as rows_of_day
from days
where day is not null
group by entity, shop, day
