-- One row is a parcel on a carrier's bill, with what it should cost by the carrier's rates.
/* ---
key = ["tracking"]
reach = ["tracking"]
sources = ["carrier_bills", "carrier_rates", "shipments", "shops", "orders"]

[columns]
day = "寄件日期"
shop = "the shop whose parcel it was; null: no such parcel is known"
fee_by_rate = "first fee + steps started beyond the first weight × step fee, by the latest rate in force; null: no rate"
--- */
with priced as (
    select
        b.*,
        case
            when b.weight <= r.first_weight then r.first_fee
            else r.first_fee + r.step_fee * (
                (cast((b.weight - r.first_weight) * 1000000 as bigint) + cast(r.step_weight * 1000000 as bigint) - 1)
                // nullif(cast(r.step_weight * 1000000 as bigint), 0)
            )
        end as fee_by_rate,
        row_number() over (partition by b.tracking order by r.valid_from desc nulls last) as newest
    from carrier_bills as b
    left join carrier_rates as r
        on b.carrier = r.carrier and b.province = r.province and b.sent_on >= r.valid_from
)

select
    b.tracking,
    b.sent_on as day,
    s.shop,
    p.platform,
    s.warehouse,
    b.carrier,
    b.province,
    b.weight,
    b.fee,
    b.fee_by_rate,
    [{ 'entity': 'carrier_bills', 'load': b._load, 'file': b._file, 'row': b._row }] as sources
from priced as b
left join shipments as s on b.tracking = s.tracking
left join known_shops as p on s.shop = p.shop
where b.newest = 1 and b.fee is not null
