/* ---
label = { zh = "规范落实率", en = "Processes in practice" }
explain = { zh = "检查表中“规范落实”项目的完成比例", en = "The share of checklist items on rules put into practice that are done" }
n = { zh = "完成的项目", en = "items done" }
d = { zh = "项目", en = "items" }
assesses = ["2.2", "4.1"]
unit = "percent"
better = "up"
matures_after = ""
sources = ["checklists"]
owner = "客服经理"
dimensions = ["person", "department", "role"]
source = "docs/reference/kpis.md#work-shifts-norms-reviews"
checked_by = "tests/sql/process_compliance.md, tests/oracle"
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
where c.category = '规范落实'
