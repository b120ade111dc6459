/* ---
label = { zh = "入库准确率", en = "Inbound accuracy" }
explain = { zh = "入库明细中实收等于应收且没有差错的比例", en = "The share of receipt lines that came in whole and without an error" }
n = { zh = "数量相符且没有差错的入库明细", en = "receipt lines with the right quantity and no error" }
d = { zh = "入库明细", en = "receipt lines" }
assesses = ["3.2"]
unit = "percent"
better = "up"
matures_after = ""
sources = ["receipts"]
owner = "物流经理"
dimensions = ["warehouse", "person", "department", "role"]
source = "docs/reference/kpis.md#warehouse-and-logistics"
checked_by = "tests/sql/inbound_accuracy.md, tests/oracle"
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
    case when r.right_quantity and r.error_kind is null then 1 else 0 end as n
from receipt_lines as r
