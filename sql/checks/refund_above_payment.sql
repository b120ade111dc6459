-- One row is an order whose own row states more money given back than was paid.
/* ---
label = { zh = "退款多于付款的订单", en = "Orders with more refunded than paid" }
note = true
--- */
select
    platform,
    order_id,
    shop,
    paid_amount,
    order_refund
from orders
where order_refund > paid_amount
