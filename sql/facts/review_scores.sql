-- One row is a score that a reviewer gave a person for a month.
/* ---
key = ["day", "reviewed", "item", "reviewer"]
sources = ["reviews", "staff"]

[columns]
day = "the first of the month"
reviewed = "被评人 as written"
--- */
select
    r.month as day,
    r.person as reviewed,
    r.item,
    r.reviewer,
    worker.person,
    worker.department,
    worker.role,
    r.score,
    [{ 'entity': 'reviews', 'load': r._load, 'file': r._file, 'row': r._row }] as sources
from reviews as r
left join month_names as named on trim(r.person) = named.alias and r.month = named.month
left join person_months as worker on named.person = worker.person and r.month = worker.month
where r.score is not null
