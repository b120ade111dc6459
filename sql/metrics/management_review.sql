/* ---
label = { zh = "管理评分", en = "Management review" }
explain = { zh = "评分表中“管理评分”的平均分", en = "The mean score of reviews of management" }
n = { zh = "评分", en = "review scores" }
d = { zh = "评分次数", en = "reviews" }
assesses = ["5.1"]
unit = "score"
better = "up"
matures_after = ""
sources = ["reviews"]
owner = "电商经理"
dimensions = ["person", "department", "role"]
source = "docs/reference/kpis.md#work-shifts-norms-reviews"
checked_by = "tests/sql/management_review.md, tests/oracle"
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
where r.item = '管理评分'
