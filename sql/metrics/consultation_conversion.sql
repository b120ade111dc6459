/* ---
label = { zh = "咨询转化率", en = "Consultation conversion" }
explain.zh = "已接待的售前咨询中, 从第一条消息到次日结束 (天数可设) 付了款的比例; 算给付款前最后接待的客服"
explain.en = """
Of answered pre-sale consultations, the share paid by the end of the next day (the days can be set); \
credited to the agent who wrote last before the payment"""
n = { zh = "次日结束前付款的咨询", en = "consultations paid by the end of the next day" }
d = { zh = "已接待的售前咨询", en = "answered pre-sale consultations" }
assesses = ["2.5"]
unit = "percent"
better = "up"
matures_after = "attribution_days"
sources = ["chats", "orders"]
owner = "客服经理"
dimensions = ["shop", "platform", "person", "department", "role"]
source = "docs/reference/kpis.md#consultations"
checked_by = "tests/sql/consultation_conversion.md, tests/oracle"
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
    case when c.paid_in_window then 1 else 0 end as n
from consultations as c
where c.answered and c.presale
