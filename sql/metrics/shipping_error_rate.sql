/* ---
label = { zh = "发货出错率", en = "Shipping error rate" }
explain.zh = "发出的包裹中错发、漏发、多发或错地址的比例；按人看时算给责任人，没写责任人的算给打包员"
explain.en = "The share of parcels with something wrong, missing or too much in them or a wrong address; a person answers for it as named, else as the packer"
n = { zh = "有错发、漏发、多发或错地址的包裹", en = "parcels with at least one of the four errors" }
d = { zh = "包裹（按人：经手的包裹）", en = "parcels (of a person: those handled)" }
assesses = ["3.3", "7.2"]
unit = "percent"
better = "down"
matures_after = ""
sources = ["shipments", "shipping_errors"]
owner = "物流经理"
dimensions = ["shop", "platform", "warehouse", "carrier"]
source = "docs/reference/kpis.md#warehouse-and-logistics"
checked_by = "tests/sql/shipping_error_rate.md, tests/oracle"
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
    case when p.shipping_errors_found > 0 then 1 else 0 end as n
from parcels as p;

/* by: person, department, role; once: tracking */
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
    p.tracking,
    p.answers as n,
    p.handled as d
from parcel_people as p
