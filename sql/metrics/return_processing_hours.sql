/* ---
label = { zh = "退货处理时长", en = "Return processing time" }
explain = { zh = "退货从收到到处理完成平均用多少小时", en = "Hours that a return takes from receipt to the end of its handling" }
n = { zh = "收到到处理完成的小时数", en = "hours from received to handled" }
d = { zh = "处理完成的退货", en = "handled returns" }
assesses = ["3.3"]
unit = "hours"
better = "down"
matures_after = ""
sources = ["returns"]
owner = "物流经理"
dimensions = ["shop", "platform", "person", "department", "role"]
source = "docs/reference/kpis.md#warehouse-and-logistics"
checked_by = "tests/sql/return_processing_hours.md, tests/oracle"
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
    1 as d,
    cast(r.seconds / 3600.0 as decimal(28, 12)) as n
from handled_returns as r
