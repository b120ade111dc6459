-- One row is a name and a month of checklists or reviews in which one person known by it was employed.
/* ---
key = ["alias", "month"]
sources = ["checklists", "reviews", "staff"]
[columns]
person = "whose name it was on any day of the month; a name that meant several people in one month is not here"
--- */
select
    n.alias,
    m.month,
    min(m.person) as person
from person_months as m
inner join person_names as n
    on m.person = n.person and n.valid_from < m.month + interval '1 month' and m.month <= n.valid_to
group by n.alias, m.month
having count(distinct m.person) = 1
