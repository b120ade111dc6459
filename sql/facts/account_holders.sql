-- One row is an account that several people list, with a stretch of days on which the same of them are employed.
/* ---
key = ["account", "valid_from"]
sources = ["staff"]
[columns]
person = "whose it is: the only one employed, of several the only one whose row of the staff sheet then lists it; null: nobody's"
one = "the first of those employed"
other = "the last of them"
--- */
with listed as (
    select
        s.person,
        s.valid_from,
        trim(l.account) as account
    from staff_rows as s
    cross join unnest(string_split(replace(s.accounts, '；', ';'), ';')) as l (account)
),

shared as (
    select account
    from listed
    where account <> ''
    group by account
    having count(distinct person) > 1
),

-- an account in any row of a person is theirs at all times
employed as (
    select
        l.account,
        s.person,
        s.employed_from,
        s.employed_to,
        max(case when l.valid_from = s.valid_from then s.person end) as lists
    from listed as l
    inner join shared as t on l.account = t.account
    inner join staff_rows as s on l.person = s.person
    where s.employed_from <= s.employed_to
    group by l.account, s.person, s.employed_from, s.employed_to
),

turns as (
    select
        account,
        employed_from as day
    from employed
    union
    select
        account,
        cast(employed_to + interval '1 day' as date) as day
    from employed
    where employed_to < date '9999-12-31'
),

stretches as (
    select
        account,
        day as valid_from,
        coalesce(
            cast(lead(day) over (partition by account order by day asc nulls last) - interval '1 day' as date),
            date '9999-12-31'
        ) as valid_to
    from turns
)

select
    t.account,
    t.valid_from,
    t.valid_to,
    case
        when count(e.lists) = 1 then min(e.lists)
        when count(*) = 1 then min(e.person)
    end as person,
    min(e.person) as one,
    max(e.person) as other
from stretches as t
inner join employed as e
    on t.account = e.account and t.valid_from >= e.employed_from and t.valid_to <= e.employed_to
group by t.account, t.valid_from, t.valid_to
