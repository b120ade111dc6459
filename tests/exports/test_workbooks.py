"""Workbooks as the mapping sees them: numbers and dates as cells, several sheets, and what is no value at all."""

# ruff: noqa: DTZ001 — all times are local to the business zone

import io
from datetime import datetime

import pytest
import xlsxwriter

from tests.exports.taking import one, take

TAOBAO = [
    "订单编号",
    "买家会员名",
    "总金额",
    "买家实际支付金额",
    "订单状态",
    "订单创建时间",
    "订单付款时间",
    "店铺名称",
]
ORDER = ["31", "甲", 10.5, 10.5, "交易成功", datetime(2026, 8, 1, 5, 58, 47), datetime(2026, 8, 1, 6), "某店"]
MOMENT = "yyyy-mm-dd hh:mm:ss"


def book(*sheets: tuple[str, list[list[object]]], date_1904=False, hidden=(), formulas=()) -> bytes:
    """A workbook; `formulas` are cells of the first sheet with a formula and its stored result."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"default_date_format": MOMENT, "date_1904": date_1904}) as made:
        for name, rows in sheets:
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write(number, column, cell)
            for number in hidden:
                sheet.set_row(number, None, None, {"hidden": True})
        for number, column, formula, value in formulas:
            made.worksheets()[0].write_formula(number, column, formula, None, value)
    return stream.getvalue()


def orders(*rows: list[object], **options):
    return one(book(("订单", [TAOBAO, *rows]), **options), name="a.xlsx")


def changed(column: str, cell: object) -> list[object]:
    return [cell if name == column else given for name, given in zip(TAOBAO, ORDER, strict=True)]


@pytest.mark.parametrize("date_1904", [False, True])
def test_dates_and_numbers_of_a_workbook_under_both_epochs(date_1904):
    (order,) = orders(ORDER, date_1904=date_1904).orders
    assert (order["created_at"], order["paid_at"]) == ("2026-08-01 05:58:47", "2026-08-01 06:00:00")
    assert order["paid_amount"] == "10.5"


@pytest.mark.parametrize(("serial", "date_1904"), [(46235.25, False), (44773.25, True)])
def test_a_serial_number_without_a_date_format_is_a_date_where_one_belongs(serial, date_1904):
    assert orders(changed("订单付款时间", serial), date_1904=date_1904).orders[0]["paid_at"] == "2026-08-01 06:00:00"


def test_a_numeric_id_of_16_or_more_digits_is_set_aside_a_shorter_one_is_text():
    given = orders(changed("订单编号", 3100000000000000018), changed("订单编号", 310000000000018))
    assert [order["order_id"] for order in given.orders] == ["310000000000018"]
    assert given.reasons == [(2, "订单编号", "reject.long_number_id")]


def test_spreadsheet_numbers_are_taken_at_15_digits():
    assert orders(changed("总金额", 0.1 + 0.2)).orders[0]["paid_amount"] == "0.3"


@pytest.mark.parametrize(
    ("cell", "reason"),
    [(True, "reject.truth_value"), (datetime(2026, 8, 1), "reject.not_a_number"), ("￥x", "reject.not_a_number")],
)
def test_what_is_no_amount_is_set_aside(cell, reason):
    assert orders(changed("总金额", cell)).reasons == [(2, "总金额", reason)]


def test_an_error_cell_is_no_amount():
    given = orders(ORDER, formulas=[(1, 2, "=1/0", "#DIV/0!")])
    assert given.reasons == [(2, "总金额", "reject.error_cell")]


def test_a_formulas_stored_result_is_its_value_and_one_never_computed_is_never_0():
    assert orders(ORDER, formulas=[(1, 2, "=10+0.5", 10.5)]).orders[0]["paid_amount"] == "10.5"
    given = orders(ORDER, formulas=[(1, 2, "=10+0.5", "")])
    assert given.orders == []
    assert given.reasons[0][1:] == ("总金额", "reject.formula_not_computed")


def test_all_sheets_with_a_known_header_load_and_one_without_is_named():
    data = book(
        ("说明", [["商品排行"], ["数据来自生意参谋"]]),
        ("八月", [TAOBAO, ORDER]),
        ("九月", [TAOBAO, changed("订单编号", "32")]),
    )
    first, second = take(data, name="a.xlsx")
    assert [g.orders[0]["order_id"] for g in (first, second)] == ["31", "32"]
    assert first.notes == [("note.sheets_ignored", {"sheets": "说明"})]
    assert second.notes == []


def test_rows_hidden_by_a_filter_load_too():
    assert len(orders(ORDER, changed("订单编号", "32"), hidden=[1]).orders) == 2


def test_a_short_row_of_a_sheet_is_not_too_short():
    """A spreadsheet has no end of a row: an empty payment time at its end is an unpaid order."""
    header = [name for name in TAOBAO if name != "订单付款时间"] + ["订单付款时间"]
    row = [cell for name, cell in zip(TAOBAO, ORDER, strict=True) if name != "订单付款时间"]
    given = one(book(("订单", [header, row])), name="a.xlsx")
    assert (given.orders[0]["paid_at"], given.reasons) == (None, [])


def test_whole_numbers_of_a_sheet_are_whole_although_stored_as_fractions():
    header = ["统计日期", "店铺名称", "访客数", "浏览量", "支付买家数", "支付金额"]
    given = one(book(("店铺", [header, [datetime(2026, 8, 1), "甲店", 246.0, "738", "-", 12.3]])), name="a.xlsx")
    (day,) = given.shop_traffic
    assert (day["day"], day["visitors"], day["page_views"], day["paid_amount"]) == ("2026-08-01", 246, 738, "12.3")
