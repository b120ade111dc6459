-- One row is a stretch of days on which a person stood below a manager, at any depth.
/* ---
key = ["person", "manager", "valid_from"]
sources = ["staff"]
[columns]
manager = "工号; goes on through people who have left; nobody is above themselves"
depth = "1: the person's own 上级; 2: that one's; and so on"
--- */
with recursive climbed as (
    select
        person,
        manager,
        valid_from,
        valid_to,
        1 as depth,
        concat('|', person, '|', manager, '|') as path
    from staff_history
    where manager <> person
    union all
    select
        climbed.person,
        above.manager,
        greatest(climbed.valid_from, above.valid_from) as valid_from,
        least(climbed.valid_to, above.valid_to) as valid_to,
        climbed.depth + 1 as depth,
        concat(climbed.path, above.manager, '|') as path
    from climbed
    inner join staff_history as above on climbed.manager = above.person
    where
        climbed.valid_from <= above.valid_to
        and above.valid_from <= climbed.valid_to
        and strpos(climbed.path, concat('|', above.manager, '|')) = 0
)

select
    person,
    manager,
    valid_from,
    valid_to,
    depth
from climbed
where manager is not null
