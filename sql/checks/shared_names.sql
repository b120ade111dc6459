-- One row is a name of several people: a sheet that means one of them has to say the 工号.
/* ---
label = { zh = "重名的员工（表里请写工号）", en = "Names of several people (let sheets say the 工号)" }
note = true
--- */
select
    trim(name) as name,
    min(person) as one,
    max(person) as other
from staff
where trim(name) <> ''
group by trim(name)
having count(distinct person) > 1
