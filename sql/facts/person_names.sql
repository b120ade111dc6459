-- One row is a name by which one person is known for a stretch of days: 工号, 姓名 or an account.
/* ---
key = ["alias", "valid_from"]
sources = ["staff"]
[columns]
alias = "as sheets and exports write it; one that means several people is not here, but for an account's days of one of them"
person = "工号"
valid_from = "first day; 0001-01-01 for what only this person is called: it is theirs at all times"
valid_to = "last day; 9999-12-31 where none is known"
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
),

names as (
    select
        person as alias
    from staff
    union
    select
        trim(name) as alias
    from staff
)

select
    alias,
    min(person) as person,
    date '0001-01-01' as valid_from,
    date '9999-12-31' as valid_to
from said
where alias <> ''
group by alias
having count(distinct person) = 1
union all
select
    h.account as alias,
    h.person,
    h.valid_from,
    h.valid_to
from account_holders as h
left join names as n on h.account = n.alias
where h.person is not null and n.alias is null
