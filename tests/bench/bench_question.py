"""A question on a long history against the same SQL written by hand on the same version."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kpi.engine import versions
from kpi.figures import Period, Question, ask
from tests.bench import history

HISTORY = int(os.environ.get("KPI_BENCH_HISTORY", "20000000"))
YEAR = Period(date(2025, 11, 1), date(2026, 10, 31))
BY_HAND = (
    "select person, sum(n), sum(d), sum(n) / sum(d) from measures.consultation_conversion"
    " where day between ? and ? group by person"
)


@pytest.fixture(scope="module")
def long_history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a long history."""
    data = tmp_path_factory.mktemp("history")
    history.make(data, HISTORY)
    return data


def median_ms(run: Callable[[], object]) -> float:
    """The median of thirty warm runs."""
    run()
    times = []
    for _ in range(30):
        started = time.perf_counter()
        run()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def test_a_year_by_person_against_the_same_sql_by_hand(long_history: Path) -> None:
    question = Question(("consultation_conversion",), YEAR, by=("person",))

    def by_hand() -> object:
        with versions.reading(long_history) as (con, _):
            return con.execute(BY_HAND, [YEAR.first, YEAR.last]).fetchall()

    least, whole = median_ms(by_hand), median_ms(lambda: ask(question, long_history))
    assert len(ask(question, long_history).figures) == history.AGENTS
    print(
        f"\nyear by person on {HISTORY:,} orders: by hand {least:.1f} ms, asked {whole:.1f} ms,"
        f" ratio {whole / least:.2f} (goal 1.5 and 20 ms)"
    )
