-- One row is a day of a shop with rows of scenes beside rows of plans: only the plans count, the scenes repeat them.
/* ---
label = { zh = "同一天既有场景又有计划的推广报表（只计计划）", en = "Days with ad rows of scenes beside those of plans (only the plans count)" }
note = true
--- */
select
    shop,
    day,
    sum(case when level = 'scene' then spend else 0 end) as left_out
from ads
group by shop, day
having min(level) <> max(level)
