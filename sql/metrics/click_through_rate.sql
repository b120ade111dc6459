/* ---
label = { zh = "点击率", en = "Click-through rate" }
explain = { zh = "展现后被点击的比例", en = "The share of impressions that were clicked" }
n = { zh = "点击次数", en = "clicks" }
d = { zh = "展现次数", en = "impressions" }
assesses = ["5.2"]
unit = "percent"
better = "up"
matures_after = ""
sources = ["ads"]
owner = "推广"
dimensions = ["shop", "platform", "campaign", "person", "department", "role"]
source = "docs/reference/kpis.md#orders-and-traffic"
checked_by = "tests/sql/click_through_rate.md, tests/oracle"
next_review = "2027-06"
--- */
select
    a.sources,
    a.day,
    a.shop,
    a.platform,
    a.campaign,
    a.person,
    a.department,
    a.role,
    coalesce(a.clicks, 0) as n,
    coalesce(a.impressions, 0) as d
from ad_days as a
