/* ---
label = { zh = "访客数", en = "Visitors" }
explain = { zh = "店铺每天的访客数, 逐日相加", en = "A shop's visitors of each day, added up" }
n = { zh = "店铺访客", en = "visitors of the shop" }
assesses = []
unit = "count"
better = "up"
matures_after = ""
sources = ["shop_traffic"]
owner = "推广"
dimensions = ["shop", "platform"]
source = "docs/reference/kpis.md#orders-and-traffic"
checked_by = "tests/sql/visitors.md, tests/oracle"
next_review = "2027-06"
--- */
select
    s.sources,
    s.day,
    s.shop,
    s.platform,
    s.visitors as n
from shop_days as s
