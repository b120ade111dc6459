/* ---
label = { zh = "物流费用", en = "Logistics cost" }
explain = { zh = "物流公司账单上的运费，按寄件日", en = "Fees on the carriers' bills, by the day of sending" }
n = { zh = "运费", en = "carrier fees" }
assesses = []
unit = "money"
better = "down"
matures_after = ""
sources = ["carrier_bills"]
owner = "物流经理"
dimensions = ["shop", "platform", "warehouse", "carrier"]
source = "docs/reference/kpis.md#warehouse-and-logistics"
checked_by = "tests/sql/logistics_cost.md, tests/oracle"
next_review = "2027-06"
--- */
select
    b.sources,
    b.day,
    b.shop,
    b.platform,
    b.warehouse,
    b.carrier,
    b.fee as n
from billed_parcels as b
