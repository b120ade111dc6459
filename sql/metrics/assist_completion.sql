/* ---
label = { zh = "协助工作完成率", en = "Assistance completion" }
explain.zh = "其他部门提出的到期任务中按期完成的比例"
explain.en = "The share of tasks due for other departments that were done by their due day"
n = { zh = "按期完成的协助任务", en = "such tasks done on or before the due day" }
d = { zh = "其他部门提出的到期任务", en = "tasks due, asked for by another department than the owner's" }
assesses = ["2.4"]
unit = "percent"
better = "up"
matures_after = ""
sources = ["tasks"]
owner = "客服经理"
dimensions = ["person", "department", "role", "kind"]
source = "docs/reference/kpis.md#work-shifts-norms-reviews"
checked_by = "tests/sql/assist_completion.md, tests/oracle"
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
where t.assists
