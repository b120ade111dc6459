-- One row is a run of buyer messages that a human answered the same day
/* ---
key = ["shop", "buyer", "day", "nth"]
reach = ["shop", "buyer"]
sources = ["chats", "staff"]

[columns]
asked_at = "the run's first message: the buyer's first of the day, or the first after a human message"
replied_at = "the first human message after it"
nth = "which run of the buyer's day it is"
--- */
with messages as (
    select
        c.shop,
        c.buyer,
        c.sender,
        c.agent,
        cast(c.at - s.day_starts_at as date) as day,
        { 'at': c.at, 'as_of': c._as_of, 'load': c._load, 'file': c._file, 'row': c._row } as place
    from chats as c
    cross join setting as s
    where c.buyer is not null and c.sender in ('buyer', 'agent')
),

turns as (
    select m.*
    from (
        select
            messages.*,
            lag(messages.sender) over (
                partition by messages.shop, messages.buyer, messages.day order by messages.place asc nulls last
            ) as before
        from messages
    ) as m
    where m.before is null or m.before <> m.sender
),

replied as (
    select
        t.*,
        lag(t.place) over (partition by t.shop, t.buyer, t.day order by t.place asc nulls last) as asked,
        count(case when t.sender = 'buyer' then 1 end) over (
            partition by t.shop, t.buyer, t.day
            order by t.place asc nulls last
            rows between unbounded preceding and current row
        ) as nth
    from turns as t
)

select
    r.day,
    r.shop,
    f.platform,
    r.buyer,
    r.nth,
    r.asked.at as asked_at,
    r.place.at as replied_at,
    cast(epoch(r.place.at) - epoch(r.asked.at) as bigint) as seconds,
    r.agent as account,
    p.person,
    p.department,
    p.role,
    [
        { 'entity': 'chats', 'load': r.asked.load, 'file': r.asked.file, 'row': r.asked.row },
        { 'entity': 'chats', 'load': r.place.load, 'file': r.place.file, 'row': r.place.row }
    ] as sources
from replied as r
left join known_shops as f on r.shop = f.shop
left join person_names as n
    on r.agent = n.alias and r.day between n.valid_from and n.valid_to
left join person_days as p on n.person = p.person and r.day between p.valid_from and p.valid_to
where r.sender = 'agent' and r.asked is not null
