-- One row is a shop that the shops sheet or an order names, with its platform.
/* ---
key = ["shop"]
sources = ["shops", "orders"]
--- */
with said as (
    select
        shop,
        platform,
        1 as place
    from shops
    union all
    select distinct
        shop,
        platform,
        2 as place
    from orders
),

ranked as (
    select
        *,
        row_number() over (partition by shop order by place asc nulls last, platform asc nulls last) as choice
    from said
    where shop is not null
)

select
    shop,
    platform
from ranked
where choice = 1
