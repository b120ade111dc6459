/* ---
label = { zh = "最终付款成功率", en = "Final consultation conversion" }
explain.zh = "已接待的售前咨询中, 从第一条消息到第 7 天结束 (天数可设) 付了款的比例"
explain.en = """
Of answered pre-sale consultations, the share paid by the end of the seventh day after (the days can \
be set)"""
n = { zh = "最终付款的咨询", en = "consultations paid in the end" }
d = { zh = "已接待的售前咨询", en = "answered pre-sale consultations" }
assesses = []
unit = "percent"
better = "up"
matures_after = "final_days"
sources = ["chats", "orders"]
owner = "客服经理"
dimensions = ["shop", "platform", "person", "department", "role"]
source = "docs/reference/kpis.md#consultations"
checked_by = "tests/sql/consultation_conversion_final.md, tests/oracle"
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
    case when c.paid_final then 1 else 0 end as n
from consultations as c
where c.answered and c.presale
