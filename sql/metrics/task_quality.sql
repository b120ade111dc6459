/* ---
label = { zh = "任务质量", en = "Task quality" }
explain = { zh = "完成的任务的平均质量评分", en = "The mean quality score of tasks done" }
n = { zh = "质量评分", en = "quality scores" }
d = { zh = "有评分的完成任务", en = "tasks done with a score" }
assesses = ["8.1"]
unit = "score"
better = "up"
matures_after = ""
sources = ["tasks"]
owner = "美工经理"
dimensions = ["person", "department", "role", "kind"]
source = "docs/reference/kpis.md#work-shifts-norms-reviews"
checked_by = "tests/sql/task_quality.md, tests/oracle"
next_review = "2027-06"
--- */
select
    t.sources,
    t.day,
    t.person,
    t.department,
    t.role,
    t.kind,
    t.quality as n,
    1 as d
from done_tasks as t
where t.quality is not null
