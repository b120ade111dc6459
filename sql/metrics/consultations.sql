/* ---
label = { zh = "咨询人数", en = "Consultations" }
explain.zh = "一个买家一天在一家店发过消息算一人, 不论发了多少条, 有没有人回复"
explain.en = "Buyers who wrote to a shop, each once a day however often they wrote, answered or not"
n = { zh = "咨询的买家 (每店每天一次)", en = "buyers who wrote, once a shop and day" }
assesses = []
unit = "count"
better = "up"
matures_after = ""
sources = ["chats"]
owner = "客服经理"
dimensions = ["shop", "platform", "person", "department", "role"]
source = "docs/reference/kpis.md#consultations"
checked_by = "tests/sql/consultations.md, tests/oracle"
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
from consultations as c;

/* by: product */
select
    c.sources,
    c.day,
    c.shop,
    c.platform,
    c.product,
    1 as n
from consultations as c
