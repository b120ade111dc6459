"""Numbers: exact, never the nearest one; whatever is not plainly a number is refused with a reason."""

from __future__ import annotations

import re
from decimal import Decimal

from kpi.exports.values.text import HALF

LIMIT = Decimal(10) ** 12
MONEY_DECIMALS, QUANTITY_DECIMALS = 2, 6
_PLAIN = re.compile(r"(?P<whole>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.(?P<part>[0-9]+))?|\.(?P<bare>[0-9]+)")
_OWN_SIGN = re.compile(r"^(?:￥|¥|RMB|CNY|人民币)\s*|\s*(?:元|RMB|CNY|人民币)$", re.IGNORECASE)
_FOREIGN = re.compile(
    r"[$€£₩₽₹฿₫₱₺৳]|\b(?:USD|EUR|GBP|JPY|HKD|TWD|KRW|SGD|AUD|CAD|BDT)\b|[美欧港日韩]元|英镑", re.IGNORECASE
)
_UNIT = re.compile(r"[0-9.,]*[0-9]\s*[^\W\d_]+[^0-9]*")
_DURATION = re.compile(
    r"(?:([0-9]+)(?:小时|时|h))?(?:([0-9]+)(?:分钟|分|min|m))?(?:([0-9]+(?:\.[0-9]{1,6})?)(?:秒|s))?"
)


class Odd(ValueError):
    """A number that is none; the message is the id of the reason."""


def plain(text: str, *, signs: bool = False, percent: bool = False) -> Decimal:
    """The exact number in a text.

    Args:
        text: an unguarded cell.
        signs: whether the department's own currency may stand before or after it.
        percent: whether `60%` is meant as 0.6.

    Raises:
        Odd: with the reason, such as `reject.percent`.
    """
    given = text = text.translate(HALF).strip()
    negative = text.startswith("(") and text.endswith(")")
    if negative:
        text = text[1:-1].strip()
    if text.startswith(("+", "-")):
        if negative:
            raise Odd("reject.not_a_number")
        text, negative = text[1:].strip(), text[0] == "-"
    if signs:
        text = _OWN_SIGN.sub("", text, count=1)
    if text[:1] == "-" and not negative:
        text, negative = text[1:], True
    scale = Decimal(1)
    if text.endswith("%") and percent:
        text, scale = text[:-1], Decimal("0.01")
    if (found := _PLAIN.fullmatch(text)) is None:
        raise Odd(_why_not(given))
    whole = (found["whole"] or "0").replace(",", "")
    part = found["part"] or found["bare"]
    number = Decimal(f"{whole}.{part}" if part else whole) * scale
    return -number if negative else number


def _why_not(text: str) -> str:
    if text.endswith(("%", "‰")):
        return "reject.percent"
    if _FOREIGN.search(text):
        return "reject.other_currency"
    if _UNIT.fullmatch(text):
        return "reject.unit"
    return "reject.not_a_number"


def money(text: str, minimum: int | None = None, maximum: int | None = None) -> Decimal:
    """An amount of at most two decimals, below 10^12."""
    number = plain(text, signs=True)
    if _decimals(number) > MONEY_DECIMALS:
        raise Odd("reject.too_many_decimals")
    return _bounded(number, minimum, maximum)


def quantity(text: str, minimum: int | None = None, maximum: int | None = None, *, percent: bool = False) -> Decimal:
    """A number of at most six decimals."""
    exact = _bounded(plain(text, percent=percent), minimum, maximum)
    number = round(exact, QUANTITY_DECIMALS) if _decimals(exact) > QUANTITY_DECIMALS else exact
    if number != exact:
        raise Odd("reject.too_many_decimals")
    return number


def integer(text: str, minimum: int | None = None, maximum: int | None = None) -> int:
    """A whole number; `12.00` is one."""
    number = _bounded(plain(text), minimum, maximum)
    if number != number.to_integral_value():
        raise Odd("reject.not_whole")
    return int(number)


def seconds(text: str) -> Decimal:
    """Seconds, as a number or as `7小时41分52秒`."""
    found = _DURATION.fullmatch(text.translate(HALF).replace(" ", ""))
    if found and any(found.groups()):
        hours, minutes, rest = (Decimal(part or 0) for part in found.groups())
        return hours * 3600 + minutes * 60 + rest
    return quantity(text, 0)


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _bounded(number: Decimal, minimum: int | None, maximum: int | None) -> Decimal:
    if abs(number) >= LIMIT:
        raise Odd("reject.too_large")
    if minimum is not None and number < minimum:
        raise Odd("reject.negative" if minimum == 0 else "reject.out_of_range")
    if maximum is not None and number > maximum:
        raise Odd("reject.out_of_range")
    return number
