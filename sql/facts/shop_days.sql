-- One row is a shop's visitors of a day
/* ---
key = ["shop", "day"]
sources = ["shop_traffic"]
--- */
select
    t.day,
    t.shop,
    p.platform,
    t.visitors,
    [{ 'entity': 'shop_traffic', 'load': t._load, 'file': t._file, 'row': t._row }] as sources
from shop_traffic as t
left join known_shops as p on t.shop = p.shop
where t.visitors is not null
