-- One row is a consultation whose first message lies in at least one planned shift of that shop.
/* ---
key = ["shop", "buyer", "day"]
reach = ["shop", "buyer"]
sources = ["chats", "shifts", "orders", "staff", "shops"]

[columns]
person = "the credited agent, as of the consultation"
answered_soon = "a human answered the same day, within answer_within_seconds of the first message"
--- */
with staffed as (
    select
        s.shop,
        s.planned_start,
        s.planned_end,
        cast(days.start as date) as calendar_day
    from planned_shifts as s
    cross join unnest(
        generate_series(cast(s.planned_start as date), cast(s.planned_end as date), interval '1 day')
    ) as days (start)
)

select
    c.day,
    c.shop,
    c.platform,
    c.buyer,
    c.person,
    c.department,
    c.role,
    c.first_at,
    coalesce(c.first_reply_at <= c.first_at + g.answer_within_seconds * interval '1 second', false) as answered_soon,
    c.sources
from consultations as c
cross join setting as g
where
    exists (
        select 1
        from staffed as s
        where
            s.shop = c.shop
            and s.calendar_day = cast(c.first_at as date)
            and s.planned_start <= c.first_at
            and s.planned_end > c.first_at
    )
