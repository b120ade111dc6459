-- One row is a person and a month of checklists or reviews with at least one day on which the person was employed.
/* ---
key = ["person", "month"]
sources = ["checklists", "reviews", "staff"]

[columns]
month = "its first day"
department = "of the row of the staff sheet that holds on the month's first day"
role = "the same"
--- */
with months as (
    select month
    from checklists
    where month is not null
    union
    select month
    from reviews
    where month is not null
),

employed as (
    select distinct
        d.person,
        m.month
    from months as m
    inner join person_days as d
        on d.valid_from < m.month + interval '1 month' and m.month <= d.valid_to
)

select
    e.person,
    e.month,
    h.department,
    h.role
from employed as e
inner join staff_history as h on e.person = h.person and e.month between h.valid_from and h.valid_to
