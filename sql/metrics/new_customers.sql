/* ---
label = { zh = "新客数", en = "New customers" }
explain.zh = "当天在本店第一次付款的买家; 没有买家名的订单不算"
explain.en = "Buyers whose first paid order in the shop is of that day; orders without a buyer are not counted"
n = { zh = "首次付款的买家", en = "buyers paying for the first time" }
assesses = ["5.2", "9.2"]
unit = "count"
better = "up"
matures_after = ""
sources = ["orders"]
owner = "推广"
dimensions = ["shop", "platform"]
source = "docs/reference/kpis.md#orders-and-traffic"
checked_by = "tests/sql/new_customers.md, tests/oracle"
next_review = "2027-06"
--- */
select
    f.sources,
    f.day,
    f.shop,
    f.platform,
    1 as n
from first_purchases as f
