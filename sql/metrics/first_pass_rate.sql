/* ---
label = { zh = "一次通过率", en = "First-pass rate" }
explain.zh = "完成的任务中一次通过的比例；没有标记的不算"
explain.en = "The share of tasks done that passed the first time; unmarked ones do not count"
n = { zh = "一次通过的任务", en = "tasks passed the first time" }
d = { zh = "有标记的完成任务", en = "tasks done with a mark" }
assesses = ["8.1"]
unit = "percent"
better = "up"
matures_after = ""
sources = ["tasks"]
owner = "美工经理"
dimensions = ["person", "department", "role", "kind"]
source = "docs/reference/kpis.md#work-shifts-norms-reviews"
checked_by = "tests/sql/first_pass_rate.md, tests/oracle"
next_review = "2027-06"
--- */
select
    t.sources,
    t.day,
    t.person,
    t.department,
    t.role,
    t.kind,
    1 as d,
    case when t.first_pass then 1 else 0 end as n
from done_tasks as t
where t.first_pass is not null
