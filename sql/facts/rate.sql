-- One row is a currency and what one unit of it is worth in the department's own.
/* ---
key = ["currency"]
sources = ["settings"]
--- */
select
    upper(substr(name, 6)) as currency,
    cast(value as decimal(18, 6)) as rate
from settings
where name like 'rate_%'
