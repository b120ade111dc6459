-- One row is two people who own the same product or campaign on the same days: it counts for who began last.
/* ---
label = { zh = "同一商品或计划同一时间有多人所辖（算给开始日期较晚的人）", en = "Products and campaigns that several people own at the same time (counted for who began last)" }
note = true
--- */
select
    one.kind,
    one.object,
    one.person as one,
    other.person as other,
    greatest(one.valid_from, other.valid_from) as valid_from,
    least(one.valid_to, other.valid_to) as valid_to
from ownership as one
inner join ownership as other on one.kind = other.kind and one.object = other.object and one.person < other.person
where one.kind <> 'shop' and one.valid_from <= other.valid_to and other.valid_from <= one.valid_to
