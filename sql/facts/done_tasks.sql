-- One row is a task that was done.
/* ---
key = ["task_id"]
reach = ["task_id"]
sources = ["tasks", "staff"]

[columns]
day = "the day on which it was done"
quality = "质量评分; null: not scored"
first_pass = "一次通过; null: no mark"
--- */
select
    t.task_id,
    t.done_on as day,
    worker.person,
    worker.department,
    worker.role,
    t.kind,
    t.quality,
    t.first_pass,
    [{ 'entity': 'tasks', 'load': t._load, 'file': t._file, 'row': t._row }] as sources
from tasks as t
left join person_names as named
    on trim(t.owner) = named.alias and t.done_on between named.valid_from and named.valid_to
left join person_days as worker
    on named.person = worker.person and t.done_on between worker.valid_from and worker.valid_to
where t.done_on is not null and t.status = 'done'
