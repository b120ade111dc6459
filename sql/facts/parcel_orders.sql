-- One row is an order in a parcel, whether it has left or not; orders sent together have one row each.
/* ---
key = ["tracking", "order_id"]
reach = ["tracking"]
sources = ["shipments", "shops", "orders"]

[columns]
platform = "of the parcel's shop; null: the shop is not known"
shipped_at = "null: it has not left"
picked = "it has left, or somebody is named who picked or packed it"
packed = "it has left, or somebody is named who packed it"
--- */
with all_parcels as (
    select
        s.tracking,
        s.shop,
        p.platform,
        s.shipped_at,
        s.shipped_at is not null or trim(coalesce(s.picker, s.packer, '')) <> '' as picked,
        s.shipped_at is not null or trim(coalesce(s.packer, '')) <> '' as packed,
        translate(s.order_id, ';，；、', ',,,,') as order_ids,
        [{ 'entity': 'shipments', 'load': s._load, 'file': s._file, 'row': s._row }] as sources
    from shipments as s
    left join known_shops as p on s.shop = p.shop
)

select
    s.tracking,
    s.shop,
    s.platform,
    s.shipped_at,
    s.picked,
    s.packed,
    trim(s.order_ids) as order_id,
    s.sources
from all_parcels as s
where s.order_ids not like '%,%' and trim(s.order_ids) <> ''
union all
select
    s.tracking,
    s.shop,
    s.platform,
    s.shipped_at,
    s.picked,
    s.packed,
    trim(listed.order_id) as order_id,
    s.sources
from all_parcels as s
cross join unnest(string_split(s.order_ids, ',')) as listed (order_id)
where s.order_ids like '%,%' and trim(listed.order_id) <> ''
