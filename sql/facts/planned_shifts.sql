-- One row is a planned shift of a person in a shop.
/* ---
key = ["day", "staff", "planned_start"]
sources = ["shifts", "staff", "shops", "orders"]

[columns]
staff = "who is to work, as the sheet names them"
planned_end = "on the next day where the sheet's 计划下班 is at or before 计划上班"
on_time = "began no later and ended no earlier than planned, but for the grace; no actual end is not on time"
--- */
with placed as (
    select
        s.*,
        g.shift_grace_minutes * interval '1 minute' as grace,
        case when s.planned_end <= s.planned_start then s.planned_end + interval '1 day' else s.planned_end end as until
    from shifts as s
    cross join setting as g
)

select
    s.person as staff,
    s.day,
    s.shop,
    p.platform,
    worker.person,
    worker.department,
    worker.role,
    s.planned_start,
    s.until as planned_end,
    s.actual_start is not null as begun,
    coalesce(s.actual_start <= s.planned_start + s.grace and s.actual_end >= s.until - s.grace, false) as on_time,
    [{ 'entity': 'shifts', 'load': s._load, 'file': s._file, 'row': s._row }] as sources
from placed as s
left join known_shops as p on s.shop = p.shop
left join person_names as named
    on trim(s.person) = named.alias and s.day between named.valid_from and named.valid_to
left join person_days as worker on named.person = worker.person and s.day between worker.valid_from and worker.valid_to
