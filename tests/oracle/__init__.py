"""The reference: every figure of kpis.md in plain loops over canonical rows, sharing no code with the product.

Read it beside kpis.md. `lines.py` says what a metric is made of; `chats.py`, `orders.py`, `traffic.py`, `warehouse.py`
and `work.py` make the lines; `people.py` knows who is who; `metrics.py` lists every metric; `question.py` adds up.

Where kpis.md leaves a choice, the docstring beside the choice says what was chosen. `tests/kpi/test_oracle_worlds.py`
shows that the reference agrees with two worlds computed beforehand by somebody else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tests.oracle.lines import Rows
from tests.oracle.metrics import METRICS, Metric
from tests.oracle.question import Figure, Key, Oracle, Scope

__all__ = ["METRICS", "Figure", "Key", "Metric", "Oracle", "Rows", "Scope", "figures"]


def figures(
    rows: Rows,
    settings: Mapping[str, Any] | None,
    metric: str,
    by: Sequence[str] = (),
    grain: str = "total",
    *,
    date_from: date,
    date_to: date,
    where: Mapping[str, Sequence[str | None]] | None = None,
    scope: Scope | None = None,
) -> dict[Key, Figure]:
    """The figures of one question about a world: (period, groups …) → (n, d, value), all exact.

    n is None where a count has no value (its source is not loaded), d is None for a count or a sum.
    `scope` is (self | team | department | shop | owned, person).
    """
    return Oracle(rows, settings).figures(
        metric, by, grain, date_from=date_from, date_to=date_to, where=where, scope=scope
    )
