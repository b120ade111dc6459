-- One row is an order that was paid before it was placed: kept and counted, but one of its times is wrong.
/* ---
label = { zh = "付款早于下单的订单（照常计入）", en = "Orders paid before they were placed (counted all the same)" }
note = true
--- */
select
    platform,
    order_id,
    shop,
    created_at,
    paid_at
from orders
where paid_at < created_at
