/* ---
label = { zh = "支付金额目标", en = "GMV target" }
explain.zh = "月目标按天平均摊; 总数取最宽范围的目标, 按店铺只取各店自己的目标"
explain.en = """
The month's target spread evenly over its days; of the widest scope for the whole, of the shops' own \
by shop"""
n = { zh = "支付金额目标", en = "GMV target" }
assesses = []
unit = "money"
better = "up"
matures_after = ""
sources = ["targets"]
owner = "电商经理"
dimensions = []
internal = true
source = "docs/reference/kpis.md#orders-and-traffic"
checked_by = "tests/sql/gmv_target.md, tests/oracle"
next_review = "2027-06"
--- */
select
    t.sources,
    t.day,
    t.target as n
from gmv_targets as t
where t.in_total;

/* by: shop, platform */
select
    t.sources,
    t.day,
    t.shop,
    t.platform,
    t.target as n
from gmv_targets as t
where t.shop is not null
