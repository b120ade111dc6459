/* ---
label = { zh = "流程规范完善率", en = "Processes set down" }
explain = { zh = "检查表中“流程规范”项目的完成比例", en = "The share of checklist items on processes and rules that are done" }
n = { zh = "完成的项目", en = "items done" }
d = { zh = "项目", en = "items" }
assesses = ["2.2", "3.1", "4.1", "5.1"]
unit = "percent"
better = "up"
matures_after = ""
sources = ["checklists"]
owner = "客服经理"
dimensions = ["person", "department", "role"]
source = "docs/reference/kpis.md#work-shifts-norms-reviews"
checked_by = "tests/sql/process_completeness.md, tests/oracle"
next_review = "2027-06"
--- */
select
    c.sources,
    c.day,
    c.person,
    c.department,
    c.role,
    1 as d,
    case when c.done then 1 else 0 end as n
from checklist_items as c
where c.category = '流程规范'
