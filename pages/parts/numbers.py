"""Figures as people read them: money, counts, rates, times, changes and dates, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from pages.parts.markup import esc
from pages.parts.words import word

Number = Decimal | int | float | Fraction

MINUS = "\N{MINUS SIGN}"
NONE = "—"
SYMBOLS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "HKD": "HK$", "": ""}
TENS_OF_THOUSANDS = {"zh"}  # languages that count in 万 and 亿; the others in K, M, B
SMALL_RATE = Decimal("0.05")  # below it a rate has two decimals


@dataclass(frozen=True)
class Shown:
    """A figure ready to read: the figure itself and what follows it in small print."""

    text: str
    unit: str = ""

    def __str__(self) -> str:
        """Both, as one reads them."""
        return self.text + self.unit

    def html(self) -> str:
        """Escaped, the unit in an element of its own."""
        return esc(self.text) + (f"<small>{esc(self.unit)}</small>" if self.unit else "")


@dataclass(frozen=True)
class Change:
    """A difference ready to read, and whether it is good news (None: neither)."""

    text: str
    good: bool | None = None

    def html(self, lang: str, *, worse: str = "change.worse") -> str:
        """Escaped, coloured by judgement; the word for worse where it is, none where another word says so."""
        if self.good is None:
            return f"<b>{esc(self.text)}</b>"
        tail = f"<em>{esc(word(worse, lang))}</em>" if worse and not self.good else ""
        return f'<b class="{"good" if self.good else "bad"}">{esc(self.text)}{tail}</b>'


EMPTY = Shown(NONE)
NO_CHANGE = Change(NONE)


def value(amount: Number | None, unit: str, lang: str, *, currency: str = "CNY", counter: str = "") -> Shown:
    """A metric's value.

    Args:
        amount: as `kpi query` gives it (0.523 is 52.3%); None where there is none.
        unit: percent | count | money | seconds | hours | ratio | score.
        lang: the reader's language.
        currency: of money.
        counter: the word after a count, such as 单; only where the language uses one.
    """
    if amount is None:
        return EMPTY
    exact = _decimal(amount)
    if unit == "percent":
        return Shown(_percent(exact))
    if unit == "money":
        return _money(exact, lang, currency)
    if unit == "count":
        return _count(exact, lang, counter)
    if unit in {"seconds", "hours", "score"}:
        digits = 0 if unit == "seconds" and abs(exact) >= 10 else 1
        return Shown(_grouped(exact, digits), f" {word(f'unit.{unit}', lang)}")
    return Shown(_grouped(exact, 2))


def target(
    amount: Number | None, unit: str, lang: str, *, better: str = "up", currency: str = "CNY", counter: str = ""
) -> Shown:
    """A target; one that must not be passed stands after ≤."""
    if amount is None:
        return EMPTY
    shown = value(amount, unit, lang, currency=currency, counter=counter)
    return Shown(f"≤ {shown.text}", shown.unit) if better == "down" else shown


def attainment(share: Number | None) -> str:
    """Value against target: one decimal, always."""
    return NONE if share is None else f"{_grouped(_decimal(share) * 100, 1)}%"


def shown_attainment(share: Number) -> Decimal:
    """The attainment in percent as it is shown; judgement goes by this and by nothing finer."""
    return _round(_decimal(share) * 100, 1)


def largest(amounts: Iterable[Number | None]) -> Decimal | None:
    """The largest of some values, by which all distances beside each other are equally fine."""
    return max((abs(_decimal(amount)) for amount in amounts if amount is not None), default=None)


def change(
    now: Number | None,
    before: Number | None,
    unit: str,
    lang: str,
    *,
    better: str = "up",
    currency: str = "CNY",
    scale: Decimal | None = None,
) -> Change:
    """How a value has moved: money and counts in percent of before, rates in points, the rest in their own unit."""
    if now is None or before is None:
        return NO_CHANGE
    new, old = _decimal(now), _decimal(before)
    if unit not in {"money", "count"}:
        return gap(now, before, unit, lang, better=better, currency=currency, scale=scale)
    if old == 0:
        return NO_CHANGE
    share = (new - old) / abs(old) * 100
    return _judged(share, f"{_grouped(abs(share), 1)}%", _round(share, 1), better)


def gap(
    now: Number | None,
    other: Number | None,
    unit: str,
    lang: str,
    *,
    better: str = "up",
    currency: str = "CNY",
    counter: str = "",
    scale: Decimal | None = None,
) -> Change:
    """The distance between two values in their own unit: −2.7pp, +¥0.21, −360 人.

    Args:
        now: the value.
        other: what it is compared with.
        unit: as of `value`.
        lang: the reader's language.
        better: up or down.
        currency: of money.
        counter: the word after a count.
        scale: the `largest` value of a column of rates, where this stands in one; else the larger of the two.
    """
    if now is None or other is None:
        return NO_CHANGE
    difference = _decimal(now) - _decimal(other)
    if unit == "percent":
        digits = _digits(scale if scale is not None else max(abs(_decimal(now)), abs(_decimal(other))))
        points = difference * 100
        return _judged(
            points, _grouped(abs(points), digits) + word("unit.points", lang), _round(points, digits), better
        )
    shown = _distance(abs(difference), abs(_decimal(now)), unit, lang, currency, counter)
    nothing = not any(digit in "123456789" for digit in shown)
    return _judged(difference, shown, Decimal(0) if nothing else difference, better)


def step(amount: Number, unit: str, lang: str, *, better: str = "up", currency: str = "CNY") -> Change:
    """A part of a change: rates in points with two decimals, the rest in their own unit."""
    exact = _decimal(amount)
    if unit == "percent":
        text = _grouped(abs(exact) * 100, 2) + word("unit.points", lang)
        return _judged(exact, text, _round(exact * 100, 2), better)
    text = _distance(abs(exact), abs(exact), unit, lang, currency, "")
    return _judged(exact, text, exact if any(digit in "123456789" for digit in text) else Decimal(0), better)


def _distance(size: Decimal, scale: Decimal, unit: str, lang: str, currency: str, counter: str) -> str:
    """A distance as fine as the value it belongs to is shown."""
    if unit == "seconds" and scale >= 10:
        return f"{_grouped(size, 0)} {word('unit.seconds', lang)}"
    if unit == "money" and _round(size, 1) < 10_000:
        return SYMBOLS.get(currency, f"{currency} ") + _grouped(size, 2 if scale < 10 else 1)
    shown = value(size, unit, lang, currency=currency, counter=counter)
    return shown.text if unit == "score" else str(shown)


def whole(amount: Number) -> str:
    """A count in full, with thousands set off: 1,253."""
    return _grouped(_decimal(amount), 0)


def exact_money(amount: Number, currency: str = "CNY") -> str:
    """Money to the cent, as it stands in a source row."""
    exact = _decimal(amount)
    return ("" if exact >= 0 else MINUS) + SYMBOLS.get(currency, f"{currency} ") + _grouped(abs(exact), 2)


def day(when: date, lang: str) -> str:
    """A day without its year: 10-31, 31 Oct."""
    return word("date.day", lang, month=when.month, day=when.day, name=_month_name(when.month, lang))


def full_day(when: date, lang: str) -> str:
    """A day with its year: 2026-10-31, 31 Oct 2026."""
    names = {"year": when.year, "month": when.month, "day": when.day, "name": _month_name(when.month, lang)}
    return word("date.full", lang, **names)


def days(first: date, last: date, lang: str, *, year: bool = False) -> str:
    """A range of days: 10-01 至 10-31, 1–31 Oct; years where it has two of them, or where they are wanted."""
    if first == last:
        return full_day(first, lang) if year else day(first, lang)
    if year or first.year != last.year:
        return word("date.range", lang, first=full_day(first, lang), last=full_day(last, lang))
    name = _month_name(last.month, lang)
    if first.month == last.month:
        return word("date.within", lang, month=last.month, name=name, first=first.day, last=last.day)
    return word("date.range", lang, first=day(first, lang), last=day(last, lang))


def moment(when: datetime, lang: str) -> str:
    """A time of a day: 10-31 23:59."""
    return f"{day(when, lang)} {when:%H:%M}"


def month(when: date, lang: str) -> str:
    """A month in words: 2026年10月, Oct 2026."""
    return word("date.month", lang, year=when.year, month=when.month, name=_month_name(when.month, lang))


def _month_name(number: int, lang: str) -> str:
    return word(f"month.{number}", lang)


def _decimal(amount: Number) -> Decimal:
    if isinstance(amount, Decimal):
        return amount
    if isinstance(amount, Fraction):
        return Decimal(amount.numerator) / Decimal(amount.denominator)
    return Decimal(str(amount))


def _round(amount: Decimal, digits: int) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def _grouped(amount: Decimal, digits: int) -> str:
    rounded = _round(amount, digits)
    return (MINUS if rounded < 0 else "") + f"{abs(rounded):,.{digits}f}"


def _digits(rate: Decimal) -> int:
    return 2 if abs(rate) < SMALL_RATE else 1


def _percent(rate: Decimal) -> str:
    if rate in {0, 1}:
        return f"{rate * 100:.0f}%"
    if not _round(rate * 100, 2):
        return "<0.01%" if rate > 0 else f"{MINUS}<0.01%"
    return f"{_grouped(rate * 100, _digits(rate))}%"


def _money(amount: Decimal, lang: str, currency: str) -> Shown:
    sign, size = (MINUS if amount < 0 else ""), abs(amount)
    symbol = SYMBOLS.get(currency, f"{currency} ")
    if _round(size, 1) >= 10_000:
        short = _short(size, lang)
        return Shown(f"{sign}{symbol}{short.text}", short.unit)
    text = _grouped(size, 0 if not size else 2 if size < 10 else 1)
    nothing = not any(digit in "123456789" for digit in text)
    return Shown(f"{'' if nothing else sign}{symbol}{text}")


def _count(amount: Decimal, lang: str, counter: str) -> Shown:
    tail = f" {counter}" if counter and lang in TENS_OF_THOUSANDS else ""
    if abs(_round(amount, 0)) >= 100_000:
        short = _short(abs(amount), lang)
        return Shown((MINUS if amount < 0 else "") + short.text, short.unit)
    fraction = amount % 1
    return Shown(_grouped(amount, 1 if fraction else 0), tail)


def _short(size: Decimal, lang: str) -> Shown:
    """A large figure in the language's own steps, one step up where rounding reaches it."""
    if lang in TENS_OF_THOUSANDS:
        in_wan = _round(size / 10_000, 1)
        return Shown(f"{in_wan:,.1f}", "万") if in_wan < 10_000 else Shown(f"{_round(size / 10**8, 2):,.2f}", "亿")
    for power, unit in ((10**3, "K"), (10**6, "M")):
        text = _three_figures(size / power)
        if Decimal(text) < 1000:
            return Shown(text, unit)
    return Shown(f"{_round(size / 10**9, 2):,.2f}", "B")


def _three_figures(size: Decimal) -> str:
    for digits in (2, 1):
        rounded = _round(size, digits)
        if rounded < 10 ** (3 - digits):
            return f"{rounded:.{digits}f}"
    return f"{_round(size, 0):.0f}"


def _judged(difference: Decimal, text: str, rounded: Decimal, better: str) -> Change:
    """The change with its sign; one that shows as nothing is neither good nor bad."""
    if not rounded:
        return Change(text)
    return Change(("+" if difference > 0 else MINUS) + text, (difference > 0) == (better == "up"))
