-- One row is a consultation: a buyer who wrote to a shop on a business day, however often
/* ---
key = ["shop", "buyer", "day"]
reach = ["shop", "buyer"]
sources = ["chats", "orders", "staff"]

[columns]
first_at = "the buyer's first message of the day"
first_reply_at = "the first message of a human agent after it, that day; null: not answered"
first_replier = "the account that replied first"
presale = "no order of the buyer in the shop was paid in the after-sales days before the first message"
paid_in_window = "an order is paid from the first message to the end of the attribution days"
paid_final = "an order is paid from the first message to the end of the final days"
credited = "the agent credited: last to write before the next paid order, else last of the day"
person = "the credited agent, where employed on the day"
replier = "the person who replied first, where employed on the day"
product = "the product that the first message naming one names"
sources = "the day's messages, and the next order where it is paid in a window"
--- */
with agents as (
    select
        a.shop,
        a.buyer,
        a.day,
        min(a.first_reply) as first_reply,
        min_by(
            { 'account': a.account, 'person': a.person, 'department': a.department, 'role': a.role },
            a.first_reply
        ) filter (where a.first_reply is not null) as replier,
        max_by(
            { 'agent': a.agent, 'person': a.person, 'department': a.department, 'role': a.role },
            a.last_before_order
        ) filter (where a.last_before_order is not null) as credited_with_order,
        max_by(
            { 'agent': a.agent, 'person': a.person, 'department': a.department, 'role': a.role },
            a.last_message
        ) as last_agent
    from consultation_agents as a
    group by a.shop, a.buyer, a.day
)

select
    t.day,
    t.shop,
    p.platform,
    t.buyer,
    t.first_message.at as first_at,
    a.first_reply.at as first_reply_at,
    a.replier.account as first_replier,
    t.presale,
    t.paid_in_window,
    t.paid_final,
    t.product,
    a.replier.person as replier,
    a.replier.department as replier_department,
    a.replier.role as replier_role,
    a.first_reply is not null as answered,
    coalesce(a.credited_with_order, a.last_agent).agent as credited,
    coalesce(a.credited_with_order, a.last_agent).person as person,
    coalesce(a.credited_with_order, a.last_agent).department as department,
    coalesce(a.credited_with_order, a.last_agent).role as role,
    list_concat(t.sources, case when t.paid_in_window or t.paid_final then t.order_sources else [] end) as sources
from consultation_starts as t
left join agents as a on t.shop = a.shop and t.buyer = a.buyer and t.day = a.day
left join known_shops as p on t.shop = p.shop
