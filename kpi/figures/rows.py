"""The rows behind a figure: those of the fact that count in n or d, with the files and rows that they came from.

The same select makes the measure and its rows, so the amounts of each part add up to the figure's n and d.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kpi import catalogue
from kpi.catalogue import text
from kpi.engine import duck, versions
from kpi.figures import coverage, rights, select
from kpi.figures.periods import Period
from kpi.figures.places import Place, Places
from kpi.figures.question import Question
from kpi.figures.select import Number, Part

BATCH = 50_000


@dataclass(frozen=True)
class Source:
    """A row of a file that somebody loaded; `row` as a spreadsheet numbers it."""

    file: str
    row: int
    entity: str
    load_id: int


@dataclass(frozen=True)
class Behind:
    """One row of a fact in one part (`n` or `d`) of a figure."""

    part: str
    amount: Number
    sources: tuple[Source, ...]
    values: Mapping[str, Any]


def behind(
    question: Question,
    metric: str,
    data: Path,
    version: int | None = None,
    most: int | None = None,
    part: str | None = None,
) -> Iterator[Behind]:
    """The rows behind one metric of a question, all n first.

    Args:
        question: as for `ask`; its grain is not looked at.
        metric: which of its metrics.
        data: the data directory.
        version: another version than the newest.
        most: stop after so many rows of each select.
        part: `n` or `d` only.
    """
    known = catalogue.load()
    chosen = known.metric(metric)
    question.check(known)
    with versions.reading(data, version) as (con, number):
        question = rights.allowed(con, question)
        period = question.period or coverage.whole(coverage.of(data, number))
        told = con.execute("select load_id, file, path from ledger.files").fetchall()
        files = {(load, file): path for load, file, path in told}
        with closing(con.cursor()) as cursor:
            places = Places(cursor, known.facts)
            for one in select.parts(chosen, known.metrics, question):
                if part in (None, one.side):
                    yield from _of_part(con, one, question, period, files, places, most)


def _of_part(
    con: duck.Connection,
    part: Part,
    question: Question,
    period: Period,
    files: Mapping[tuple[int, int], str],
    places: Places,
    most: int | None,
) -> Iterator[Behind]:
    for measure, where in select.measures(part.metric, question, period):
        once = ""
        if measure.once:  # a thing counts once in each group, however many rows it has there
            groups = ", ".join(["m.day", *(f"m.{d}" for d in question.by if d != "day"), f"m.{measure.once}"])
            order = ", ".join(f"m.{dimension}" for dimension in measure.dimensions)
            once = f"qualify row_number() over (partition by {groups} order by {order}) = 1"
        counted = f"{where.sql} and m.{part.column} <> 0 {once}"
        sql = f"select * from (\n{measure.rows}\n) as m where {counted} order by m.day, m.sources"
        with closing(con.cursor()) as cursor:
            places.lay_handles(text.tables(measure.rows), cursor)
            cursor.execute(sql + (f" limit {int(most)}" if most is not None else ""), list(where.values))
            names = [described[0] for described in cursor.description]
            while rows := cursor.fetchmany(BATCH):
                for told, values in _as_files_have_them(places, [dict(zip(names, row, strict=True)) for row in rows]):
                    amount = 1 if measure.once else part.sign * select.plain(values[part.column])
                    sources = tuple(Source(files.get((p.load, p.file), ""), p.row, p.entity, p.load) for p in told)
                    yield Behind(part.side, amount, sources, {k: v for k, v in values.items() if k not in ("n", "d")})


def _as_files_have_them(places: Places, rows: list[dict[str, Any]]) -> list[tuple[list[Place], dict[str, Any]]]:
    """Rows with the places that they come from, by day and then in the order of these."""
    handles = [[Place(**place) for place in row.pop("sources") or ()] for row in rows]
    behind_it = places.of({handle for some in handles for handle in some})
    told = [sorted({place for handle in some for place in behind_it.get(handle, ())}) for some in handles]
    return sorted(zip(told, rows, strict=True), key=lambda one: (one[1]["day"], one[0]))
