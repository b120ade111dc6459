-- One row is a day's even share of a month's GMV target
/* ---
key = ["month", "scope", "object", "day"]
sources = ["targets"]

[columns]
shop = "the shop whose target it is; null: of the company, a department, role or person"
in_total = "of the widest scope that has a target for the month: these make the target of the whole"
target = "the month's target over its days, not rounded"
--- */
with ranked as (
    select
        t.*,
        k.shop,
        k.platform,
        case
            when k.shop is not null then 5
            when t.scope = 'company' then 1
            when t.scope = 'department' then 2
            when t.scope = 'role' then 3
            else 4
        end as width
    from targets as t
    left join known_shops as k on t.object = k.shop
    where t.metric = 'gmv' and t.target is not null
),

spread as (
    select
        r.*,
        r.width = min(r.width) over (partition by r.month) as in_total,
        unnest(generate_series(r.month, r.month + interval '1' month - interval '1' day, interval '1' day)) as morning
    from ranked as r
)

select
    s.month,
    cast(s.morning as date) as day,
    s.scope,
    s.object,
    s.shop,
    s.platform,
    s.in_total,
    cast(s.target / count(*) over (partition by s.month, s.scope, s.object) as decimal(38, 12)) as target,
    [{ 'entity': 'targets', 'load': s._load, 'file': s._file, 'row': s._row }] as sources
from spread as s
