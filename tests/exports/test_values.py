"""One rule a type: what is taken, exactly, and what is set aside rather than read as the nearest thing."""

# ruff: noqa: DTZ001 — all times are local to the business zone

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi import words
from kpi.exports import values
from kpi.exports.layout import Column
from kpi.exports.values import escape, unescape

FRAME = values.Frame()
MONEY, PAID = Column(type="money"), Column(type="money", min=0)
MOMENTS = st.datetimes(datetime(2000, 1, 2), datetime(2099, 12, 30)).map(lambda moment: moment.replace(microsecond=0))


def read(kind: str | Column, cell: str, letter: str = "", frame=FRAME):
    column = kind if isinstance(kind, Column) else Column(type=kind)
    said = values.read(column, cell, frame, letter)
    return said.reason.removeprefix("reject.") if isinstance(said, values.Reject) else said


# --- missing, guards


@pytest.mark.parametrize(
    "cell", ["", "-", "--", "null", "NULL", "暂无数据", "0000-00-00", "　", " \t", "'null", '="-"', "—", None]
)
@pytest.mark.parametrize("kind", ["id", "name", "text", "money", "integer", "date", "timestamp", "boolean"])
def test_what_stands_for_nothing_is_missing_once_its_guards_are_off(cell, kind):
    assert values.read(Column(type=kind), cell, FRAME) is None


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('="20260001"', "20260001"),
        ("'13800000000", "13800000000"),
        ("\t6917926768823643751", "6917926768823643751"),
        ("６９１７", "6917"),
        ("#1113", "#1113"),
        ("260801-000000000000001", "260801-000000000000001"),
        ("1E5", "1E5"),
        ("6.91793E+18", "ruined_id"),
        ("6E+18", "ruined_id"),
        ("#N/A", "error_cell"),
    ],
)
def test_ids_are_text_always(cell, value):
    assert read("id", cell) == value


def test_a_numeric_id_of_16_or_more_digits_from_a_number_cell_is_set_aside():
    assert read("id", "1234567890123456", "n") == "long_number_id"
    assert read("id", "123456789012345", "n") == "123456789012345"
    assert read("id", "1234567890123456", "t") == "1234567890123456"


@pytest.mark.parametrize("cell", ["##密文", "$$密文", "1**********", "浙江省 ****"])
def test_masked_personal_data_is_kept_as_it_is(cell):
    assert read("text", cell) == cell


# --- money and numbers


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,234.50", "1234.50"),
        ("1,234,567", "1234567"),
        ("￥12.00", "12.00"),
        ("¥ 12", "12"),
        ("99元", "99"),
        ("１２．５０", "12.50"),
        ("(12.00)", "-12.00"),
        ("-12.00", "-12.00"),
        ("￥-12.00", "-12.00"),
        ("+3", "3"),
        (".5", "0.5"),
        ("0", "0"),
        ("007", "7"),
    ],
)
def test_money_is_exact(cell, value):
    assert read(MONEY, cell) == Decimal(value)
    assert isinstance(read(MONEY, cell), Decimal)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("12.5%", "percent"),
        ("5‰", "percent"),
        ("12件", "unit"),
        ("1.2万", "unit"),
        ("３万元", "unit"),
        ("١٢", "not_a_number"),
        ("12,00", "not_a_number"),
        ("1,23", "not_a_number"),
        ("12,345,6", "not_a_number"),
        ("1.234,50", "not_a_number"),
        ("1.005", "too_many_decimals"),
        ("1.000", "too_many_decimals"),
        ("1e2", "not_a_number"),
        ("1_00", "not_a_number"),
        ("0x10", "not_a_number"),
        ("nan", "not_a_number"),
        ("Infinity", "not_a_number"),
        ("--5", "not_a_number"),
        ("(-5)", "not_a_number"),
        ("5-", "not_a_number"),
        ("$12.00", "other_currency"),
        ("12美元", "other_currency"),
        ("12.00 USD", "other_currency"),
        ("€12", "other_currency"),
        ("#N/A", "error_cell"),
        ("TRUE", "truth_value"),
        ("1000000000000", "too_large"),
        ("abc", "not_a_number"),
    ],
)
def test_money_that_could_mean_two_things_is_set_aside_never_read_as_the_nearest_number(cell, reason):
    assert read(MONEY, cell) == reason


def test_a_negative_paid_amount_is_set_aside():
    assert read(PAID, "-1") == "negative"
    assert read(PAID, "(1.00)") == "negative"
    assert read(PAID, "-0") == 0


@pytest.mark.parametrize(
    ("letter", "reason"),
    [("e", "error_cell"), ("b", "truth_value"), ("f", "formula_not_computed"), ("d", "not_a_number")],
)
def test_error_cells_truth_values_and_formulas_never_computed_are_no_amounts(letter, reason):
    assert read(MONEY, "1", letter) == reason
    assert read("integer", "1", letter) == reason


def test_an_empty_formula_never_computed_is_never_0_nor_missing():
    assert read(MONEY, "", "f") == "formula_not_computed"


@pytest.mark.parametrize(
    ("cell", "value"),
    [("189", 189), ("189.00", 189), ("1,234", 1234), ("12.5", "not_whole"), ("1.5e3", "not_a_number")],
)
def test_whole_numbers(cell, value):
    assert read("integer", cell) == value


def test_quantities_have_six_decimals_at_most():
    assert read("quantity", "0.123456") == Decimal("0.123456")
    assert read("quantity", "0.1234560000") == Decimal("0.123456")
    assert read("quantity", "0.1234567") == "too_many_decimals"


def test_a_target_may_be_a_percentage():
    target = Column(type="quantity", percent=True)
    assert read(target, "62.5%") == Decimal("0.625")
    assert read(target, "0.625") == Decimal("0.625")
    assert read("quantity", "62.5%") == "percent"


@pytest.mark.parametrize(
    ("cell", "value"),
    [("11秒", "11"), ("2分30秒", "150"), ("7小时41分52秒", "27712"), ("35.2", "35.2"), ("很久", "not_a_number")],
)
def test_durations_are_seconds(cell, value):
    assert str(read("seconds", cell)) == value


@given(st.decimals(0, Decimal("99999999.99"), places=2))
def test_money_is_read_back_however_it_is_written(amount):
    for written in (
        f"{amount}",
        f"{amount:,}",
        f"￥{amount}",
        f"{amount}元",
        f'="{amount}"',
        f" {amount}　",
        f"'{amount}",
    ):
        assert read(PAID, written) == amount
    wide = str(amount).translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789."})
    assert read(PAID, wide) == amount
    if amount:
        assert read(MONEY, f"({amount})") == -amount


# --- times


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2026/5/23 22:02", "2026-05-23 22:02:00"),
        ("2026年5月23日", "2026-05-23 00:00:00"),
        ("2026年5月23日 22时02分", "2026-05-23 22:02:00"),
        ("2026.5.23", "2026-05-23 00:00:00"),
        ("20260523", "2026-05-23 00:00:00"),
        ("20260523220200", "2026-05-23 22:02:00"),
        ("2026-10-01 24:00:00", "2026-10-02 00:00:00"),
        ("2026-12-31 24:00", "2027-01-01 00:00:00"),
        ("2026-10-01 10:00:00 +0800", "2026-10-01 10:00:00"),
        ("2026-09-30 18:05:18 +0000", "2026-10-01 02:05:18"),
        ("2026-12-31T23:30:00Z", "2027-01-01 07:30:00"),
        ("2026-10-01T10:00:00+08:00", "2026-10-01 10:00:00"),
        ("2026-04-01 12:39:28 -0400", "2026-04-02 00:39:28"),
        ("46235.5", "2026-08-01 12:00:00"),
        ("46235", "2026-08-01 00:00:00"),
        ("２０２６-１０-０１ １０：００：００", "2026-10-01 10:00:00"),
        ("2024-02-29 00:00:00", "2024-02-29 00:00:00"),
    ],
)
def test_times_in_every_form_that_begins_with_the_year(cell, value):
    assert str(read("timestamp", cell)) == value


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("10/11/2026", "ambiguous_date"),
        ("10/11/26", "ambiguous_date"),
        ("3-20-20 10:00", "ambiguous_date"),
        ("26-10-05", "ambiguous_date"),
        ("2026-02-30", "no_such_day"),
        ("2026-13-01 09:00", "no_such_day"),
        ("2023-02-29", "no_such_day"),
        ("2026-10-01 25:00", "no_such_time"),
        ("2026-10-01 24:00:01", "no_such_time"),
        ("now", "not_a_date"),
        ("today", "not_a_date"),
        ("epoch", "not_a_date"),
        ("2026-10-01 10:00:00 左右", "not_a_date"),
        ("2026-10-01 10:00:00 PM", "not_a_date"),
        ("1999-12-31", "date_out_of_range"),
        ("2100-01-01", "date_out_of_range"),
        ("0001-01-01", "date_out_of_range"),
        ("12345", "date_out_of_range"),
        ("04-01", "not_a_date"),
        ("2026-10", "not_a_date"),
        ("#VALUE!", "error_cell"),
    ],
)
def test_times_that_could_mean_two_things_or_nothing_are_set_aside(cell, reason):
    assert read("timestamp", cell) == reason


def test_number_cells_are_serial_days_of_their_workbooks_epoch():
    assert read("timestamp", "46235.5", "n") == datetime(2026, 8, 1, 12)
    assert read("date", "44773", "n", values.Frame(epoch=1904)) == date(2026, 8, 1)
    assert read("date", "20260801", "n") == date(2026, 8, 1)
    assert read("date", "3.5", "n") == "date_out_of_range"


def test_a_zone_other_than_the_default():
    berlin = values.Frame("Europe/Berlin")
    assert read("timestamp", "2026-12-31T23:30:00Z", frame=berlin) == datetime(2027, 1, 1, 0, 30)
    assert read("timestamp", "2026-07-01 00:00:00 +0000", frame=berlin) == datetime(2026, 7, 1, 2)


def test_a_day_of_a_range_only_where_it_is_one_day():
    assert read("date", "2026-08-01~2026-08-01") == date(2026, 8, 1)
    assert read("date", "2026-08-01 ~ 2026-08-31") == "range_of_days"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2026-08", date(2026, 8, 1)),
        ("2026/8", date(2026, 8, 1)),
        ("2026年8月", date(2026, 8, 1)),
        ("202608", date(2026, 8, 1)),
        ("2026-08-17", date(2026, 8, 1)),
        ("46235", date(2026, 8, 1)),
        ("2026-13", "not_a_month"),
        ("8月", "not_a_month"),
        ("1999-08", "date_out_of_range"),
    ],
)
def test_months(cell, value):
    assert read("month", cell) == value


def test_months_of_number_cells():
    assert read("month", "202610", "n") == date(2026, 10, 1)
    assert read("month", "46235", "n") == date(2026, 8, 1)
    assert read("month", "202613", "n") == "not_a_month"
    assert read("month", "2026.1", "n") == "ambiguous_month"  # January, or October without its zero
    assert read("month", "2026.13", "n") == "not_a_month"
    assert read("month", "1999.1", "n") == "date_out_of_range"


@given(MOMENTS)
def test_a_time_is_read_back_however_it_is_written(moment):
    for form in (
        "%Y-%m-%d %H:%M:%S",
        "%Y/%m/%d %H:%M:%S",
        "%Y.%m.%d %H:%M:%S",
        "%Y-%m-%dT%H:%M:%S",
        "%Y%m%d%H%M%S",
        "%Y年%m月%d日%H:%M:%S",
    ):
        assert read("timestamp", moment.strftime(form)) == moment
    utc = moment - timedelta(hours=8)
    assert read("timestamp", f"{utc:%Y-%m-%d %H:%M:%S} +0000") == moment
    assert read("timestamp", f"{moment:%Y-%m-%d %H:%M:%S} +0800") == moment
    assert read("date", str(moment)) == moment.date()


@given(MOMENTS)
def test_a_serial_number_of_15_digits_holds_its_second(moment):
    serial = (moment - datetime(1899, 12, 30)) / timedelta(days=1)
    assert read("timestamp", f"{serial:.15g}", "n") == moment


# --- choices


def test_truth_values_of_the_departments_sheets():
    assert [read("boolean", cell) for cell in ("是", "否", "Yes", "no", "1", "0", "√", "×", "半")] == [
        True, False, True, False, True, False, True, False, "not_boolean",
    ]  # fmt: skip


def test_one_of_takes_the_words_that_a_layout_names_and_no_others():
    sender = Column(type="one_of", values={"买家": "buyer", "客服": "agent"})
    assert [read(sender, cell) for cell in ("买家", " 客服 ", "BUYER", "路人")] == [
        "buyer",
        "agent",
        "buyer",
        "not_one_of",
    ]
    assert read(Column(type="one_of", values={"Tmall": "天猫"}, or_text=True), "小红书") == "小红书"


# --- what we write


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+86 138", "'+86 138"),
        ("-", "'-"),
        ("@sum", "'@sum"),
        ("＝1", "'＝1"),
        ("　=1", "'　=1"),
        ("-12.5", "-12.5"),
        ("-12.5%", "-12.5%"),
        ("+3", "+3"),
        ("正常", "正常"),
        ("'=1", "''=1"),
    ],
)
def test_a_cell_that_begins_like_a_formula_and_is_no_number_gets_a_quote(text, written):
    assert escape(text) == written


@given(st.text())
def test_loading_takes_off_what_writing_put_before_a_text(text):
    assert unescape(escape(text)) == text


def test_what_is_expected_is_the_range_where_a_column_has_one():
    score = Column(type="quantity", min=0, max=100, example="94")
    assert values.read(score, "101", FRAME) == values.Reject("reject.out_of_range", "0–100")
    assert values.read(score, "-1", FRAME) == values.Reject("reject.negative", "0–100")
    rating = Column(type="integer", min=1, max=5, example="5")
    assert values.read(rating, "6", FRAME) == values.Reject("reject.out_of_range", "1–5")
    assert values.expected(Column(type="money", min=0)) == "1234.50"  # an end alone is no range
    assert values.expected(Column(type="quantity", min=0, example="5")) == "5"


def test_every_reason_has_its_words():
    reasons = {"missing", "too_few_cells", "too_many_cells", "ruined_id", "long_number_id", "error_cell", "truth_value"}
    reasons |= {"formula_not_computed", "not_a_number", "not_whole", "percent", "unit", "other_currency", "negative"}
    reasons |= {"too_many_decimals", "too_large", "out_of_range", "not_a_date", "ambiguous_date", "year_first"}
    reasons |= {"no_such_day", "no_such_time", "date_out_of_range", "range_of_days", "not_a_month", "not_boolean"}
    reasons |= {"ambiguous_month"}
    reasons |= {"not_one_of", "paid_without_amount", "order_line", "no_shop", "no_buyer"}
    for lang in words.languages():
        assert not [reason for reason in sorted(reasons) if not words.known(f"reject.{reason}", lang)]
