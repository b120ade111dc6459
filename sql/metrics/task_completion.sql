/* ---
label = { zh = "任务完成率", en = "Task completion" }
explain.zh = "到期任务中按期完成的比例；取消的不算"
explain.en = "The share of tasks due that were done by their due day; cancelled ones do not count"
n = { zh = "按期完成的任务", en = "tasks done on or before the due day" }
d = { zh = "到期的任务", en = "tasks due" }
assesses = ["4.1", "5.1", "6.1", "7.1", "8.1", "9.1", "10"]
unit = "percent"
better = "up"
matures_after = ""
sources = ["tasks"]
owner = "电商经理"
dimensions = ["person", "department", "role", "kind"]
source = "docs/reference/kpis.md#work-shifts-norms-reviews"
checked_by = "tests/sql/task_completion.md, tests/oracle"
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
    case when t.in_time then 1 else 0 end as n
from due_tasks as t
