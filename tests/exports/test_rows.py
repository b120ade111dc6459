"""Which rows are data: totals, notes, rows too short or too long, rows with a cell that can't be right."""

import json

import pytest

from kpi import words
from tests.exports.taking import one

TAOBAO = "订单编号,买家会员名,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间,店铺名称,退款金额"
SHOPS = "统计日期,店铺名称,访客数,浏览量,支付买家数,支付金额"


def account(given) -> tuple[int, int, int, int]:
    """Rows, rows taken, set aside, skipped: the first is the sum of the others."""
    taken = {row["_row"] for rows in given.tables.values() for row in rows}
    assert given.rows == len(taken) + given.quarantined + given.skipped
    return given.rows, len(taken), given.quarantined, given.skipped


# --- totals, notes, no data


@pytest.mark.parametrize(
    "word",
    [
        "合计",
        "汇总",
        "汇总值",
        "平均值",
        "均值",
        "全店汇总值",
        "同行同层均值",
        "店铺汇总值",
        "总计",
        "合 计：",
        "Total",
    ],
)
def test_totals_and_averages_among_the_rows_are_skipped(word):
    given = one(f"{SHOPS}\n2026-08-01,甲店,10,20,1,5\n{word},,10,20,1,5\n")
    assert account(given) == (2, 1, 0, 1)
    assert given.notes == [("skip.total", {"rows": 1})]


def test_a_totals_row_is_one_even_if_it_is_short():
    given = one(f"{SHOPS}\n2026-08-01,甲店,10,20,1,5\n合计\n合计,,10\n")
    assert account(given) == (3, 1, 0, 2)


def test_a_totals_word_where_the_shop_or_agent_should_be():
    given = one(f"{SHOPS}\n2026-08-01,汇总值,10,20,1,5\n2026-08-01,甲店,10,20,1,5\n")
    assert account(given) == (2, 1, 0, 1)
    given = one("日期,旺旺,接待人数,询单人数\n2026-08-01,汇总,5,5\n2026-08-01,甲店:美,5,5\n")
    assert account(given) == (2, 1, 0, 1)


def test_a_row_without_a_shop_that_carries_a_totals_word_is_skipped():
    assert account(one(f"{SHOPS}\n2026-08-01,,平均值,20,1,5\n")) == (1, 0, 0, 1)


def test_a_totals_word_in_a_column_of_data_is_data():
    header = "统计日期,店铺名称,流量来源,来源明细,访客数,下单买家数,支付买家数,支付金额"
    given = one(f"{header}\n2026-08-01,甲店,付费推广,汇总,51,-,-,-\n")
    assert account(given) == (1, 1, 0, 0)
    assert given.source_traffic[0]["detail"] == "汇总"
    given = one(f"{TAOBAO}\n1,合计,10,10,交易成功,2026-08-01 05:58:47,,某店,\n")
    assert (account(given), given.orders[0]["buyer"]) == ((1, 1, 0, 0), "合计")


def test_a_second_header_line_of_notes_is_skipped(document):
    """
    主订单编号,子订单编号,选购商品,商品数量,订单应付金额,订单提交时间,支付完成时间,订单状态
     , , , ,收入+支出,,,
    1,1,蛋白粉,1,9.90,2026-08-01 05:58:47,2026-08-01 05:59:17,已完成
    """
    given = one(document)
    assert account(given) == (2, 1, 0, 1)
    assert given.notes == [("skip.note", {"rows": 1})]


def test_notes_under_the_table_are_skipped():
    given = one(f"{SHOPS}\n2026-08-01,甲店,10,20,1,5\n#导出时间：2026-11-20\n说明：访客数按日去重\n数据来源,生意参谋\n")
    assert account(given) == (4, 1, 0, 3)


def test_a_day_without_data_is_skipped_and_is_not_0():
    given = one(f"{SHOPS}\n暂无数据,-,-,-,-,-\n2026-08-02,甲店,-,-,-,-\n2026-08-03,甲店,0,0,0,0\n")
    assert account(given) == (3, 1, 0, 2)
    assert given.shop_traffic[0]["visitors"] == 0


def test_a_summary_row_without_a_day_is_the_platforms_sum():
    header = "日期,场景ID,场景,花费,展现量,点击量,总成交金额,总成交笔数"
    given = one(f"{header}\n2026-08-01,436,全站,1,2,3,4,5\n,,,1,2,3,4,5\n,437,全站,1,2,3,4,5\n")
    assert account(given) == (3, 1, 1, 1)
    assert given.reasons == [(4, "日期", "reject.missing")]


def test_rows_of_empty_cells_are_passed_over():
    assert account(one(f"{SHOPS}\n,,,,,\n\n2026-08-01,甲店,10,20,1,5\n , ,　,,,\n")) == (1, 1, 0, 0)


# --- rows that can't be right


def test_a_row_with_more_filled_cells_than_the_header_is_set_aside(document):
    """
    统计日期,店铺名称,访客数,浏览量,支付买家数,支付金额
    2026-08-01,甲店,1,234,20,1,5
    2026-08-02,甲店,10,20,1,5,,
    """
    given = one(document)
    assert account(given) == (2, 1, 1, 0)
    assert given.reasons == [(2, "", "reject.too_many_cells")]
    assert given.rejects[0]["value"] == "5"
    assert json.loads(given.rejects[0]["cells"]) == ["2026-08-01", "甲店", "1", "234", "20", "1", "5"]


def test_a_row_with_too_few_cells_for_the_needed_columns_is_set_aside_never_taken_as_unpaid():
    given = one(
        f"{TAOBAO}\n1,甲,10,10,交易成功,2026-08-01 05:58:47\n2,甲,10,10,等待买家付款,2026-08-01 05:58:47,,某店,\n"
    )
    assert account(given) == (2, 1, 1, 0)
    assert ("订单付款时间", "reject.too_few_cells") in [(column, reason) for _, column, reason in given.reasons]


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        (",甲,10,10,交易成功,2026-08-01 05:58:47,2026-08-01 05:59:17,某店,", "订单编号", "reject.missing"),
        ("1,甲,10,10,交易成功,,2026-08-01 05:59:17,某店,", "订单创建时间", "reject.missing"),
        ("1,甲,10,10,交易成功,2026-08-01 05:58:47,now,某店,", "订单付款时间", "reject.not_a_date"),
        ("1,甲,#N/A,10,交易成功,2026-08-01 05:58:47,2026-08-01 05:59:17,某店,", "总金额", "reject.error_cell"),
        ("1,甲,TRUE,10,交易成功,2026-08-01 05:58:47,2026-08-01 05:59:17,某店,", "总金额", "reject.truth_value"),
        ("1,甲,-10,10,交易成功,2026-08-01 05:58:47,2026-08-01 05:59:17,某店,", "总金额", "reject.negative"),
        ("1,甲,$12.00,10,交易成功,2026-08-01 05:58:47,2026-08-01 05:59:17,某店,", "总金额", "reject.other_currency"),
        ("1,甲,-,10,交易成功,2026-08-01 05:58:47,2026-08-01 05:59:17,某店,", "总金额", "reject.paid_without_amount"),
        ("6.91793E+18,甲,1,1,交易成功,2026-08-01 05:58:47,2026-08-01 05:59:17,某店,", "订单编号", "reject.ruined_id"),
        ("1,甲,10,10,交易成功,10/11/2026,2026-08-01 05:59:17,某店,", "订单创建时间", "reject.ambiguous_date"),
        ("1,甲,10,10,交易成功,2026-08-01 05:58:47,2026-08-01 05:59:17,#REF!,", "店铺名称", "reject.error_cell"),
    ],
)
def test_a_row_with_an_unreadable_needed_cell_is_set_aside_whole(cells, column, reason):
    given = one(f"{TAOBAO}\n{cells}\n2,甲,10,10,交易成功,2026-08-01 05:58:47,2026-08-01 05:59:17,某店,\n")
    assert account(given) == (2, 1, 1, 0)
    assert given.reasons == [(2, column, reason)]
    assert given.orders[0]["order_id"] == "2"
    for lang in words.languages():
        assert words.known(reason, lang)


def test_each_bad_cell_of_a_row_is_named():
    given = one(f"{TAOBAO}\n1,甲,12%,1.234,交易成功,2026-08-01 05:58:47,2026-13-01 09:00,某店,\n")
    assert given.reasons == [
        (2, "总金额", "reject.percent"),
        (2, "买家实际支付金额", "reject.too_many_decimals"),
        (2, "订单付款时间", "reject.no_such_day"),
    ]
    assert [r["expected"] for r in given.rejects] == ["1234.50", "1234.50", "2026-10-31 23:59:59"]
    assert given.quarantined == 1


def test_an_unpaid_order_needs_no_amount():
    given = one(f"{TAOBAO}\n1,甲,-,-,等待买家付款,2026-08-01 05:58:47,,某店,\n")
    assert (account(given), given.orders[0]["paid_amount"]) == ((1, 1, 0, 0), None)


def test_a_payment_before_the_orders_creation_is_kept():
    given = one(f"{TAOBAO}\n1,甲,10,10,交易成功,2026-08-01 05:58:47,2026-07-30 05:59:17,某店,\n")
    assert given.orders[0]["paid_at"] == "2026-07-30 05:59:17"


def test_the_cells_of_a_row_set_aside_are_kept_as_they_came():
    given = one(f'{TAOBAO}\n"=""123""",甲,x,10,交易成功,2026-08-01 05:58:47,2026-08-01 05:59:17,某店,\n')
    assert json.loads(given.rejects[0]["cells"])[:3] == ['="123"', "甲", "x"]
    assert (given.rejects[0]["value"], given.rejects[0]["expected"]) == ("x", "1234.50")


# --- columns and fields


def test_columns_not_listed_are_kept_as_text_never_dropped():
    given = one(f"订单备注,{TAOBAO},\n'null,1,甲,10,10,交易成功,2026-08-01 05:58:47,,某店,,\n")
    assert given.orders[0]["x:订单备注"] == "'null"
    assert given.orders[0]["x:总金额"] == "10"


def test_a_layout_carries_only_the_fields_of_its_columns():
    header = "订单编号,总金额,买家实际支付金额,订单创建时间,订单付款时间,退款金额"
    report = one(f"{header}\n")
    assert not {"buyer", "status", "closed", "shop"} & set(report.carries["orders"])
    assert "buyer" in one(f"{header},买家会员名\n", layout="tmall_order_report").carries["orders"]


def test_the_refund_of_an_order_is_its_column_where_it_is_there_else_the_difference(document):
    """
    订单编号,买家会员名,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间,店铺名称,退款金额
    1,甲,100,60,交易成功,2026-08-01 05:58:47,2026-08-01 05:59:17,某店,30
    2,甲,100,60,交易成功,2026-08-01 05:58:47,2026-08-01 05:59:17,某店,
    3,甲,100,0,等待买家付款,2026-08-01 05:58:47,,某店,0
    """
    assert [(o["paid_amount"], o["order_refund"]) for o in one(document).orders] == [
        ("100", "30"),
        ("100", "40"),
        (None, None),
    ]
    without = "\n".join(line.rpartition(",")[0] for line in document.splitlines())
    assert [o["order_refund"] for o in one(without).orders] == ["40", "40", None]


def test_only_the_status_says_whether_an_order_is_closed(document):
    """
    订单编号,买家会员名,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间,店铺名称,订单关闭原因
    1,甲,100,60,交易关闭,2026-08-01 05:58:47,2026-08-01 05:59:17,某店,订单未关闭
    2,甲,100,60,交易成功,2026-08-01 05:58:47,2026-08-01 05:59:17,某店,买家不想要了
    """
    assert [o["closed"] for o in one(document).orders] == [True, False]


def test_a_rate_in_an_export_is_never_a_figure_but_compared_with_what_its_figures_give(document):
    """
    日期,计划ID,计划名称,展现数,点击数,总费用,平均点击成本,总订单行,总订单金额,投产比
    2026-08-01,1,a,1000,50,100.00,2.00,1,150.00,1.5
    2026-08-02,1,a,1000,30,100.00,3.33,1,150.00,9.9
    2026-08-03,1,a,1000,0,0,--,0,0,--
    """
    given = one(document)
    assert given.notes == [("note.rate_differs", {"column": "投产比", "rows": 1})]
    assert account(given) == (3, 3, 0, 0)
    rates = ("3.33%", "0.0333", "4%")
    rows = "".join(f"2026-08-0{day},甲店,300,1,10,1,{rate}\n" for day, rate in enumerate(rates, 1))
    percent = f"{SHOPS},支付转化率\n{rows}"
    assert one(percent).notes == []
    assert one(percent.replace("4%", "5%")).notes == [("note.rate_differs", {"column": "支付转化率", "rows": 1})]


# --- shops, platforms, placeholders


def test_the_shop_is_asked_for_only_where_the_file_does_not_say():
    def nobody(_sheet):
        raise AssertionError

    assert one(f"{TAOBAO}\n1,甲,1,1,交易成功,2026-08-01 05:58:47,,某店,\n", shop_of=nobody).orders[0]["shop"] == "某店"
    header = "订单编号,总金额,买家实际支付金额,订单创建时间,订单付款时间,退款金额"
    with pytest.raises(AssertionError):
        one(f"{header}\n", shop_of=nobody)


def test_an_orders_platform_is_that_of_its_shop():
    rows = "1,甲,1,1,交易成功,2026-08-01 05:58:47,,旗舰店,\n2,甲,1,1,交易成功,2026-08-01 05:58:47,,小铺,\n"
    assert [o["platform"] for o in one(f"{TAOBAO}\n{rows}").orders] == ["天猫", "天猫"]
    given = one(f"{TAOBAO}\n{rows}", platform_of={"小铺": "淘宝"}.get)
    assert [o["platform"] for o in given.orders] == ["天猫", "淘宝"]


@pytest.mark.parametrize(
    ("buyer", "loaded"),
    [("***", None), ("匿名", None), ("##密文", None), ("-", None), ("t**3", "t**3"), ("张三", "张三")],
)
def test_a_placeholder_for_a_buyer_loads_as_none(buyer, loaded):
    given = one(f"{TAOBAO}\n1,{buyer},1,1,交易成功,2026-08-01 05:58:47,,某店,\n")
    assert given.orders[0]["buyer"] == loaded


def test_one_name_on_a_great_share_of_many_orders_is_a_placeholder():
    def orders(rows: int, share: int) -> str:
        lines = (
            f"{i},{'客户' if i % 100 < share else f'b{i}'},1,1,交易成功,2026-08-01 05:58:47,,某店," for i in range(rows)
        )
        return "\n".join([TAOBAO, *lines, ""])

    many = one(orders(5000, 30))
    assert many.notes == [("note.placeholder_buyers", {"rows": 1500})]
    assert sum(o["buyer"] is None for o in many.orders) == 1500
    assert one(orders(5000, 3)).notes == []
    assert one(orders(500, 90)).notes == []


def test_the_departments_own_words_are_known_in_english_too():
    reviews = one(
        "Month,Person,Item,Score,Reviewer,Note\n"
        "2026-10,E06,Service quality,90,E02,\n2026-10,E02,management review,80,E01,\n2026-10,E02,Punctuality,70,E01,\n"
    )
    assert [row["item"] for row in reviews.reviews] == ["客服质量", "管理评分", "Punctuality"]
    checklist = one(
        "Month,Department,Category,Item,Responsible,Done\n"
        "2026-10,客服部,Rules,考勤,E06,已完成\n2026-10,客服部,Rules,着装,E06,未完成\n"
    )
    assert [(row["category"], row["done"]) for row in checklist.checklists] == [("规章制度", True), ("规章制度", False)]
