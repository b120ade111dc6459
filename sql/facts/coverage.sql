-- One row is a source of one shop (null: the source has no shop), with the first and last business day that it speaks of.
/* ---
key = ["entity", "shop"]
sources = ["orders", "chats", "chat_ratings", "ads", "shop_traffic", "source_traffic", "item_traffic", "shipments", "shipping_errors", "returns", "receipts", "stock_counts", "carrier_bills", "tasks", "shifts", "checklists", "reviews", "agent_daily"]

[columns]
missing_days = "days between the two of which the source has no row; null: it need not have rows every day"
--- */
select
    entity,
    shop,
    min(day) as first_day,
    max(day) as last_day,
    case
        when entity not in ('returns', 'receipts', 'shipping_errors', 'stock_counts', 'checklists', 'reviews', 'tasks')
            then cast(max(day) - min(day) + 1 - count(*) as integer)
    end as missing_days
from source_days
group by entity, shop
