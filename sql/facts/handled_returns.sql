-- One row is a return that has been received and handled.
/* ---
key = ["return_id"]
reach = ["return_id"]
sources = ["returns", "shops", "orders", "staff"]

[columns]
day = "business day on which it was handled"
seconds = "from received to handled"
--- */
with dated as (
    select
        r.*,
        cast(r.handled_at - g.day_starts_at as date) as day
    from returns as r
    cross join setting as g
    where r.handled_at is not null and r.received_at is not null
)

select
    r.return_id,
    r.day,
    r.shop,
    p.platform,
    worker.person,
    worker.department,
    worker.role,
    cast(epoch(r.handled_at) as bigint) - cast(epoch(r.received_at) as bigint) as seconds,
    [{ 'entity': 'returns', 'load': r._load, 'file': r._file, 'row': r._row }] as sources
from dated as r
left join known_shops as p on r.shop = p.shop
left join person_names as named
    on trim(r.handler) = named.alias and r.day between named.valid_from and named.valid_to
left join person_days as worker on named.person = worker.person and r.day between worker.valid_from and worker.valid_to
