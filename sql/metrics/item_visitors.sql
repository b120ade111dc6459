/* ---
label = { zh = "商品访客数", en = "Item visitors" }
explain.zh = "商品每天的访客数, 逐日相加; 同一人看几件商品算几次"
explain.en = "A product's visitors of each day, added up; who looks at several products counts for each"
n = { zh = "商品访客", en = "visitors of the product" }
assesses = []
unit = "count"
better = "up"
matures_after = ""
sources = ["item_traffic"]
owner = "美工经理"
dimensions = ["shop", "platform", "product"]
internal = true
source = "docs/reference/kpis.md#orders-and-traffic"
checked_by = "tests/sql/item_visitors.md, tests/oracle"
next_review = "2027-06"
--- */
select
    s.sources,
    s.day,
    s.shop,
    s.platform,
    s.product,
    s.visitors as n
from item_days as s
