/* ---
label = { zh = "平均点击花费", en = "Cost per click" }
explain = { zh = "每次点击平均花多少钱", en = "What one click costs on average" }
n = { zh = "推广花费", en = "money spent on ads" }
d = { zh = "点击次数", en = "clicks" }
assesses = ["5.2"]
unit = "money"
better = "down"
matures_after = ""
sources = ["ads"]
owner = "推广"
dimensions = ["shop", "platform", "campaign", "person", "department", "role"]
source = "docs/reference/kpis.md#orders-and-traffic"
checked_by = "tests/sql/cost_per_click.md, tests/oracle"
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
    coalesce(a.spend, 0) as n,
    coalesce(a.clicks, 0) as d
from ad_days as a
