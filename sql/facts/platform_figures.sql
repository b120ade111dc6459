-- One row is a figure that a platform's own summary states for a day of a shop (or of an agent), with ours beside it.
/* ---
key = ["figure", "shop", "day", "agent"]
sources = ["shop_traffic", "agent_daily", "ads"]

[columns]
figure = "paying_buyers | gmv (sycm_shop) | consultations | presale_consultations | paid_next_day | paid_final (agent_daily) | ad_spend (by scene)"
agent = "the agent's account; null: the figure is the shop's"
theirs = "as the platform says"
ours = "from orders, chats and plans; null: of that shop and day they are not loaded"
--- */
with agent_days as (
    select distinct shop, day from agent_daily
),

agents as (
    select
        a.shop,
        a.day,
        a.account as agent,
        count(*) as consultations,
        count(*) filter (where c.answered and c.presale) as presale,
        count(*) filter (where c.answered and c.presale and c.paid_in_window) as paid_next_day,
        count(*) filter (where c.answered and c.presale and c.paid_final) as paid_final
    from consultation_agents as a
    inner join agent_days as t on a.shop = t.shop and a.day = t.day
    inner join consultations as c on a.shop = c.shop and a.buyer = c.buyer and a.day = c.day
    group by a.shop, a.day, a.account
),

ours as (
    select 'paying_buyers' as figure, shop, day, null as agent, cast(count(*) as decimal(18, 2)) as amount
    from paying_buyers
    group by shop, day
    union all
    select 'gmv', shop, day, null, cast(sum(amount) as decimal(18, 2)) from paid_orders
    group by shop, day
    union all
    select 'consultations', shop, day, agent, cast(consultations as decimal(18, 2)) from agents
    union all
    select 'presale_consultations', shop, day, agent, cast(presale as decimal(18, 2)) from agents
    union all
    select 'paid_next_day', shop, day, agent, cast(paid_next_day as decimal(18, 2)) from agents
    union all
    select 'paid_final', shop, day, agent, cast(paid_final as decimal(18, 2)) from agents
    union all
    select 'ad_spend', shop, day, null, sum(spend) from ads
    where level is distinct from 'scene'
    group by shop, day
),

theirs as (
    select 'paying_buyers' as figure, shop, day, null as agent, cast(paying_buyers as decimal(18, 2)) as amount
    from shop_traffic
    union all
    select 'gmv', shop, day, null, paid_amount from shop_traffic
    union all
    select 'consultations', shop, day, agent, cast(consultations as decimal(18, 2)) from agent_daily
    union all
    select 'presale_consultations', shop, day, agent, cast(presale as decimal(18, 2)) from agent_daily
    union all
    select 'paid_next_day', shop, day, agent, cast(paid_next_day as decimal(18, 2)) from agent_daily
    union all
    select 'paid_final', shop, day, agent, cast(paid_final as decimal(18, 2)) from agent_daily
    union all
    select 'ad_spend', shop, day, null, sum(spend) from ads
    where level = 'scene'
    group by shop, day
)

select
    theirs.figure,
    theirs.shop,
    theirs.day,
    theirs.agent,
    theirs.amount as theirs,
    case
        when ours.amount is not null then ours.amount
        when covered.entity is not null then 0
    end as ours
from theirs
left join ours
    on
        theirs.figure = ours.figure
        and theirs.shop = ours.shop
        and theirs.day = ours.day
        and theirs.agent is not distinct from ours.agent
left join coverage as covered
    on
        covered.entity = case
            when theirs.figure in ('paying_buyers', 'gmv') then 'orders'
            when theirs.agent is not null then 'chats'
        end
        and theirs.shop = covered.shop
        and theirs.day between covered.first_day and covered.last_day
where theirs.amount is not null
