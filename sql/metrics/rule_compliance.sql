/* ---
label = { zh = "规章遵守率", en = "Rules kept" }
explain = { zh = "检查表中“规章制度”项目的完成比例", en = "The share of checklist items on company rules that are done" }
n = { zh = "完成的项目", en = "items done" }
d = { zh = "项目", en = "items" }
assesses = ["5.3", "7.3"]
unit = "percent"
better = "up"
matures_after = ""
sources = ["checklists"]
owner = "电商经理"
dimensions = ["person", "department", "role"]
source = "docs/reference/kpis.md#work-shifts-norms-reviews"
checked_by = "tests/sql/rule_compliance.md, tests/oracle"
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
where c.category = '规章制度'
