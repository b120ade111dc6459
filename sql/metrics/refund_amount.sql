/* ---
label = { zh = "退款金额", en = "Refunds" }
explain.zh = "当天处理完成的退货退款; 没有退货记录的订单, 其自带退款计在付款日"
explain.en = "Refunds handled that day; an order's own refund counts on its payment day where no return names the order"
n = { zh = "退还的金额", en = "money given back" }
assesses = []
unit = "money"
better = "down"
matures_after = ""
sources = ["orders", "returns"]
owner = "电商经理"
dimensions = ["shop", "platform"]
source = "docs/reference/kpis.md#orders-and-traffic"
checked_by = "tests/sql/refund_amount.md, tests/oracle"
next_review = "2027-06"
--- */
select
    r.sources,
    r.day,
    r.shop,
    r.platform,
    r.amount as n
from refunds as r
where r.amount is not null
