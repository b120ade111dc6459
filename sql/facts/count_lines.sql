-- One row is a line of a stock count.
/* ---
key = ["count_id", "sku"]
reach = ["count_id", "sku"]
sources = ["stock_counts", "staff"]

[columns]
agrees = "实盘 is 账面"
--- */
select
    c.count_id,
    c.sku,
    c.day,
    c.warehouse,
    worker.person,
    worker.department,
    worker.role,
    coalesce(c.counted = c.booked, false) as agrees,
    [{ 'entity': 'stock_counts', 'load': c._load, 'file': c._file, 'row': c._row }] as sources
from stock_counts as c
left join person_names as named
    on trim(c.counter) = named.alias and c.day between named.valid_from and named.valid_to
left join person_days as worker on named.person = worker.person and c.day between worker.valid_from and worker.valid_to
