/* ---
label = { zh = "未回复率", en = "Unanswered rate" }
explain.zh = "当天没有等到客服回复的咨询比例; 机器人的回复不算"
explain.en = "The share of consultations that no human answered that day; a robot's answer is none"
n = { zh = "没有客服回复的咨询", en = "consultations without a human answer" }
d = { zh = "咨询人数", en = "consultations" }
assesses = ["2.1"]
unit = "percent"
better = "down"
matures_after = ""
sources = ["chats"]
owner = "客服经理"
dimensions = ["shop", "platform", "person", "department", "role"]
source = "docs/reference/kpis.md#consultations"
checked_by = "tests/sql/unanswered_rate.md, tests/oracle"
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
    case when c.answered then 0 else 1 end as n
from consultations as c
