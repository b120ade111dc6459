-- One row is a parcel that left, by tracking number, with the errors found in it.
/* ---
key = ["tracking"]
reach = ["tracking"]
sources = ["shipments", "shipping_errors", "shops", "orders", "staff"]

[columns]
day = "business day of shipping"
person = "who packed, where employed on the day"
shipping_errors_found = "rows of errors 错发, 漏发, 多发, 错地址"
damages_found = "rows of errors 破损, 丢件"
errors_found = "rows of errors of any kind"
--- */
with found as (
    select
        tracking,
        count(*) as errors_found,
        count(*) filter (where error_group = 'shipping') as shipping_errors_found,
        count(*) filter (where error_group = 'damage') as damages_found,
        flatten(list(sources order by kind asc nulls last)) as sources
    from parcel_errors
    group by tracking
),

dated as (
    select
        s.*,
        cast(s.shipped_at - g.day_starts_at as date) as day
    from shipments as s
    cross join setting as g
    where s.shipped_at is not null
)

select
    s.tracking,
    s.day,
    s.shop,
    p.platform,
    s.warehouse,
    s.carrier,
    worker.person,
    worker.department,
    worker.role,
    s.shipped_at,
    s.weight,
    nullif(trim(s.picker), '') as picker,
    nullif(trim(s.packer), '') as packer,
    nullif(trim(s.checker), '') as checker,
    coalesce(f.errors_found, 0) as errors_found,
    coalesce(f.shipping_errors_found, 0) as shipping_errors_found,
    coalesce(f.damages_found, 0) as damages_found,
    list_concat(
        [{ 'entity': 'shipments', 'load': s._load, 'file': s._file, 'row': s._row }], coalesce(f.sources, [])
    ) as sources
from dated as s
left join found as f on s.tracking = f.tracking
left join known_shops as p on s.shop = p.shop
left join person_names as named
    on trim(s.packer) = named.alias and s.day between named.valid_from and named.valid_to
left join person_days as worker on named.person = worker.person and s.day between worker.valid_from and worker.valid_to
