/* ---
label = { zh = "账单差异率", en = "Carrier bill variance" }
explain.zh = "账单运费与按报价计算的运费相差的比例；没有报价的包裹不算"
explain.en = "How far the bills are from the agreed rates; parcels without a rate do not count"
n = { zh = "账单运费与按报价运费之差的绝对值", en = "absolute difference between the fee and the fee by rate" }
d = { zh = "按报价的运费", en = "fee by rate" }
assesses = ["3.5"]
unit = "percent"
better = "down"
matures_after = ""
sources = ["carrier_bills", "carrier_rates"]
owner = "物流经理"
dimensions = ["shop", "platform", "warehouse", "carrier"]
source = "docs/reference/kpis.md#warehouse-and-logistics"
checked_by = "tests/sql/carrier_bill_variance.md, tests/oracle"
next_review = "2027-06"
--- */
select
    b.sources,
    b.day,
    b.shop,
    b.platform,
    b.warehouse,
    b.carrier,
    b.fee_by_rate as d,
    abs(b.fee - b.fee_by_rate) as n
from billed_parcels as b
where b.fee_by_rate is not null
