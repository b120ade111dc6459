-- One row is an item of a month's checklist.
/* ---
key = ["day", "listed_department", "category", "item", "responsible"]
sources = ["checklists", "staff"]

[columns]
day = "the first of the month"
listed_department = "部门 of the sheet; the row's own department is that of the 责任人"
--- */
select
    c.month as day,
    c.department as listed_department,
    c.category,
    c.item,
    c.responsible,
    worker.person,
    worker.department,
    worker.role,
    coalesce(c.done, false) as done,
    [{ 'entity': 'checklists', 'load': c._load, 'file': c._file, 'row': c._row }] as sources
from checklists as c
left join month_names as named on trim(c.responsible) = named.alias and c.month = named.month
left join person_months as worker on named.person = worker.person and c.month = worker.month
