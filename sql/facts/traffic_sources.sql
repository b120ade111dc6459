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
    t.source in (
        '付费推广', '付费流量', '付费', '推广', '推广流量', '广告', '广告流量', '商业流量', '商业推广',
        '直通车', '淘宝直通车', '万相台', '万相台无界', '超级推荐', '引力魔方', '智钻', '钻石展位', '品销宝', '淘宝客',
        '关键词推广', '人群推广', '货品全站推', '全站推广', '京准通', '京东快车', '京挑客', '购物触点',
        '多多搜索', '多多场景', '多多进宝', '巨量千川', '千川'
    ) as promotion,
    coalesce(sum(t.visitors) filter (where t.detail = '汇总'), sum(t.visitors)) as visitors,
    list_sort(list({ 'entity': 'source_traffic', 'load': t._load, 'file': t._file, 'row': t._row })) as sources
from source_traffic as t
left join known_shops as p on t.shop = p.shop
where t.visitors is not null
group by t.day, t.shop, t.source
