-- One row is a product, campaign or shop that a person owns, for a time.
/* ---
key = ["person", "kind", "object", "valid_from"]
sources = ["assignments", "staff"]
[columns]
kind = "product | campaign | shop"
object = "the product's or campaign's id, or the shop's name"
valid_to = "last day; 9999-12-31 while it goes on"
--- */
select
    person_names.person,
    assignments.kind,
    assignments.object,
    assignments.valid_from,
    coalesce(assignments.valid_to, date '9999-12-31') as valid_to
from assignments
inner join person_names
    on
        assignments.person = person_names.alias
        and assignments.valid_from between person_names.valid_from and person_names.valid_to
where assignments.valid_from <= coalesce(assignments.valid_to, date '9999-12-31')
