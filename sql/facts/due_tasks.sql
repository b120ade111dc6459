-- One row is a task with a due day that was not cancelled.
/* ---
key = ["task_id"]
reach = ["task_id"]
sources = ["tasks", "staff"]

[columns]
day = "the due day"
done = "done, in time or late"
in_time = "done on or before the due day"
assists = "asked for by another department than the owner's on the due day; of an owner nobody knows: never"
--- */
select
    t.task_id,
    t.due_on as day,
    worker.person,
    worker.department,
    worker.role,
    t.kind,
    t.planned,
    t.done_quantity,
    t.done_on is not null as done,
    coalesce(t.done_on <= t.due_on, false) as in_time,
    coalesce(t.asked_by <> worker.department, false) as assists,
    [{ 'entity': 'tasks', 'load': t._load, 'file': t._file, 'row': t._row }] as sources
from tasks as t
left join person_names as named
    on trim(t.owner) = named.alias and t.due_on between named.valid_from and named.valid_to
left join person_days as worker
    on named.person = worker.person and t.due_on between worker.valid_from and worker.valid_to
where t.due_on is not null and coalesce(t.status, 'open') <> 'cancelled'
