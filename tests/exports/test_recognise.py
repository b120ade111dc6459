"""Which layout a sheet has: by its header alone, whatever stands around it."""

import pytest

from kpi import exports, words
from kpi.errors import KaoheError
from kpi.exports import recognise
from kpi.exports.layout import Layout
from tests.exports.reading import found
from tests.exports.taking import one

TAOBAO = "订单编号,买家会员名,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间,店铺名称"
ORDER = "1,甲,10,10,交易成功,2026-08-01 05:58:47,2026-08-01 05:59:17,某店"


def refusal(text: str, layout=None, name="a.csv"):
    with pytest.raises(KaoheError) as caught:
        exports.sheets(found(text.encode(), name), layout)
    return caught.value


def test_a_layout_is_known_by_its_core_in_any_order(document):
    """
    店铺名称,备注,订单付款时间,订单创建时间,订单状态,买家实际支付金额,总金额,买家会员名,订单编号
    某店,x,2026-08-01 05:59:17,2026-08-01 05:58:47,交易成功,10,10,甲,1
    """
    given = one(document)
    assert given.layout == "taobao_orders"
    assert given.orders[0]["paid_amount"] == "10"
    assert given.orders[0]["x:备注"] == "x"


def test_never_by_the_name_of_the_file():
    assert one(f"{TAOBAO}\n{ORDER}\n", name="京东订单.txt").layout == "taobao_orders"


@pytest.mark.parametrize("column", ["总金额", "订单付款时间"])
def test_without_a_core_column_it_is_refused_naming_the_nearest_layout_and_what_it_misses(column):
    error = refusal(f"{TAOBAO.replace(column, '别的')}\n{ORDER}\n")
    assert error.fields == {"file": "a.csv", "nearest": "taobao_orders", "missing": column}
    assert column in words.tell(error)
    assert column in words.tell(error, "en")


def test_an_unknown_file_is_refused():
    error = refusal("甲,乙\n1,2\n")
    assert error.fields == {"file": "a.csv"}  # no layout is named where none is near
    for lang in words.languages():
        assert "kpi map" in words.tell(error, lang)
        assert "kpi templates" in words.tell(error, lang)


def test_header_names_with_trailing_blanks_and_brackets_half_and_full_width(document):
    """
    ﻿订单编号 ,买家会员名,总金额（元）,买家实际支付金额(元),订单状态　,订单创建时间,订单付款时间 , 店铺名称
    1,甲,10,10,交易成功,2026-08-01 05:58:47,2026-08-01 05:59:17,某店
    """
    assert one(document).orders[0]["paid_amount"] == "10"


def test_a_unit_that_changes_the_number_is_another_column():
    error = refusal(f"{TAOBAO.replace('总金额', '总金额(万元)')}\n{ORDER}\n")
    assert error.fields["missing"] == "总金额"


def test_what_a_cell_may_say_in_brackets_is_no_part_of_a_header(document):
    """
    月份（必填）,被评人,项目,评分(0 to 100),评分人,说明(选填)
    2026-08,周敏,客服质量,94,陈立,
    """
    assert one(document).reviews[0]["score"] == "94"


def test_of_duplicated_headers_the_first_counts_and_the_others_are_kept_as_text(document):
    """
    订单编号,买家会员名,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间,店铺名称,订单编号,备注,备注
    1,甲,10,10,交易成功,2026-08-01 05:58:47,2026-08-01 05:59:17,某店,2,a,b
    """
    (order,) = one(document).orders
    assert order["order_id"] == "1"
    assert (order["x:订单编号"], order["x:备注"], order["x:备注 2"]) == ("2", "a", "b")


def test_a_preamble_above_the_header_is_skipped_and_counted(document):
    """
    店铺订单报表,,,
    导出时间：2026-11-20

    订单编号,买家会员名,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间,店铺名称
    1,甲,10,10,交易成功,2026-08-01 05:58:47,2026-08-01 05:59:17,某店
    """
    given = one(document)
    assert (given.rows, given.skipped, len(given.orders)) == (3, 2, 1)
    assert given.orders[0]["_row"] == 5
    assert given.notes == [("skip.preamble", {"rows": 2})]


def test_a_header_without_rows_is_loaded_with_0_rows():
    given = one(TAOBAO + "\n")
    assert (given.rows, given.orders, given.rejects) == (0, [], [])
    given = one((TAOBAO + "\n").replace("买家会员名", "买家会员名,x"))
    assert given.rows == 0


def layout(name: str, *columns: str, unless=()) -> Layout:
    given = {"id": name, "label": {}, "entity": "shops", "recognise": {"columns": columns, "unless": unless}}
    return Layout.model_validate(given)


def claimed(header: str, *known: Layout) -> str | None:
    place = recognise.recognise("a.csv", [header.split(",")], [1], {each.id: each for each in known})
    return place and place[0].id


def test_of_several_layouts_whose_core_is_all_there_the_largest_core_wins():
    assert claimed("a,b,c", layout("two", "a", "b"), layout("three", "a", "b", "c")) == "three"
    assert claimed("a,b", layout("two", "a", "b"), layout("three", "a", "b", "c")) == "two"


def test_a_tie_is_refused():
    with pytest.raises(recognise.AmbiguousHeader) as caught:
        claimed("a,b,c", layout("one", "a", "b"), layout("other", "b", "c"))
    assert caught.value.fields == {"file": "a.csv", "layouts": "one | other"}


def test_a_column_of_a_finer_report_bars_a_layout():
    assert claimed("a,b,计划ID", layout("scene", "a", "b", unless=("计划ID",))) is None


def test_a_wider_traffic_report_is_not_taken_for_the_shops_own():
    """The platform's report by source has all columns of the report by shop: its visitors are not the shop's."""
    header = "统计日期,商品ID,店铺名称,来源名称,访客数,浏览量,支付买家数,支付金额"
    assert refusal(f"{header}\n2026-08-01,P1,某店,搜索,1,1,0,0\n").fields["nearest"] != "-"


def test_a_layout_may_be_asked_for_by_name():
    assert one(f"{TAOBAO}\n{ORDER}\n", layout="taobao_orders").layout == "taobao_orders"
    assert refusal(f"{TAOBAO}\n{ORDER}\n", layout="jd_orders").fields["nearest"] == "jd_orders"
    assert "taobao_orders" in refusal(f"{TAOBAO}\n{ORDER}\n", layout="nothing").fields["known"]


def test_the_departments_sheets_are_known_by_english_headers(document):
    """
    Staff no,Name,Department,Role,Manager,Joined on,Left on,Accounts,Base pay,Performance pay,Valid from
    E06,Sun,Service,Agent,E02,2024-01-01,,shop:a;shop:b,3500,2000,
    """
    (person,) = one(document).staff
    assert (person["person"], person["accounts"], person["base_pay"]) == ("E06", "shop:a;shop:b", "3500")


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        ("ExportOrderList202609150000.csv", "2026-09-15 00:00:00"),
        ("a.zip/1/ExportOrderList20260915083000.csv", "2026-09-15 08:30:00"),
        ("ExportOrderList202609150000(1).csv", "2026-09-15 00:00:00"),
        ("ExportOrderList23041203456.csv", None),
        ("ExportOrderList202613450000.csv", None),
        ("订单.csv", None),
    ],
)
def test_the_time_of_an_export_is_read_from_the_files_name(name, moment):
    (sheet,) = exports.sheets(found(f"{TAOBAO}\n{ORDER}\n".encode(), name))
    assert sheet.export_time is None if moment is None else str(sheet.export_time) == moment


def test_douyins_epoch_seconds_are_moved_into_the_business_zone():
    header = "主订单编号,子订单编号,选购商品,商品数量,订单应付金额,订单提交时间,支付完成时间,订单状态"
    (sheet,) = exports.sheets(found(f"{header}\n".encode(), "1791430000_a.csv"))
    assert str(sheet.export_time) == "2026-10-08 11:26:40"  # 20,734 days and 12,400 seconds


def test_a_file_that_does_not_say_its_shop_needs_one():
    (orders,) = exports.sheets(found(f"{TAOBAO}\n{ORDER}\n".encode()))
    (report,) = exports.sheets(found("订单编号,总金额,买家实际支付金额,订单创建时间,订单付款时间,退款金额\n".encode()))
    (staff,) = exports.sheets(found("工号,姓名,部门,岗位\n".encode()))
    assert [sheet.needs_shop for sheet in (orders, report, staff)] == [False, True, False]
