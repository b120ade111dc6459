/* ---
label = { zh = "点击量", en = "Ad clicks" }
explain = { zh = "推广被点击的次数", en = "How often ads were clicked" }
n = { zh = "点击次数", en = "clicks" }
assesses = ["5.2", "9.2"]
unit = "count"
better = "up"
matures_after = ""
sources = ["ads"]
owner = "推广"
dimensions = ["shop", "platform", "campaign", "person", "department", "role"]
source = "docs/reference/kpis.md#orders-and-traffic"
checked_by = "tests/sql/ad_clicks.md, tests/oracle"
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
    coalesce(a.clicks, 0) as n
from ad_days as a
