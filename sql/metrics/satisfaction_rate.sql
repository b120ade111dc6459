/* ---
label = { zh = "满意率", en = "Satisfaction rate" }
explain = { zh = "买家对客服的评价中, 4 分和 5 分的比例", en = "The share of buyers' ratings of agents that are 4 or 5" }
n = { zh = "4 分或 5 分的评价", en = "ratings of 4 or 5" }
d = { zh = "评价数", en = "ratings" }
assesses = ["2.1"]
unit = "percent"
better = "up"
matures_after = ""
sources = ["chat_ratings"]
owner = "客服经理"
dimensions = ["shop", "platform", "person", "department", "role"]
source = "docs/reference/kpis.md#consultations"
checked_by = "tests/sql/satisfaction_rate.md, tests/oracle"
next_review = "2027-06"
--- */
select
    r.sources,
    r.day,
    r.shop,
    r.platform,
    r.person,
    r.department,
    r.role,
    1 as d,
    case when r.score >= 4 then 1 else 0 end as n
from ratings as r
