-- One row is one kind of error of a parcel; an error that names an order only is that of the order's first parcel.
/* ---
key = ["tracking", "kind"]
reach = ["order_id"]
sources = ["shipping_errors", "shipments"]

[columns]
error_group = "shipping: 错发 漏发 多发 错地址; damage: 破损 丢件; other: any further kind"
responsible = "责任人 as written; null: nobody is named"
--- */
with first_parcels as (
    select
        s.order_id,
        min({ 'at': s.shipped_at, 'tracking': s.tracking }) as parcel
    from parcel_orders as s
    inner join shipping_errors as e on s.order_id = e.order_id
    where e.tracking is null and s.shipped_at is not null
    group by s.order_id
)

select
    e.kind,
    e.order_id,
    e.registered_at,
    coalesce(e.tracking, f.parcel.tracking) as tracking,
    case
        when e.kind in ('错发', '漏发', '多发', '错地址') then 'shipping'
        when e.kind in ('破损', '丢件') then 'damage'
        else 'other'
    end as error_group,
    nullif(trim(e.responsible), '') as responsible,
    [{ 'entity': 'shipping_errors', 'load': e._load, 'file': e._file, 'row': e._row }] as sources
from shipping_errors as e
left join first_parcels as f on e.tracking is null and e.order_id = f.order_id
where coalesce(e.tracking, f.parcel.tracking) is not null
