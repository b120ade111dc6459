/* ---
label = { zh = "单票成本", en = "Cost per parcel" }
explain = { zh = "每个计费包裹平均的运费", en = "What a billed parcel costs on average" }
n = { zh = "运费", en = "carrier fees" }
d = { zh = "计费的包裹", en = "billed parcels" }
assesses = ["3.5"]
unit = "money"
better = "down"
matures_after = ""
sources = ["carrier_bills"]
owner = "物流经理"
dimensions = ["shop", "platform", "warehouse", "carrier"]
source = "docs/reference/kpis.md#warehouse-and-logistics"
checked_by = "tests/sql/cost_per_parcel.md, tests/oracle"
next_review = "2027-06"
--- */
select
    b.sources,
    b.day,
    b.shop,
    b.platform,
    b.warehouse,
    b.carrier,
    b.fee as n,
    1 as d
from billed_parcels as b
