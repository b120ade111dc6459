/* ---
label = { zh = "破损率", en = "Damage rate" }
explain = { zh = "发出的包裹中破损或丢失的比例", en = "The share of parcels that were broken or lost" }
n = { zh = "破损或丢件的包裹", en = "parcels broken or lost" }
d = { zh = "包裹", en = "parcels" }
assesses = ["3.3"]
unit = "percent"
better = "down"
matures_after = ""
sources = ["shipments", "shipping_errors"]
owner = "物流经理"
dimensions = ["shop", "platform", "warehouse", "carrier"]
source = "docs/reference/kpis.md#warehouse-and-logistics"
checked_by = "tests/sql/damage_rate.md, tests/oracle"
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
    case when p.damages_found > 0 then 1 else 0 end as n
from parcels as p
