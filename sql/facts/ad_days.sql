-- One row is a day of a campaign (and its subject); a total over subjects or campaigns only where these are not there
/* ---
key = ["shop", "day", "campaign", "subject"]
sources = ["ads", "assignments", "staff"]

[columns]
person = "who owns the campaign on the day (of several, whose ownership began last), where employed on it"
--- */
with days as (
    select
        a.*,
        max(case when a.level = 'scene' then 0 else 1 end) over (partition by a.shop, a.day) as has_plans,
        max(case when a.subject = '' then 0 else 1 end) over (partition by a.shop, a.day, a.campaign) as has_subjects
    from ads as a
),

owners as (
    select
        d.campaign,
        d.day,
        max_by(o.person, { 'since': o.valid_from, 'person': o.person }) as person
    from (select distinct
        days.campaign,
        days.day
    from days) as d
    inner join ownership as o on d.campaign = o.object and d.day between o.valid_from and o.valid_to
    where o.kind = 'campaign'
    group by d.campaign, d.day
)

select
    d.day,
    d.shop,
    f.platform,
    d.campaign,
    d.subject,
    d.impressions,
    d.clicks,
    d.spend,
    d.revenue,
    p.person,
    p.department,
    p.role,
    [{ 'entity': 'ads', 'load': d._load, 'file': d._file, 'row': d._row }] as sources
from days as d
left join known_shops as f on d.shop = f.shop
left join owners as o on d.campaign = o.campaign and d.day = o.day
left join person_days as p on o.person = p.person and d.day between p.valid_from and p.valid_to
where
    (d.has_plans = 0 or d.level is distinct from 'scene')
    and (d.has_subjects = 0 or d.subject <> '')
