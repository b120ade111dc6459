/* ---
label = { zh = "退款率(按付款日)", en = "Refund rate by payment day" }
explain.zh = "当天付款的订单, 不论何时退款, 其退款占支付金额的比例; 近期的数还会长"
explain.en = "Of the money paid that day, the share refunded since, whenever that was; recent days still grow"
n = { zh = "这些订单的退款", en = "refunds of these orders" }
d = { zh = "付款订单的金额", en = "money of paid orders" }
assesses = []
unit = "percent"
better = "down"
matures_after = "after_sales_days"
sources = ["orders", "returns"]
owner = "电商经理"
dimensions = ["shop", "platform"]
source = "docs/reference/kpis.md#orders-and-traffic"
checked_by = "tests/sql/refund_rate_cohort.md, tests/oracle"
next_review = "2027-06"
--- */
select
    o.day,
    o.shop,
    o.platform,
    o.refunded as n,
    coalesce(o.amount, 0) as d,
    list_concat(o.sources, o.return_sources) as sources
from paid_orders as o
where o.amount is not null or o.refunded <> 0
