/* ---
label = { zh = "支付金额", en = "GMV" }
explain.zh = "按付款日计的订单实付总额, 未扣退款; 未设汇率的外币订单不计金额"
explain.en = "What orders paid that day came to, before any refund; orders in a currency without a rate add no money"
n = { zh = "付款订单的金额", en = "money of paid orders" }
assesses = ["1"]
unit = "money"
better = "up"
matures_after = ""
sources = ["orders"]
owner = "电商经理"
dimensions = ["shop", "platform"]
source = "docs/reference/kpis.md#orders-and-traffic"
checked_by = "tests/sql/gmv.md, tests/oracle"
next_review = "2027-06"
--- */
select
    o.sources,
    o.day,
    o.shop,
    o.platform,
    o.amount as n
from paid_orders as o
where o.amount is not null
