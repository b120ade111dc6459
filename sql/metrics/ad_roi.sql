/* ---
label = { zh = "投入产出比", en = "Return on ad spend" }
explain.zh = "推广带来的总成交金额是花费的几倍; 成交会在之后几天继续计入"
explain.en = "How many times its cost the ads brought in sales; sales of recent ads still come in"
n = { zh = "总成交金额", en = "sales brought by ads" }
d = { zh = "推广花费", en = "money spent on ads" }
assesses = ["1", "5.2", "9.2"]
unit = "ratio"
better = "up"
matures_after = "15 days"
sources = ["ads"]
owner = "推广"
dimensions = ["shop", "platform", "campaign", "person", "department", "role"]
source = "docs/reference/kpis.md#orders-and-traffic"
checked_by = "tests/sql/ad_roi.md, tests/oracle"
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
    coalesce(a.revenue, 0) as n,
    coalesce(a.spend, 0) as d
from ad_days as a
