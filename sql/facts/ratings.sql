-- One row is a buyer's rating of an agent
/* ---
key = ["shop", "buyer", "rated_at"]
sources = ["chat_ratings", "staff"]

[columns]
score = "1 to 5"
--- */
select
    cast(r.at - s.day_starts_at as date) as day,
    r.shop,
    f.platform,
    r.buyer,
    r.at as rated_at,
    r.score,
    r.agent as account,
    p.person,
    p.department,
    p.role,
    [{ 'entity': 'chat_ratings', 'load': r._load, 'file': r._file, 'row': r._row }] as sources
from chat_ratings as r
cross join setting as s
left join known_shops as f on r.shop = f.shop
left join person_names as n
    on r.agent = n.alias and cast(r.at - s.day_starts_at as date) between n.valid_from and n.valid_to
left join person_days as p
    on n.person = p.person and cast(r.at - s.day_starts_at as date) between p.valid_from and p.valid_to
where r.score is not null
