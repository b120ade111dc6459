/* ---
label = { zh = "首次响应时间", en = "First response time" }
explain.zh = "买家当天第一条消息到其后第一条客服消息的平均秒数; 算给第一个回复的客服"
explain.en = """
Mean seconds from a buyer's first message of the day to the first human reply; counted for the agent \
who replied first"""
n = { zh = "等待首次回复的秒数", en = "seconds waited for the first reply" }
d = { zh = "有客服回复的咨询", en = "answered consultations" }
assesses = ["2.1"]
unit = "seconds"
better = "down"
matures_after = ""
sources = ["chats"]
owner = "客服经理"
dimensions = ["shop", "platform", "person", "department", "role"]
source = "docs/reference/kpis.md#consultations"
checked_by = "tests/sql/first_response_seconds.md, tests/oracle"
next_review = "2027-06"
--- */
select
    c.sources,
    c.day,
    c.shop,
    c.platform,
    c.replier as person,
    c.replier_department as department,
    c.replier_role as role,
    cast(epoch(c.first_reply_at) - epoch(c.first_at) as bigint) as n,
    1 as d
from consultations as c
where c.answered
