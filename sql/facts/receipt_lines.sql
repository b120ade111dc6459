-- One row is a line of a receipt of goods.
/* ---
key = ["receipt_id", "sku"]
reach = ["receipt_id", "sku"]
sources = ["receipts", "staff"]

[columns]
day = "business day of 入库时间"
right_quantity = "实收 is 应收"
error_kind = "any text; null: no error"
--- */
with dated as (
    select
        r.*,
        cast(r.received_at - g.day_starts_at as date) as day
    from receipts as r
    cross join setting as g
)

select
    r.receipt_id,
    r.sku,
    r.day,
    r.warehouse,
    worker.person,
    worker.department,
    worker.role,
    nullif(trim(r.error_kind), '') as error_kind,
    coalesce(r.received = r.expected, false) as right_quantity,
    [{ 'entity': 'receipts', 'load': r._load, 'file': r._file, 'row': r._row }] as sources
from dated as r
left join person_names as named
    on trim(r.receiver) = named.alias and r.day between named.valid_from and named.valid_to
left join person_days as worker on named.person = worker.person and r.day between worker.valid_from and worker.valid_to
