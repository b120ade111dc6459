-- One row is a row of a person's staff sheet with the days for which it holds.
/* ---
key = ["person", "valid_from"]
sources = ["staff"]
[columns]
valid_from = "first day; 0001-01-01 for a person's first row: before its 生效日期 that row holds"
valid_to = "last day; 9999-12-31 for a person's last row"
employed_from = "the first of these days on which the person is employed; after employed_to where there is none"
employed_to = "the last of them"
written_for = "生效日期 as written; 0001-01-01 where empty"
--- */
with ordered as (
    select
        *,
        row_number() over (partition by person order by valid_from asc nulls first) as place,
        lead(valid_from) over (partition by person order by valid_from asc nulls first) as next_from
    from staff
),

dated as (
    select
        *,
        case when place = 1 then date '0001-01-01' else valid_from end as first_day,
        coalesce(cast(next_from - interval '1 day' as date), date '9999-12-31') as last_day
    from ordered
)

select
    person,
    name,
    department,
    role,
    manager,
    accounts,
    joined_on,
    left_on,
    base_pay,
    performance_pay,
    first_day as valid_from,
    last_day as valid_to,
    greatest(first_day, coalesce(joined_on, first_day)) as employed_from,
    least(last_day, coalesce(left_on, last_day)) as employed_to,
    coalesce(valid_from, date '0001-01-01') as written_for
from dated
