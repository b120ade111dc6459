-- One row is the latest time at which a parcel of any shop left: what was due by then and not shipped is late.
/* ---
key = []
sources = ["shipments"]
--- */
select max(s.shipped_at) as shipped_at
from shipments as s
