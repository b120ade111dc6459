/* ---
label = { zh = "咨询成功率", en = "Consultation success" }
explain.zh = "客服参与接待的每个售前咨询, 次日结束前付款且算给该客服的比例; 几名客服接待同一买家, 各算一次"
explain.en = """
Of the pre-sale consultations an agent took part in, the share that was paid by the end of the next \
day and credited to this agent; several agents of one buyer count one each"""
n = { zh = "付款且算给该客服的接待", en = "consultations paid and credited to this agent" }
d = { zh = "客服参与的已接待售前咨询", en = "answered pre-sale consultations the agent took part in" }
assesses = ["6.2"]
unit = "percent"
better = "up"
matures_after = "attribution_days"
sources = ["chats", "orders"]
owner = "客服经理"
dimensions = ["shop", "platform", "person", "department", "role"]
source = "docs/reference/kpis.md#consultations"
checked_by = "tests/sql/consultation_success.md, tests/oracle"
next_review = "2027-06"
--- */
select
    c.sources,
    c.day,
    c.shop,
    c.platform,
    a.person,
    a.department,
    a.role,
    1 as d,
    case when c.paid_in_window and a.agent = c.credited then 1 else 0 end as n
from consultation_agents as a
inner join consultations as c on a.shop = c.shop and a.buyer = c.buyer and a.day = c.day
where c.answered and c.presale
