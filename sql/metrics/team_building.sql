/* ---
label = { zh = "团队建设", en = "Team building" }
explain = { zh = "检查表中“团队建设”项目的完成比例", en = "The share of checklist items on team building that are done" }
n = { zh = "完成的项目", en = "items done" }
d = { zh = "项目", en = "items" }
assesses = ["3.4", "4.1"]
unit = "percent"
better = "up"
matures_after = ""
sources = ["checklists"]
owner = "物流经理"
dimensions = ["person", "department", "role"]
source = "docs/reference/kpis.md#work-shifts-norms-reviews"
checked_by = "tests/sql/team_building.md, tests/oracle"
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
where c.category = '团队建设'
