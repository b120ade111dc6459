-- One row is an order in a parcel that left; orders sent together have one row each.
/* ---
key = ["tracking", "order_id"]
sources = ["shipments", "shops", "orders"]

[columns]
platform = "of the parcel's shop; null: the shop is not known"
--- */
select
    s.tracking,
    s.shop,
    p.platform,
    s.shipped_at,
    trim(listed.order_id) as order_id,
    [{ 'entity': 'shipments', 'load': s._load, 'file': s._file, 'row': s._row }] as sources
from shipments as s
cross join unnest(string_split(translate(s.order_id, ';，；、', ',,,,'), ',')) as listed (order_id)
left join known_shops as p on s.shop = p.shop
where s.shipped_at is not null and trim(listed.order_id) <> ''
