/* ---
label = { zh = "排班完成率", en = "Shift completion" }
explain = { zh = "计划班次中有人上班的比例", en = "The share of planned shifts that somebody began" }
n = { zh = "有实际上班时间的班次", en = "shifts with an actual start" }
d = { zh = "计划班次", en = "planned shifts" }
assesses = ["2.3"]
unit = "percent"
better = "up"
matures_after = ""
sources = ["shifts"]
owner = "客服经理"
dimensions = ["shop", "platform", "person", "department", "role"]
source = "docs/reference/kpis.md#work-shifts-norms-reviews"
checked_by = "tests/sql/shift_completion.md, tests/oracle"
next_review = "2027-06"
--- */
select
    s.sources,
    s.day,
    s.shop,
    s.platform,
    s.person,
    s.department,
    s.role,
    1 as d,
    case when s.begun then 1 else 0 end as n
from planned_shifts as s
