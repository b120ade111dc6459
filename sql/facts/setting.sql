-- One row is the department's settings, each as typed or by its default (docs/reference/kpis.md).
/* ---
key = []
sources = ["settings"]

[columns]
zone = "the business time zone"
currency = "the department's currency"
day_starts_at = "how long after midnight the business day begins"
attribution_days = "a consultation converts until the end of this many days after its own"
final_days = "the same, for the final conversion"
after_sales_days = "a buyer with an order this recent asks about that one"
ship_within_hours = "an order is on time when its first parcel leaves within"
shift_grace_minutes = "how late a shift may start and how early it may end"
answer_within_seconds = "a shift covers a consultation answered within"
credit_by = "payment | order: the last agent before which of the two is credited"
--- */
select
    coalesce(max(case when name = 'zone' then value end), 'Asia/Shanghai') as zone,
    coalesce(max(case when name = 'currency' then value end), 'CNY') as currency,
    coalesce(max(case when name = 'day_starts_at' then cast(value as interval) end), interval '0' hour)
        as day_starts_at,
    cast(coalesce(max(case when name = 'attribution_days' then value end), '1') as integer) as attribution_days,
    cast(coalesce(max(case when name = 'final_days' then value end), '7') as integer) as final_days,
    cast(coalesce(max(case when name = 'after_sales_days' then value end), '15') as integer) as after_sales_days,
    cast(coalesce(max(case when name = 'ship_within_hours' then value end), '48') as integer) as ship_within_hours,
    cast(coalesce(max(case when name = 'shift_grace_minutes' then value end), '5') as integer) as shift_grace_minutes,
    cast(coalesce(max(case when name = 'answer_within_seconds' then value end), '300') as integer)
        as answer_within_seconds,
    coalesce(max(case when name = 'credit_by' then value end), 'payment') as credit_by
from settings
