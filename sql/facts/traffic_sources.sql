-- One row is a day of a shop and a source of visitors: the source's own total, else its details added up
/* ---
key = ["shop", "day", "source"]
sources = ["source_traffic"]

[columns]
promotion = "the source is paid promotion: 付费推广 and its kin"
--- */
select
    t.day,
    t.shop,
    t.source,
    min(p.platform) as platform,
    (t.source like '%付费%' or t.source like '%推广%' or t.source like '%广告%' or t.source in (
        '商业流量', '直通车', '淘宝直通车', '万相台', '万相台无界', '超级推荐', '引力魔方', '智钻', '钻石展位', '品销宝',
        '淘宝客', '货品全站推', '京准通', '京东快车', '京挑客', '购物触点', '多多搜索', '多多场景', '多多进宝',
        '巨量千川', '千川'
    )) and t.source not like '非%' and t.source not like '%免费%' as promotion,
    coalesce(sum(t.visitors) filter (where t.detail = '汇总'), sum(t.visitors)) as visitors,
    list_sort(list({ 'entity': 'source_traffic', 'load': t._load, 'file': t._file, 'row': t._row })) as sources
from source_traffic as t
left join known_shops as p on t.shop = p.shop
where t.visitors is not null
group by t.day, t.shop, t.source
