-- One row is a stretch of days for which one row of a person's staff sheet holds, whether employed or not.
/* ---
key = ["person", "valid_from"]
sources = ["staff"]
[columns]
valid_from = "first day; 0001-01-01 for a person's first row: before its 生效日期 that row holds"
valid_to = "last day; 9999-12-31 for a person's last row"
manager = "工号 of the 上级; null where empty or unknown"
--- */
with ordered as (
    select
        *,
        row_number() over (partition by person order by valid_from asc nulls first) as place,
        lead(valid_from) over (partition by person order by valid_from asc nulls first) as next_from
    from staff
)

select
    ordered.person,
    ordered.name,
    ordered.department,
    ordered.role,
    above.person as manager,
    ordered.joined_on,
    ordered.left_on,
    ordered.base_pay,
    ordered.performance_pay,
    case when ordered.place = 1 then date '0001-01-01' else ordered.valid_from end as valid_from,
    coalesce(cast(ordered.next_from - interval '1 day' as date), date '9999-12-31') as valid_to
from ordered
left join person_names as above on trim(ordered.manager) = above.alias
