/* ---
label = { zh = "任务数量完成率", en = "Task output" }
explain.zh = "到期任务完成数量占计划数量的比例，超出计划的不多算"
explain.en = "Quantity done of what was planned in tasks due; more than planned counts as planned"
n = { zh = "完成数量，至多为计划数量", en = "quantity done, at most what was planned" }
d = { zh = "计划数量", en = "quantity planned" }
assesses = []
unit = "percent"
better = "up"
matures_after = ""
sources = ["tasks"]
owner = "电商经理"
dimensions = ["person", "department", "role", "kind"]
source = "docs/reference/kpis.md#work-shifts-norms-reviews"
checked_by = "tests/sql/task_output.md, tests/oracle"
next_review = "2027-06"
--- */
select
    t.sources,
    t.day,
    t.person,
    t.department,
    t.role,
    t.kind,
    t.planned as d,
    least(coalesce(t.done_quantity, 0), t.planned) as n
from due_tasks as t
where t.planned is not null
