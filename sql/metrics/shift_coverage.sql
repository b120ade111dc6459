/* ---
label = { zh = "在岗响应率", en = "Answered on shift" }
explain.zh = "有人值班时进来的咨询中，规定秒数内有客服回复的比例"
explain.en = "The share of consultations arriving during a shift of the shop that a human answered in time"
n = { zh = "规定时间内回复的咨询", en = "of those, answered in time" }
d = { zh = "值班时间内的咨询", en = "consultations that began within a planned shift" }
assesses = ["2.3"]
unit = "percent"
better = "up"
matures_after = ""
sources = ["chats", "shifts"]
owner = "客服经理"
dimensions = ["shop", "platform", "person", "department", "role"]
source = "docs/reference/kpis.md#work-shifts-norms-reviews"
checked_by = "tests/sql/shift_coverage.md, tests/oracle"
next_review = "2027-06"
--- */
select
    c.sources,
    c.day,
    c.shop,
    c.platform,
    c.person,
    c.department,
    c.role,
    1 as d,
    case when c.answered_soon then 1 else 0 end as n
from covered_consultations as c
