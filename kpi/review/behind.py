"""The rows behind a figure, by part: those of n, those of d, and those of d that are not in n."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kpi.catalogue import load
from kpi.figures import Behind, Period, Question, Scope, behind

MOST = 1_000  # rows of a part that a page leafs through; a day or a group has less

Part = Literal["n", "d", "rest"]


@dataclass(frozen=True)
class Rows:
    """The rows of a figure; `more`: there are further ones that are not here."""

    n: tuple[Behind, ...]
    d: tuple[Behind, ...]
    rest: tuple[Behind, ...]
    more: bool

    def of(self, part: str) -> tuple[Behind, ...]:
        """The rows of a part."""
        return {"n": self.n, "d": self.d, "rest": self.rest}[part]

    @property
    def parts(self) -> list[Part]:
        """The parts that have rows, or could have; the rest only where it is known."""
        found: list[Part] = ["n"]
        return found + (["d"] if self.d else []) + (["rest"] if self.rest else [])


def rows(
    metric: str,
    days: Period,
    data: Path,
    version: int,
    *,
    where: dict[str, tuple[str | None, ...]],
    scope: Scope | None,
) -> Rows:
    """The rows behind a figure, at most so many of each part."""
    asked = Question((metric,), days, where=where, scope=scope)
    found = list(behind(asked, metric, data, version, most=MOST + 1))
    n, d = (tuple(row for row in found if row.part == part) for part in ("n", "d"))
    more = len(n) > MOST or len(d) > MOST
    known = load().metric(metric)
    rest: tuple[Behind, ...] = ()
    if known.unit == "percent" and not known.composed and not more:
        there = {row.sources[:1] for row in n}
        rest = tuple(row for row in d if row.sources[:1] not in there)
    return Rows(n[:MOST], d[:MOST], rest, more)
