/* ---
label = { zh = "支付买家数", en = "Paying buyers" }
explain.zh = "每天每店付过款的买家数; 没有买家名的订单各算一个买家"
explain.en = "Buyers with an order paid that day in the shop; an order without a buyer is a buyer of its own"
n = { zh = "付款的买家 (每店每天一次)", en = "buyers who paid, once a shop and day" }
assesses = []
unit = "count"
better = "up"
matures_after = ""
sources = ["orders"]
owner = "电商经理"
dimensions = ["shop", "platform"]
internal = true
source = "docs/reference/kpis.md#orders-and-traffic"
checked_by = "tests/sql/paying_buyers.md, tests/oracle"
next_review = "2027-06"
--- */
select
    b.sources,
    b.day,
    b.shop,
    b.platform,
    1 as n
from paying_buyers as b
