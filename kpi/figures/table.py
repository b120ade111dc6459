"""An answer as an Arrow table; `arrow(answer).to_pandas()` where people touch data frames."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pyarrow as pa

from kpi.figures.figure import Answer, Figure

EXACT = pa.decimal128(38, 12)

#: The columns besides those of the question's dimensions: type, and the value of a figure.
COLUMNS: dict[str, tuple[pa.DataType, Callable[[Figure], Any]]] = {
    "metric": (pa.string(), lambda f: f.metric),
    "period": (pa.string(), lambda f: f.period),
    "first_day": (pa.date32(), lambda f: f.days.first),
    "last_day": (pa.date32(), lambda f: f.days.last),
    "n": (EXACT, lambda f: None if f.n is None else Decimal(f.n)),
    "d": (EXACT, lambda f: None if f.d is None else Decimal(f.d)),
    "value": (pa.float64(), lambda f: _float(f.value)),
    "target": (pa.float64(), lambda f: f.target and f.target.target),
    "attainment": (pa.float64(), lambda f: f.attainment),
    "previous": (pa.float64(), lambda f: _float(f.previous)),
    "last_year": (pa.float64(), lambda f: _float(f.last_year)),
    "festival": (pa.float64(), lambda f: _float(f.festival)),
    "share": (pa.float64(), lambda f: f.share),
    "rank": (pa.int64(), lambda f: f.rank),
    "peers": (pa.int64(), lambda f: f.peers),
    "open_until": (pa.date32(), lambda f: f.open_until),
    "missing": (pa.list_(pa.string()), lambda f: list(f.missing)),
}


def arrow(answer: Answer) -> pa.Table:
    """One row a figure, in the order of the answer.

    Returns:
        The question's dimensions as text (null: unknown people or things), then `COLUMNS`: metric, period, first and
        last day, n and d exact, value and comparisons as floats (null where there is none), rank, and what is missing.
    """
    groups = {
        name: pa.array([_text(figure.group[name]) for figure in answer.figures], pa.string())
        for name in answer.question.by
    }
    rest = {name: pa.array([of(f) for f in answer.figures], kind) for name, (kind, of) in COLUMNS.items()}
    return pa.table(groups | rest)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _float(value: Any) -> float | None:
    return None if value is None else float(value)
