/* ---
label = { zh = "库存准确率", en = "Stock accuracy" }
explain = { zh = "盘点明细中实盘等于账面的比例", en = "The share of count lines that agree with the books" }
n = { zh = "实盘等于账面的盘点明细", en = "count lines that agree with the books" }
d = { zh = "盘点明细", en = "count lines" }
assesses = ["3.2"]
unit = "percent"
better = "up"
matures_after = ""
sources = ["stock_counts"]
owner = "物流经理"
dimensions = ["warehouse", "person", "department", "role"]
source = "docs/reference/kpis.md#warehouse-and-logistics"
checked_by = "tests/sql/stock_accuracy.md, tests/oracle"
next_review = "2027-06"
--- */
select
    c.sources,
    c.day,
    c.warehouse,
    c.person,
    c.department,
    c.role,
    1 as d,
    case when c.agrees then 1 else 0 end as n
from count_lines as c
