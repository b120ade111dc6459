-- One row is an account or name that some rows have and nobody of the staff is known by.
/* ---
key = ["entity", "shop", "account"]
sources = ["chats", "chat_ratings", "shipments", "shipping_errors", "returns", "receipts", "stock_counts", "tasks", "shifts", "checklists", "reviews", "assignments", "staff"]
--- */
with named as (
    select 'chats' as entity, shop, agent as account from chats
    where sender = 'agent'
    union all
    select 'chat_ratings', shop, agent from chat_ratings
    union all
    select 'shipments', shop, printer from shipments
    union all
    select 'shipments', shop, picker from shipments
    union all
    select 'shipments', shop, packer from shipments
    union all
    select 'shipments', shop, checker from shipments
    union all
    select 'shipping_errors', null, responsible from shipping_errors
    union all
    select 'returns', shop, handler from returns
    union all
    select 'receipts', null, receiver from receipts
    union all
    select 'stock_counts', null, counter from stock_counts
    union all
    select 'tasks', null, owner from tasks
    union all
    select 'shifts', shop, person from shifts
    union all
    select 'checklists', null, responsible from checklists
    union all
    select 'reviews', null, person from reviews
    union all
    select 'assignments', null, person from assignments
)

select
    named.entity,
    named.shop,
    named.account,
    count(*) as rows_of_it
from named
left join person_names on named.account = person_names.alias
where person_names.person is null and named.account <> ''
group by named.entity, named.shop, named.account
