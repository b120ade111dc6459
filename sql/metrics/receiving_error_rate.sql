/* ---
label = { zh = "收货差错率", en = "Receiving error rate" }
explain.zh = "入库明细中有差错或实收不等于应收的比例"
explain.en = "The share of receipt lines with an error or another quantity than expected"
n = { zh = "有差错或数量不符的入库明细", en = "receipt lines with an error or a wrong quantity" }
d = { zh = "入库明细", en = "receipt lines" }
assesses = ["3.3"]
unit = "percent"
better = "down"
matures_after = ""
sources = ["receipts"]
owner = "物流经理"
dimensions = ["warehouse", "person", "department", "role"]
source = "docs/reference/kpis.md#warehouse-and-logistics"
checked_by = "tests/sql/receiving_error_rate.md, tests/oracle"
next_review = "2027-06"
--- */
select
    r.sources,
    r.day,
    r.warehouse,
    r.person,
    r.department,
    r.role,
    1 as d,
    case when r.right_quantity and r.error_kind is null then 0 else 1 end as n
from receipt_lines as r
