/* ---
label = { zh = "出库准确率", en = "Outbound accuracy" }
explain = { zh = "发出的包裹中没有任何差错的比例", en = "The share of parcels without an error of any kind" }
n = { zh = "没有差错的包裹", en = "parcels without an error" }
d = { zh = "包裹", en = "parcels" }
assesses = ["3.2"]
unit = "percent"
better = "up"
matures_after = ""
sources = ["shipments", "shipping_errors"]
owner = "物流经理"
dimensions = ["shop", "platform", "warehouse", "carrier"]
source = "docs/reference/kpis.md#warehouse-and-logistics"
checked_by = "tests/sql/outbound_accuracy.md, tests/oracle"
next_review = "2027-06"
--- */
select
    p.sources,
    p.day,
    p.shop,
    p.platform,
    p.warehouse,
    p.carrier,
    1 as d,
    case when p.errors_found = 0 then 1 else 0 end as n
from parcels as p
