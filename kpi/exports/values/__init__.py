"""One rule a type: what a cell says, or nothing, or why it can't be right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kpi.exports.layout import Column
from kpi.exports.values import numbers, text, times
from kpi.exports.values.numbers import Odd
from kpi.exports.values.text import escape, unescape
from kpi.exports.values.times import Frame

Value = str | int | bool | Decimal | date | datetime


@dataclass(frozen=True)
class Reject:
    """Why a cell is not taken: a word id, and what would be."""

    reason: str
    expected: str


EXPECTED = {
    "id": "6917926768823643751",
    "money": "1234.50",
    "quantity": "1.5",
    "integer": "12",
    "seconds": "35",
    "date": "2026-10-31",
    "timestamp": "2026-10-31 23:59:59",
    "clock": "2026-10-31 18:00:00",
    "month": "2026-10",
    "boolean": "是 | 否",
}
YES = frozenset({"是", "yes", "y", "true", "1", "√", "✓", "✔", "对", "有", "完成", "已完成"})
NO = frozenset({"否", "no", "n", "false", "0", "×", "✗", "x", "✘", "错", "无", "未完成"})
JOINT = ";"
NUMBERS = frozenset({"money", "quantity", "integer", "seconds"})
TIMES = frozenset({"date", "timestamp", "clock", "month"})


def expected(column: Column) -> str:
    """What a cell of this column should look like: what it may say, from where to where it goes, or an example."""
    if column.type == "one_of":
        return " | ".join(column.values)
    if column.min is not None and column.max is not None:
        return f"{column.min}–{column.max}"
    return column.example or EXPECTED.get(column.type, "")


def read(column: Column, cell: str | None, frame: Frame, kind: str = "") -> Value | Reject | None:
    """What a cell says.

    Args:
        column: how the layout wants it read.
        cell: the cell as it came, guards and all.
        frame: the business zone and the epoch of serial numbers.
        kind: the letter of a spreadsheet's cell (t text, n number, d date, b truth value, e error,
            f formula never computed).

    Returns:
        The value, None for a cell that stands for nothing, or a Reject.
    """
    if column.type == "verbatim":
        return unescape(cell or "")
    plain = text.unguarded(cell or "")
    if kind == "f":
        return Reject("reject.formula_not_computed", expected(column))
    if text.is_missing(plain):
        return None
    try:
        if column.joined and JOINT in plain:
            return JOINT.join(
                str(_RULES[column.type](column, part.strip(), frame, kind)) for part in plain.split(JOINT)
            )
        return _RULES[column.type](column, plain, frame, kind)
    except Odd as odd:
        return Reject(str(odd), expected(column))


def _text(column: Column, plain: str, _frame: Frame, kind: str) -> Value:
    if column.needed and (kind == "e" or text.is_error(plain)):
        raise Odd("reject.error_cell")
    return plain


def _name(_column: Column, plain: str, _frame: Frame, kind: str) -> Value:
    if kind == "e" or text.is_error(plain):
        raise Odd("reject.error_cell")
    return plain


def _id(column: Column, plain: str, frame: Frame, kind: str) -> Value:
    plain = str(_name(column, plain, frame, kind)).translate(text.DIGITS)
    if text.ruined(plain):
        raise Odd("reject.ruined_id")
    if kind == "n" and len(plain.lstrip("-").split(".")[0]) >= text.LONG_ID:
        raise Odd("reject.long_number_id")
    return plain


def _number(column: Column, plain: str, _frame: Frame, kind: str) -> Value:
    if kind == "e" or text.is_error(plain):
        raise Odd("reject.error_cell")
    if kind == "b" or plain.lower() in {"true", "false"}:
        raise Odd("reject.truth_value")
    if kind == "d":
        raise Odd("reject.not_a_number")
    if column.type == "money":
        return numbers.money(plain, column.min, column.max)
    if column.type == "integer":
        return numbers.integer(plain, column.min, column.max)
    return (
        numbers.seconds(plain)
        if column.type == "seconds"
        else numbers.quantity(plain, column.min, column.max, percent=column.percent)
    )


def _time(column: Column, plain: str, frame: Frame, kind: str) -> Value:
    if kind == "e" or text.is_error(plain):
        raise Odd("reject.error_cell")
    if kind == "b":
        raise Odd("reject.truth_value")
    reader = {"date": times.day, "timestamp": times.timestamp, "month": times.month, "clock": times.clock}[column.type]
    return reader(plain, frame, kind)


def _boolean(_column: Column, plain: str, _frame: Frame, _kind: str) -> Value:
    word = plain.translate(text.HALF).lower()
    if word not in YES | NO:
        raise Odd("reject.not_boolean")
    return word in YES


def _one_of(column: Column, plain: str, _frame: Frame, _kind: str) -> Value:
    word = plain.translate(text.HALF).lower()
    for given, meant in column.values.items():
        if word == given.lower() or word == meant.lower():
            return meant
    if column.or_text:
        return plain
    raise Odd("reject.not_one_of")


_Rule = Callable[[Column, str, Frame, str], Value]
_RULES: dict[str, _Rule] = {
    "id": _id,
    "name": _name,
    "text": _text,
    "boolean": _boolean,
    "one_of": _one_of,
    **dict.fromkeys(NUMBERS, _number),
    **dict.fromkeys(TIMES, _time),
}

__all__ = ["NUMBERS", "TIMES", "Frame", "Odd", "Reject", "Value", "escape", "expected", "read", "unescape"]
