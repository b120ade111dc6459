/* ---
label = { zh = "推广流量", en = "Promotion visitors" }
explain = { zh = "来自付费推广的访客数", en = "Visitors that paid promotion brought" }
n = { zh = "付费推广来的访客", en = "visitors from paid promotion" }
assesses = ["5.2", "9.2"]
unit = "count"
better = "up"
matures_after = ""
sources = ["source_traffic"]
owner = "推广"
dimensions = ["shop", "platform", "source"]
source = "docs/reference/kpis.md#orders-and-traffic"
checked_by = "tests/sql/promotion_visitors.md, tests/oracle"
next_review = "2027-06"
--- */
select
    s.sources,
    s.day,
    s.shop,
    s.platform,
    s.source,
    s.visitors as n
from traffic_sources as s
where s.promotion
