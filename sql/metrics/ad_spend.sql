/* ---
label = { zh = "花费", en = "Ad spend" }
explain = { zh = "推广花掉的钱", en = "What ads cost" }
n = { zh = "推广花费", en = "money spent on ads" }
assesses = ["5.2"]
unit = "money"
better = "down"
matures_after = ""
sources = ["ads"]
owner = "推广"
dimensions = ["shop", "platform", "campaign", "person", "department", "role"]
source = "docs/reference/kpis.md#orders-and-traffic"
checked_by = "tests/sql/ad_spend.md, tests/oracle"
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
    coalesce(a.spend, 0) as n
from ad_days as a
