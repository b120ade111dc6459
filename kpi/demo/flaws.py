"""Rows that somebody spoiled by hand: no reader may take them, and the account of the load must name them."""

from kpi.demo.files import CRLF, GBK, UTF8
from kpi.demo.shops import JD, SITE
from kpi.demo.stage import Stage


def ruin(stage: Stage) -> None:
    """Add spoiled rows to the last whole month: an order number a spreadsheet rounded, a day that does not exist."""
    month = stage.days.month[stage.days.whole_month()[1]]
    item = next(iter(JD.items.values()))
    jd = (
        f"3.10285E+11,{item},朴禾即食燕麦片 1kg,1,在线支付,{month}-08 10:12:44,59.90,59.90,59.90,0.00,59.90,完成,SOP,jd_7c01a9e2,王**,"
        f"江苏省南京市鼓楼区,1******0417,,,,,,5,0.00,{month}-08 10:13:02,,PH-YM01,,京东,APP,{CRLF}"
    )
    day = f"{month}-32 09:00:00 +0800"
    site = (
        f"#9001,lin.0@example.com,paid,{day},fulfilled,,CNY,89.00,0.00,0.00,89.00,,0.00,{day},1,朴禾黑芝麻丸 252g,89.00,PH-ZM03,,0.00,"
        f"web{CRLF}"
    )
    for name, rows, encoding in (
        (f"{JD.name}/京东订单_{month}.csv", jd, GBK),
        (f"{SITE.name}/orders_export_{month}.csv", site, UTF8),
    ):
        with stage.tree.path(name).open("ab") as file:
            file.write(rows.encode(encoding))
        stage.truth.quarantined[name] = 1
