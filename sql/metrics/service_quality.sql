/* ---
label = { zh = "客服质量", en = "Service quality" }
explain = { zh = "评分表中“客服质量”的平均分", en = "The mean score of reviews of service quality" }
n = { zh = "评分", en = "review scores" }
d = { zh = "评分次数", en = "reviews" }
assesses = ["2.1"]
unit = "score"
better = "up"
matures_after = ""
sources = ["reviews"]
owner = "客服经理"
dimensions = ["person", "department", "role"]
source = "docs/reference/kpis.md#work-shifts-norms-reviews"
checked_by = "tests/sql/service_quality.md, tests/oracle"
next_review = "2027-06"
--- */
select
    r.sources,
    r.day,
    r.person,
    r.department,
    r.role,
    r.score as n,
    1 as d
from review_scores as r
where r.item = '客服质量'
