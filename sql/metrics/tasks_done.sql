/* ---
label = { zh = "任务完结率", en = "Tasks done" }
explain.zh = "到期任务中已完成的比例，按期或逾期都算；取消的不算"
explain.en = "The share of tasks due that were done, in time or late; cancelled ones do not count"
n = { zh = "完成的任务", en = "tasks done" }
d = { zh = "到期的任务", en = "tasks due" }
assesses = []
unit = "percent"
better = "up"
matures_after = ""
sources = ["tasks"]
owner = "电商经理"
dimensions = ["person", "department", "role", "kind"]
internal = true
source = "docs/reference/kpis.md#work-shifts-norms-reviews"
checked_by = "tests/sql/tasks_done.md, tests/oracle"
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
    case when t.done then 1 else 0 end as n
from due_tasks as t
