-- One row is an assignment to somebody who is not in the staff sheet.
/* ---
label = { zh = "所辖表里的人不在员工表里", en = "Assignments to somebody who is not in the staff sheet" }
--- */
select
    assignments.person,
    assignments.kind,
    assignments.object,
    assignments.valid_from
from assignments
left join person_names
    on
        assignments.person = person_names.alias
        and assignments.valid_from between person_names.valid_from and person_names.valid_to
where person_names.person is null
