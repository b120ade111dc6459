-- One row is a target for a person, department, role or shop that neither staff nor shops have.
/* ---
label = { zh = "目标的对象不在员工表或店铺里", en = "Targets for somebody or something that neither staff nor shops have" }
--- */
with known as (
    select
        'person' as scope,
        alias as object
    from person_names
    union
    select
        'department' as scope,
        department as object
    from staff
    union
    select
        'role' as scope,
        role as object
    from staff
)

select
    targets.month,
    targets.scope,
    targets.object,
    targets.metric
from targets
left join known on targets.scope = known.scope and targets.object = known.object
left join known_shops on targets.object = known_shops.shop
where targets.object <> '' and known.object is null and known_shops.shop is null
