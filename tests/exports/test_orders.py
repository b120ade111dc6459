"""One order on several lines: no sum doubles, and no order goes in without what its first line says."""

from tests.exports.taking import one

JD = "订单号,商品ID,商品名称,订购数量,下单时间,应付金额,订单状态,下单帐号,付款确认时间,京东价,货号"
DOUYIN = (
    "主订单编号,子订单编号,选购商品,商品数量,订单应付金额,订单提交时间,支付完成时间,订单状态,商品ID,商家编码,商品单价"
)
SHOPIFY = (
    "Name,Email,Financial Status,Paid at,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,"
    "Lineitem sku,Cancelled at,Refunded Amount"
)


def jd(*rows: str):
    return one("\n".join([JD, *rows, ""]))


def douyin(*rows: str):
    return one("\n".join([DOUYIN, *rows, ""]))


def shopify(*rows: str, **options):
    return one("\n".join([SHOPIFY, *rows, ""]), **options)


def test_jd_repeats_the_orders_amount_on_each_line_and_it_counts_once():
    line = "2026-08-01 08:44:08,407.98,完成,a,2026-08-01 08:44:38,9.9,S"
    given = jd(f"1,100,维生素,1,{line}", f"2,101,钙片,1,{line}", f"1,102,鱼油,3,{line}")
    assert [(o["order_id"], o["paid_amount"], o["_rows"]) for o in given.orders] == [
        ("1", "407.98", [2, 4]),
        ("2", "407.98", None),
    ]
    assert [(i["item_id"], i["_row"]) for i in given.order_items] == [("1#1", 2), ("2#1", 3), ("1#2", 4)]


def test_jd_cancelled_or_deleted_orders_are_closed_and_keep_what_was_paid():
    tail = "a,2026-08-01 08:44:38,9.9,S"
    given = jd(
        *(
            f"{n},1,x,1,2026-08-01 08:44:08,10,{status},{tail}"
            for n, status in enumerate(["(锁定)已取消", "(删除)等待出库", "完成"])
        )
    )
    assert [(o["closed"], o["paid_amount"]) for o in given.orders] == [(True, "10"), (True, "10"), (False, "10")]


def test_jd_a_bad_line_leaves_the_others_of_its_order():
    line = "2026-08-01 08:44:08,407.98,完成,a,2026-08-01 08:44:38,9.9,S"
    given = jd(f"1,100,维生素,1,{line}", f"1,101,钙片,很多,{line}")
    assert [(o["paid_amount"], o["_rows"]) for o in given.orders] == [("407.98", None)]
    assert given.reasons == [(3, "订购数量", "reject.not_a_number")]


def test_shopify_leaves_the_orders_columns_blank_from_the_second_line_on():
    given = shopify(
        "#1,a@x,paid,2026-10-01 10:00:00 +0800,CNY,25.00,2026-10-01 09:00:00 +0800,1,鱼油,10,S1,,5.00",
        "#1,a@x,,,,,,3,钙片,5,S2,,",
    )
    (order,) = given.orders
    assert (order["paid_amount"], order["order_refund"], order["currency"], order["_rows"]) == (
        "25",
        "5",
        "CNY",
        [2, 3],
    )
    assert [(i["item_id"], i["quantity"]) for i in given.order_items] == [("#1#1", "1"), ("#1#2", "3")]


def test_shopify_times_with_an_offset_are_moved_into_the_business_zone():
    row = "#1,a@x,paid,2026-12-31 23:30:00 +0000,CNY,25.00,2026-12-31 12:00:00 -0400,1,鱼油,10,S1,,"
    assert shopify(row).orders[0]["paid_at"] == "2027-01-01 07:30:00"
    assert shopify(row).orders[0]["created_at"] == "2027-01-01 00:00:00"
    assert shopify(row, zone="Europe/Berlin").orders[0]["paid_at"] == "2027-01-01 00:30:00"


def test_shopify_money_in_another_currency_is_kept_with_its_currency():
    given = shopify("#1,a@x,paid,2026-10-01 10:00:00 +0800,bdt,1400.00,2026-10-01 09:00:00 +0800,1,x,10,,,")
    (order,) = given.orders
    assert given.notes == [("note.other_currency", {"currency": "BDT", "rows": 1})]
    assert (order["paid_amount"], order["currency"]) == ("1400", "BDT")


def test_an_order_that_lost_its_first_line_never_goes_in_as_unpaid():
    given = shopify(
        "#1,a@x,paid,now,CNY,25.00,2026-10-01 09:00:00 +0800,1,鱼油,10,S1,,5.00",
        "#1,a@x,,,,,,3,钙片,5,S2,,",
        "#2,b@x,paid,2026-10-01 10:00:00 +0800,CNY,5.00,2026-10-01 09:00:00 +0800,1,钙片,5,S2,,",
    )
    assert [o["order_id"] for o in given.orders] == ["#2"]
    assert given.reasons == [(2, "Paid at", "reject.not_a_date"), (3, "Name", "reject.order_line")]
    assert (given.rows, given.quarantined) == (3, 2)


def test_douyin_sums_the_orders_lines():
    line = "2026-08-02 05:58:47,2026-08-02 05:59:17,已发货"
    given = douyin(f"1,11,鱼油,2,20.00,{line},P2,S2,10", f"1,12,钙片,1,5.50,{line},P3,S3,5.50")
    assert [(o["paid_amount"], o["_rows"]) for o in given.orders] == [("25.5", [2, 3])]


def test_douyin_a_line_that_stands_twice_counts_once():
    line = "2026-08-02 05:58:47,2026-08-02 05:59:17,已发货,P2,S2,10"
    given = douyin(f"1,11,鱼油,2,20.00,{line}", f"1,12,钙片,1,5.50,{line}", f"1,11,鱼油,2,20.00,{line}")
    assert [o["paid_amount"] for o in given.orders] == ["25.5"]
    assert [i["item_id"] for i in given.order_items] == ["11", "12", "11"]


def test_douyin_several_items_joined_in_one_row_are_parted_and_no_sum_doubles():
    line = "2026-08-02 05:58:47,2026-08-02 05:59:17,已发货"
    given = douyin(
        f"1,11;12,鱼油;钙片,2;1,25.50,{line},P2;P3,S2;S3,10;5.5", f"2,21;22,鱼油;钙片,5,30,{line},P2;P3,S2;S3,-"
    )
    assert [o["paid_amount"] for o in given.orders] == ["25.5", "30"]
    shown = [
        (i["item_id"], i["title"], i["product"], i["quantity"], i["price"], i["paid_amount"]) for i in given.order_items
    ]
    assert shown == [
        ("11", "鱼油", "P2", "2", "10", "25.5"),
        ("12", "钙片", "P3", "1", "5.5", None),
        ("21", "鱼油", "P2", None, None, "30"),
        ("22", "钙片", "P3", None, None, None),
    ]


def test_douyin_one_bad_line_sets_the_whole_order_aside():
    line = "2026-08-02 05:58:47,2026-08-02 05:59:17,已发货"
    given = douyin(
        f"1,11,鱼油,2,20.00,{line},P2,S2,10",
        f"1,12,钙片,1,5.5.0,{line},P3,S3,5.50",
        f"2,21,钙片,1,5.50,{line},P3,S3,5.50",
    )
    assert [o["order_id"] for o in given.orders] == ["2"]
    assert given.reasons == [(2, "主订单编号", "reject.order_line"), (3, "订单应付金额", "reject.not_a_number")]


def test_ids_behind_tabs_and_ruined_ids_in_a_joined_cell():
    line = "2026-08-02 05:58:47,2026-08-02 05:59:17,已发货"
    given = douyin(
        f'"\t6917926768823643751","\t6917926768823643751",鱼油,1,9,{line},P,S,9',
        f"1,11;6.91793E+18,a;b,1,9,{line},P,S,9",
    )
    assert [o["order_id"] for o in given.orders] == ["6917926768823643751"]
    assert given.reasons == [(3, "子订单编号", "reject.ruined_id")]


def test_shopify_an_order_whose_first_line_is_set_aside_waits_though_its_further_lines_say_when_it_was_made():
    at = "2026-10-01 09:00:00 +0800"
    given = shopify(
        f"#1,a@x,paid,2026-10-01 10:00:00 +0800,CNY,25.0.0,{at},1,鱼油,10,S1,,",
        f"#1,a@x,,,,,{at},3,钙片,5,S2,,",
    )
    assert given.orders == []
    assert given.reasons == [(2, "Total", "reject.not_a_number"), (3, "Name", "reject.order_line")]
