"""What a metric is made of: lines, each with its part of n and d, its day, and who and what it belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]
Number = int | Fraction

ZERO = Fraction(0)


@dataclass(frozen=True)
class Line:
    """One row's part of a metric.

    Attributes:
        day: the business day it is dated by.
        n: its part of the numerator.
        d: its part of the denominator; 0 for a count or a sum.
        shop: the shop, None where there is none.
        person: the 工号 of its person, None when unknown or not employed that day.
        department: the person's, that day.
        role: the person's, that day.
        month_dated: whether it stands for a whole month.
        once: what counts once a group, however many lines it has there; None: lines are added.
        more: its other dimensions.
    """

    day: date
    n: Number = ZERO
    d: Number = ZERO
    shop: str | None = None
    person: str | None = None
    department: str | None = None
    role: str | None = None
    month_dated: bool = False
    once: str | None = None
    more: Mapping[str, str | None] = field(default_factory=dict)
