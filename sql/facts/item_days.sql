-- One row is a product's visitors of a day in a shop
/* ---
key = ["shop", "day", "product"]
sources = ["item_traffic"]
--- */
select
    t.day,
    t.shop,
    p.platform,
    t.product,
    t.visitors,
    [{ 'entity': 'item_traffic', 'load': t._load, 'file': t._file, 'row': t._row }] as sources
from item_traffic as t
left join known_shops as p on t.shop = p.shop
where t.visitors is not null
