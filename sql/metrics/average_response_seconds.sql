/* ---
label = { zh = "平均响应时间", en = "Average response time" }
explain.zh = "买家每一轮连续消息从第一条到客服回复的平均秒数; 算给回复的客服, 当天没回复的一轮不算"
explain.en = """
Mean seconds from the first of a buyer's messages in a row to the human reply; counted for who \
replied, a run nobody answered that day is left out"""
n = { zh = "等待回复的秒数", en = "seconds waited for replies" }
d = { zh = "有客服回复的轮次", en = "runs of messages answered" }
assesses = ["2.1"]
unit = "seconds"
better = "down"
matures_after = ""
sources = ["chats"]
owner = "客服经理"
dimensions = ["shop", "platform", "person", "department", "role"]
source = "docs/reference/kpis.md#consultations"
checked_by = "tests/sql/average_response_seconds.md, tests/oracle"
next_review = "2027-06"
--- */
select
    r.sources,
    r.day,
    r.shop,
    r.platform,
    r.person,
    r.department,
    r.role,
    r.seconds as n,
    1 as d
from replies as r
