-- One row is a stretch of days for which one row of a person's staff sheet holds, whether employed or not.
/* ---
key = ["person", "valid_from"]
sources = ["staff"]
[columns]
manager = "工号 of the 上级 (of an account that goes from one to another: whose it is when the row begins); null where empty or unknown"
--- */
select
    s.person,
    s.name,
    s.department,
    s.role,
    above.person as manager,
    s.base_pay,
    s.performance_pay,
    s.valid_from,
    s.valid_to,
    s.employed_from,
    s.employed_to
from staff_rows as s
left join person_names as above
    on trim(s.manager) = above.alias and s.written_for between above.valid_from and above.valid_to
