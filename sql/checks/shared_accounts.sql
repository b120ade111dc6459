-- One row is an account that the staff sheet gives to several people: what is done with it is nobody's.
/* ---
label = { zh = "员工表里属于多人的账号（算不到任何人）", en = "Accounts that the staff sheet gives to several people (counted for nobody)" }
--- */
with said as (
    select
        staff.person,
        trim(listed.account) as account
    from staff
    cross join unnest(string_split(replace(staff.accounts, '；', ';'), ';')) as listed (account)
)

select
    account,
    min(person) as one,
    max(person) as other
from said
where account <> ''
group by account
having count(distinct person) > 1
