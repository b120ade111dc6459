-- One row is a stretch of days on which a person was employed with the same department, role, manager and pay.
/* ---
key = ["person", "valid_from"]
sources = ["staff"]
[columns]
valid_from = "first day, not before 入职"
valid_to = "last day, not after 离职; 9999-12-31 while it goes on"
--- */
select
    person,
    employed_from as valid_from,
    employed_to as valid_to,
    name,
    department,
    role,
    manager,
    base_pay,
    performance_pay
from staff_history
where employed_from <= employed_to
