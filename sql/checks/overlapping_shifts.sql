-- One row is two shifts of a person that are planned for the same time.
/* ---
label = { zh = "同一人时间重叠的排班", en = "Shifts of one person that overlap" }
--- */
with planned as (
    select
        coalesce(person, staff) as worker,
        staff,
        planned_start,
        planned_end
    from planned_shifts
)

select
    one.worker,
    one.planned_start,
    one.planned_end,
    other.planned_start as other_start,
    other.planned_end as other_end
from planned as one
inner join planned as other on one.worker = other.worker
where
    other.planned_start < one.planned_end
    and (
        one.planned_start < other.planned_start
        or (one.planned_start = other.planned_start and one.staff < other.staff)
    )
