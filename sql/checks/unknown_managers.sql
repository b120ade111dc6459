-- One row is a person whose 上级 nobody is known by: they are in no team.
/* ---
label = { zh = "上级不在员工表里的员工（不属于任何团队）", en = "People whose manager is not in the staff sheet (in no team)" }
--- */
select
    staff.person,
    staff.valid_from,
    staff.manager
from staff
left join person_names
    on
        trim(staff.manager) = person_names.alias
        and coalesce(staff.valid_from, date '0001-01-01') between person_names.valid_from and person_names.valid_to
where trim(staff.manager) <> '' and person_names.person is null
