-- One row is an account or name that some rows have and nobody of the staff is known by on their days.
/* ---
key = ["entity", "shop", "account"]
sources = ["chats", "chat_ratings", "shipments", "shipping_errors", "returns", "receipts", "stock_counts", "tasks", "shifts", "checklists", "reviews", "assignments", "staff"]
[columns]
rows_of_it = "on such days"
--- */
with at_a_moment as (
    select 'chats' as entity, c.shop, c.agent as account, c.at from chats as c
    where c.sender = 'agent'
    union all
    select 'chat_ratings', r.shop, r.agent, r.at from chat_ratings as r
    union all
    select 'shipments', shop, printer, shipped_at from shipments
    union all
    select 'shipments', shop, picker, shipped_at from shipments
    union all
    select 'shipments', shop, packer, shipped_at from shipments
    union all
    select 'shipments', shop, checker, shipped_at from shipments
    union all
    select 'shipping_errors', null, e.responsible, coalesce(s.shipped_at, e.registered_at) from shipping_errors as e
    left join shipments as s on e.tracking = s.tracking
    union all
    select 'returns', shop, handler, coalesce(handled_at, received_at) from returns
    union all
    select 'receipts', null, receiver, received_at from receipts
),

on_a_day as (
    select 'stock_counts' as entity, null as shop, counter as account, day from stock_counts
    union all
    select 'tasks', null, owner, coalesce(due_on, done_on) from tasks
    union all
    select 'shifts', shop, person, day from shifts
    union all
    select 'assignments', null, person, valid_from from assignments
),

in_a_month as (
    select 'checklists' as entity, responsible as account, month from checklists
    union all
    select 'reviews', person, month from reviews
),

at_all_times as (
    select alias from person_names
    where valid_from = date '0001-01-01' and valid_to = date '9999-12-31'
),

named as (
    select m.entity, m.shop, m.account, cast(m.at - g.day_starts_at as date) as first_day, 0 as months
    from at_a_moment as m
    cross join setting as g
    where
        not exists (
            select 1 from at_all_times as n
            where m.account = n.alias
        )
    union all
    select entity, shop, account, day, 0 from on_a_day
    union all
    select entity, null, account, month, 1 from in_a_month
),

-- a row of no day is asked of the last there is
dated as (
    select
        entity,
        shop,
        account,
        coalesce(first_day, date '9999-12-31') as first_day,
        case
            when months = 1 then cast(first_day + interval '1 month' - interval '1 day' as date)
            else coalesce(first_day, date '9999-12-31')
        end as last_day
    from named
    where account <> ''
)

select
    d.entity,
    d.shop,
    d.account,
    count(*) as rows_of_it
from dated as d
where
    not exists (
        select 1
        from person_names as n
        where d.account = n.alias and n.valid_from <= d.last_day and d.first_day <= n.valid_to
    )
group by d.entity, d.shop, d.account
