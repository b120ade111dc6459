"""The rows a fact's row was made of: told when somebody asks, never stored.

A column `sources` (or `<what>_sources`) of a fact lists places in files. Stored, such lists would be made with every
build and compared with every refresh; so the table of a fact leaves them out, and the view by which others name it has
them as null. Who asks for the rows
behind a figure gets them by the fact's own select over the few rows in question (`kpi.figures.places`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from kpi.engine import duck

#: The columns by which a canonical row says where it comes from, with their types.
COLUMNS = {
    "_load": "integer",
    "_file": "integer",
    "_row": "bigint",
    "_rows": "bigint[]",
    "_as_of": "timestamp",
}

#: The type of such a column of a fact, as DuckDB names it.
SOURCES = 'STRUCT(entity VARCHAR, "load" INTEGER, file INTEGER, "row" BIGINT)[]'


def tells_places(column: str) -> bool:
    """Whether a column of a fact says where its row comes from."""
    return column == "sources" or column.endswith("_sources")


def stored(sql: str, columns: Iterable[str]) -> str:
    """A fact's select without the columns that are not stored.

    Args:
        sql: the select.
        columns: all of its columns.
    """
    left_out = ", ".join(duck.name(column) for column in columns if tells_places(column))
    return f"select * exclude ({left_out}) from (\n{sql}\n)" if left_out else sql


def unsaid(relation: str, columns: Iterable[str]) -> str:
    """A select of a fact's stored rows in which what is not stored is null.

    Args:
        relation: the stored rows.
        columns: all columns of the fact.
    """
    nulls = [f"cast(null as {SOURCES}) as {duck.name(column)}" for column in columns if tells_places(column)]
    return f"select {', '.join(['*', *nulls])} from {relation}"


def semi_join(near: str, alias: str, reach: Sequence[str], filled: Collection[str] = ()) -> str:
    """The clause that leaves of a table those rows whose keys stand in another one.

    Args:
        near: the table of keys.
        alias: of the table that is narrowed.
        reach: the columns of the key.
        filled: those in which no key is null: a plain `=` lets the scan pass over blocks without any of them.
    """
    same = " and ".join(
        f"near.{duck.name(c)} {'=' if c in filled else 'is not distinct from'} {alias}.{duck.name(c)}" for c in reach
    )
    return f"semi join {near} as near on {same}"


@contextmanager
def shadowed(con: duck.Connection, views: Mapping[str, str]) -> Iterator[None]:
    """Have these selects stand before the tables of their names."""
    for name, select in views.items():
        con.execute(f"create temp view {duck.name(name)} as {select}")
    try:
        yield
    finally:
        for name in views:
            con.execute(f"drop view temp.{duck.name(name)}")
