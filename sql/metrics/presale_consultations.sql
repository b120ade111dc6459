/* ---
label = { zh = "询单人数", en = "Pre-sale consultations" }
explain.zh = "当天有客服回复, 且买家在售后天数内没有在本店付过款的咨询"
explain.en = """
Consultations that a human answered that day, of buyers who paid nothing in the shop in the after- \
sales days before"""
n = { zh = "已接待的售前咨询", en = "answered pre-sale consultations" }
assesses = []
unit = "count"
better = "up"
matures_after = ""
sources = ["chats", "orders"]
owner = "客服经理"
dimensions = ["shop", "platform", "person", "department", "role"]
source = "docs/reference/kpis.md#consultations"
checked_by = "tests/sql/presale_consultations.md, tests/oracle"
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
    1 as n
from consultations as c
where c.answered and c.presale
