-- One row is a parcel and somebody who handled it or answers for an error in it (null: nobody known).
/* ---
key = ["tracking", "person"]
reach = ["tracking"]
sources = ["shipments", "shipping_errors", "shops", "orders", "staff"]

[columns]
handled = "picked, packed or checked it; a cell left empty is nobody, unless all three are"
answers = "is the 责任人 of a shipping error, or packed the parcel and the 责任人 is empty"
--- */
with hands as (
    select tracking, day, picker as name, 1 as handled, 0 as answers
    from parcels
    where picker is not null
    union all
    select tracking, day, packer as name, 1 as handled, 0 as answers
    from parcels
    where packer is not null
    union all
    select tracking, day, checker as name, 1 as handled, 0 as answers
    from parcels
    where checker is not null
    union all
    select tracking, day, packer as name, 1 as handled, 0 as answers
    from parcels
    where picker is null and packer is null and checker is null
    union all
    select p.tracking, p.day, coalesce(e.responsible, p.packer) as name, 0 as handled, 1 as answers
    from parcel_errors as e
    inner join parcels as p on e.tracking = p.tracking
    where e.error_group = 'shipping'
),

people as (
    select
        h.tracking,
        worker.person,
        worker.department,
        worker.role,
        max(h.handled) as handled,
        max(h.answers) as answers
    from hands as h
    left join person_names as named
        on h.name = named.alias and h.day between named.valid_from and named.valid_to
    left join person_days as worker
        on named.person = worker.person and h.day between worker.valid_from and worker.valid_to
    group by h.tracking, worker.person, worker.department, worker.role
)

select
    p.tracking,
    p.day,
    p.shop,
    p.platform,
    p.warehouse,
    p.carrier,
    w.person,
    w.department,
    w.role,
    w.handled,
    w.answers,
    p.sources
from people as w
inner join parcels as p on w.tracking = p.tracking
