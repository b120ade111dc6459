-- One row is a stretch of days on which a person was employed with the same department, role, manager and pay.
/* ---
key = ["person", "valid_from"]
sources = ["staff"]
[columns]
valid_from = "first day, not before 入职"
valid_to = "last day, not after 离职; 9999-12-31 while it goes on"
--- */
with clipped as (
    select
        person,
        name,
        department,
        role,
        manager,
        base_pay,
        performance_pay,
        greatest(valid_from, coalesce(joined_on, valid_from)) as valid_from,
        least(valid_to, coalesce(left_on, valid_to)) as valid_to
    from staff_history
)

select
    person,
    valid_from,
    valid_to,
    name,
    department,
    role,
    manager,
    base_pay,
    performance_pay
from clipped
where valid_from <= valid_to
