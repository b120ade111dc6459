-- One row is a name by which exactly one person is known: 工号, 姓名 or an account.
/* ---
key = ["alias"]
sources = ["staff"]
[columns]
alias = "工号, 姓名 or account, as sheets and exports write it; one that means several people is not here"
person = "工号"
--- */
with said as (
    select
        person,
        person as alias
    from staff
    union all
    select
        person,
        trim(name) as alias
    from staff
    union all
    select
        staff.person,
        trim(listed.account) as alias
    from staff
    cross join unnest(string_split(replace(staff.accounts, '；', ';'), ';')) as listed (account)
)

select
    alias,
    min(person) as person
from said
where alias <> ''
group by alias
having count(distinct person) = 1
