/* ---
label = { zh = "打包件数", en = "Parcels packed" }
explain = { zh = "发出的包裹数，算给打包员", en = "Parcels that left, by who packed them" }
n = { zh = "打包的包裹", en = "parcels packed" }
assesses = ["7.1"]
unit = "count"
better = "up"
matures_after = ""
sources = ["shipments"]
owner = "物流专员"
dimensions = ["shop", "platform", "warehouse", "carrier", "person", "department", "role"]
source = "docs/reference/kpis.md#warehouse-and-logistics"
checked_by = "tests/sql/parcels_packed.md, tests/oracle"
next_review = "2027-06"
--- */
select
    p.sources,
    p.day,
    p.shop,
    p.platform,
    p.warehouse,
    p.carrier,
    p.person,
    p.department,
    p.role,
    1 as n
from parcels as p
