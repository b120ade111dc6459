/* ---
label = { zh = "排班准时率", en = "Shifts on time" }
explain.zh = "计划班次中不迟到也不早退的比例，宽限可设；没有下班记录的不算准时"
explain.en = "The share of planned shifts begun and ended as planned, but for the grace; without an actual end it is not on time"
n = { zh = "准时的班次", en = "shifts on time" }
d = { zh = "计划班次", en = "planned shifts" }
assesses = []
unit = "percent"
better = "up"
matures_after = ""
sources = ["shifts"]
owner = "客服经理"
dimensions = ["shop", "platform", "person", "department", "role"]
source = "docs/reference/kpis.md#work-shifts-norms-reviews"
checked_by = "tests/sql/shift_on_time.md, tests/oracle"
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
    case when s.on_time then 1 else 0 end as n
from planned_shifts as s
