/* ---
label = { zh = "展现量", en = "Ad impressions" }
explain = { zh = "推广被展现的次数", en = "How often ads were shown" }
n = { zh = "展现次数", en = "impressions" }
assesses = ["5.2"]
unit = "count"
better = "up"
matures_after = ""
sources = ["ads"]
owner = "推广"
dimensions = ["shop", "platform", "campaign", "person", "department", "role"]
source = "docs/reference/kpis.md#orders-and-traffic"
checked_by = "tests/sql/ad_impressions.md, tests/oracle"
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
    coalesce(a.impressions, 0) as n
from ad_days as a
