"""Figures read as the look's table says; expected texts are written by hand."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.parts import numbers

UNITS = ["percent", "count", "money", "seconds", "hours", "ratio", "score"]


@pytest.mark.parametrize(
    ("amount", "unit", "zh", "en"),
    [
        (4_862_000, "money", "¥486.2万", "¥4.86M"),
        (5_000_000, "money", "¥500.0万", "¥5.00M"),
        (171.1, "money", "¥171.1", "¥171.1"),
        (175, "money", "¥175.0", "¥175.0"),
        (Decimal("5.41"), "money", "¥5.41", "¥5.41"),
        (0, "money", "¥0", "¥0"),
        (9999.94, "money", "¥9,999.9", "¥9,999.9"),
        (9999.95, "money", "¥1.0万", "¥10.0K"),
        (-1284, "money", "−¥1,284.0", "−¥1,284.0"),
        (-12_840, "money", "−¥1.3万", "−¥12.8K"),
        (99_999_499, "money", "¥9,999.9万", "¥100M"),
        (99_999_500, "money", "¥1.00亿", "¥100M"),
        (999_499, "money", "¥99.9万", "¥999K"),
        (999_500, "money", "¥100.0万", "¥1.00M"),
        (1_234_567_890, "money", "¥12.35亿", "¥1.23B"),
        (28_416, "count", "28,416", "28,416"),
        (99_999, "count", "99,999", "99,999"),
        (318_600, "count", "31.9万", "319K"),
        (0, "count", "0", "0"),
        (0.523, "percent", "52.3%", "52.3%"),
        (0.0342, "percent", "3.42%", "3.42%"),
        (0.0017, "percent", "0.17%", "0.17%"),
        (0.05, "percent", "5.0%", "5.0%"),
        (0.00004, "percent", "<0.01%", "<0.01%"),
        (0.00005, "percent", "0.01%", "0.01%"),
        (1, "percent", "100%", "100%"),
        (0, "percent", "0%", "0%"),
        (0.9999, "percent", "100.0%", "100.0%"),
        (Fraction(1, 3), "percent", "33.3%", "33.3%"),
        (26, "seconds", "26 秒", "26 s"),
        (26.5, "seconds", "27 秒", "27 s"),
        (8.45, "seconds", "8.5 秒", "8.5 s"),
        (18.44, "hours", "18.4 小时", "18.4 h"),
        (3.864, "ratio", "3.86", "3.86"),
        (91.05, "score", "91.1 分", "91.1 pts"),
        (None, "money", "—", "—"),
        (None, "percent", "—", "—"),
    ],
)
def test_a_value_reads_as_the_table_says(amount, unit, zh, en):
    assert str(numbers.value(amount, unit, "zh")) == zh
    assert str(numbers.value(amount, unit, "en")) == en


def test_a_count_has_its_counter_only_where_the_language_uses_one():
    assert str(numbers.value(28_416, "count", "zh", counter="单")) == "28,416 单"
    assert str(numbers.value(28_416, "count", "en", counter="单")) == "28,416"


def test_another_currency_has_its_own_sign():
    assert str(numbers.value(171.1, "money", "en", currency="USD")) == "$171.1"
    assert str(numbers.value(171.1, "money", "en", currency="CHF")) == "CHF 171.1"


def test_a_target_that_must_not_be_passed_stands_after_a_sign():
    assert str(numbers.target(28, "seconds", "zh", better="down")) == "≤ 28 秒"
    assert str(numbers.target(0.55, "percent", "zh")) == "55.0%"
    assert numbers.target(None, "percent", "zh", better="down") == numbers.EMPTY


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.951, "95.1%"), (1, "100.0%"), (0.9698, "97.0%"), (0.96949, "96.9%"), (None, "—"), (-0.2, "−20.0%")],
)
def test_attainment_has_one_decimal(share, text):
    assert numbers.attainment(share) == text


@pytest.mark.parametrize(
    ("now", "before", "unit", "better", "zh", "en", "good"),
    [
        (0.523, 0.541, "percent", "up", "−1.8pp", "−1.8 pp", False),
        (0.0342, 0.0348, "percent", "up", "−0.06pp", "−0.06 pp", False),
        (0.069, 0.065, "percent", "down", "+0.4pp", "+0.4 pp", False),
        (0.5231, 0.5229, "percent", "up", "0.0pp", "0.0 pp", None),
        (106.1, 100, "money", "up", "+6.1%", "+6.1%", True),
        (28_416, 27_140, "count", "up", "+4.7%", "+4.7%", True),
        (26, 28, "seconds", "down", "−2 秒", "−2 s", True),
        (3.86, 3.64, "ratio", "up", "+0.22", "+0.22", True),
        (91.1, 90.3, "score", "up", "+0.8", "+0.8", True),
        (-50, -100, "money", "up", "+50.0%", "+50.0%", True),
        (5, 0, "money", "up", "—", "—", None),
        (None, 5, "money", "up", "—", "—", None),
        (5, None, "percent", "up", "—", "—", None),
    ],
)
def test_a_change_has_sign_size_and_judgement(now, before, unit, better, zh, en, good):
    assert numbers.change(now, before, unit, "zh", better=better) == numbers.Change(zh, good)
    assert numbers.change(now, before, unit, "en", better=better) == numbers.Change(en, good)


@pytest.mark.parametrize(
    ("now", "target", "unit", "better", "zh"),
    [
        (0.523, 0.55, "percent", "up", "−2.7pp"),
        (5.41, 5.2, "money", "down", "+¥0.21"),
        (171.1, 175, "money", "up", "−¥3.9"),
        (9640, 10_000, "count", "up", "−360 人"),
        (4_862_000, 5_000_000, "money", "up", "−¥13.8万"),
    ],
)
def test_a_gap_is_as_fine_as_its_value(now, target, unit, better, zh):
    assert numbers.gap(now, target, unit, "zh", better=better, counter="人").text == zh


def test_a_step_of_a_bridge_has_two_decimals_and_its_unit():
    assert numbers.step(-0.0022, "percent", "zh") == numbers.Change("−0.22pp", False)
    assert numbers.step(0.00001, "percent", "en") == numbers.Change("0.00 pp", None)


def test_the_changes_of_a_column_are_equally_fine():
    assert numbers.gap(0, 1, "percent", "zh").text == "−100.0pp"
    assert numbers.gap(0.031, 0.034, "percent", "zh").text == "−0.30pp"
    scale = numbers.largest([0.031, None, -0.5])
    assert numbers.change(0.031, 0.034, "percent", "zh", scale=scale).text == "−0.3pp"
    assert numbers.largest([None]) is None


def test_the_word_for_worse_stands_only_where_it_is_worse():
    assert "变差" in numbers.Change("−1.8pp", False).html("zh")
    assert "变差" not in numbers.Change("+1.8pp", True).html("zh")
    assert "变差" not in numbers.Change("0.0pp").html("zh")
    assert numbers.Change("−1.8pp", False).html("en", worse="") == '<b class="bad">−1.8pp</b>'


def test_dates_read_in_both_languages():
    first, last = date(2026, 10, 1), date(2026, 10, 31)
    assert numbers.days(first, last, "zh") == "10-01 至 10-31"
    assert numbers.days(first, last, "en") == "1–31 Oct"
    assert numbers.days(date(2026, 9, 28), date(2026, 10, 4), "en") == "28 Sep – 4 Oct"
    assert numbers.days(date(2025, 12, 29), date(2026, 1, 4), "zh") == "2025-12-29 至 2026-01-04"
    assert numbers.days(first, first, "zh") == "10-01"
    assert numbers.month(first, "zh") == "2026年10月"
    assert numbers.month(first, "en") == "Oct 2026"
    assert numbers.moment(datetime(2026, 10, 31, 23, 59), "zh") == "10-31 23:59"  # noqa: DTZ001


def test_rows_and_source_money_are_exact():
    assert numbers.whole(2482) == "2,482"
    assert numbers.exact_money(Decimal("-1284.5")) == "−¥1,284.50"


@given(st.decimals(-(10**13), 10**13, allow_nan=False, places=4), st.sampled_from(UNITS), st.sampled_from(["zh", "en"]))
def test_no_value_reads_with_a_hyphen_or_more_than_its_unit_allows(amount, unit, lang):
    shown = numbers.value(amount, unit, lang)
    assert "-" not in str(shown)
    assert shown.text.startswith("−") == (amount < 0 and any(d in "123456789" for d in shown.text))
