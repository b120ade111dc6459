-- One row is an agent who wrote to a buyer on a day on which the buyer wrote too
/* ---
key = ["shop", "buyer", "day", "agent"]
reach = ["shop", "buyer"]
sources = ["chats", "orders", "staff"]

[columns]
agent = "the person, whatever account they wrote with; account: and its name where nobody owns it"
account = "the account of the agent's first reply, else of any message"
first_reply = "place of their first message after the buyer's first"
last_before_order = "place of their last message up to the moment that decides the credit"
last_message = "place of their last message of the day"
--- */
with wrote as (
    select
        t.shop,
        t.buyer,
        t.day,
        t.first_message,
        t.credit_until,
        c.agent as account,
        n.person,
        coalesce(n.person, concat('account:', coalesce(c.agent, ''))) as agent,
        { 'at': c.at, 'as_of': c._as_of, 'load': c._load, 'file': c._file, 'row': c._row } as place
    from chats as c
    cross join setting as s
    inner join consultation_starts as t
        on c.shop = t.shop and c.buyer = t.buyer and cast(c.at - s.day_starts_at as date) = t.day
    left join person_names as n on c.agent = n.alias and t.day between n.valid_from and n.valid_to
    where c.sender = 'agent'
),

agents as (
    select
        w.shop,
        w.buyer,
        w.day,
        w.agent,
        max(w.person) as person,
        coalesce(
            min_by(w.account, w.place) filter (where w.place > w.first_message and w.account is not null),
            min(w.account)
        ) as account,
        min(w.place) filter (where w.place > w.first_message) as first_reply,
        max(w.place) filter (where w.place.at <= w.credit_until) as last_before_order,
        max(w.place) as last_message
    from wrote as w
    group by w.shop, w.buyer, w.day, w.agent
)

select
    a.shop,
    a.buyer,
    a.day,
    a.agent,
    a.account,
    p.person,
    p.department,
    p.role,
    a.first_reply,
    a.last_before_order,
    a.last_message
from agents as a
left join person_days as p on a.person = p.person and a.day between p.valid_from and p.valid_to
