"""The vectorised form of the rules: clean shapes in SQL, all else by the Python rules over distinct cells.

A cast alone takes `1e2` and `10/11/26`, and drops offsets: so a cell is cast only where its whole text has a shape that
can mean one thing. A cell of any other shape is odd: its distinct texts go through `values.read`, and come back joined,
with their value or as bad. Both forms say the same of every text (a property test holds them together).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from kpi.engine import duck
from kpi.exports import plain, values
from kpi.exports.layout import Column
from kpi.exports.totals import is_total

_BLANK = r"\s\p{Z}\p{Cc}\p{Cf}"
_FIRST = rf"[^{_BLANK}0='(<\\#\p{{Pd}}]"
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_DAY = r"20[0-9]{2}-(?:0[1-9]|1[0-2])-[0-3][0-9]"

ARROW = {
    "money": pa.decimal128(18, 2),
    "quantity": pa.decimal128(18, 6),
    "seconds": pa.decimal128(18, 6),
    "integer": pa.int64(),
    "date": pa.date32(),
    "month": pa.date32(),
    "timestamp": pa.timestamp("us"),
    "clock": pa.timestamp("us"),
    "boolean": pa.bool_(),
}
DUCK = {
    "money": "decimal(18, 2)",
    "quantity": "decimal(18, 6)",
    "seconds": "decimal(18, 6)",
    "integer": "bigint",
    "date": "date",
    "month": "date",
    "timestamp": "timestamp",
    "clock": "timestamp",
    "boolean": "boolean",
}


def sql_type(column: Column) -> str:
    """The DuckDB type of a column's values; several joined in one cell stay text until they are parted."""
    return "varchar" if column.joined else DUCK.get(column.type, "varchar")


KINDS = {
    "money": "nt",
    "quantity": "nt",
    "integer": "nt",
    "seconds": "nt",
    "date": "dt",
    "timestamp": "dt",
    "month": "dt",
    "clock": "dt",
}


@dataclass(frozen=True)
class Shape:
    """SQL over a cell: whether it is clean, and what it says if so; `second` is another shape, tried if it is not."""

    clean: str
    value: str
    second: Shape | None = None


def _matches(cell: str, pattern: str) -> str:
    return f"regexp_full_match({cell}, {duck.quoted(pattern)})"


def _id(cell: str) -> Shape:
    pattern = r"=\"[A-Za-z]{0,6}[0-9]+\"|[\t']?#?[A-Za-z]{0,6}[0-9]+|[\t']?[1-9][0-9]*(?:-[0-9]+)+"
    inside, guards = f"substring({cell}, 3, strlen({cell}) - 3)", duck.quoted("\t'")
    return Shape(
        _matches(cell, pattern), f"case when starts_with({cell}, '=') then {inside} else ltrim({cell}, {guards}) end"
    )


def _text(cell: str) -> Shape:
    return _word(cell, "text")


def _name(cell: str) -> Shape:
    return _word(cell, "name")


def _word(cell: str, kind: str) -> Shape:
    """Plain words; one that begins or ends like what stands for nothing, or a total, is left to the Python rule."""
    last, words = plain.LAST[kind], plain.WORDS[kind]
    edges = _matches(cell, rf"{_FIRST}[\s\S]*[^{_BLANK}{last}]|{_FIRST.replace(']', last + ']')}")
    listed = ", ".join(duck.quoted(word) for word in sorted(words))
    longest = max(map(len, words))
    some = f"case when strlen({cell}) > {longest} then true else lower({cell}) not in ({listed}) end"
    return Shape(f"({edges} and {some})", cell)


def _timestamp(cell: str, zone: str) -> Shape:
    iso = f"left({cell}, 19) || substr({cell}, 21, 3) || ':' || substr({cell}, 24, 2)"
    moved = Shape(
        f"({_matches(cell, f'{_DAY} {_CLOCK} [+-](?:0[0-9]|1[0-3])[0-5][0-9]')}"
        f" and {cell} > '2000-01-02' and {cell} < '2099-12-31' and try_cast(left({cell}, 10) as date) is not null)",
        f"timezone({duck.quoted(zone)}, try_cast({iso} as timestamptz))",
    )
    return Shape(_round_trip(cell, "timestamp"), f"try_cast({cell} as timestamp)", moved)


def _round_trip(cell: str, kind: str) -> str:
    """Whether a cell is written exactly as the database writes this value, in this century."""
    return f"({cell} >= '2000' and {cell} < '2100' and coalesce(try_cast({cell} as {kind})::varchar = {cell}, false))"


def _day(cell: str) -> Shape:
    first = f"left({cell}, 10)"
    midnight = f"(ends_with({cell}, ' 00:00:00') and strlen({cell}) = 19 and {_round_trip(first, 'date')})"
    return Shape(_round_trip(cell, "date"), f"try_cast({cell} as date)", Shape(midnight, f"try_cast({first} as date)"))


def _month(cell: str) -> Shape:
    return Shape(_matches(cell, r"20[0-9]{2}-(?:0[1-9]|1[0-2])"), f"try_cast({cell} || '-01' as date)")


def _verbatim(cell: str) -> Shape:
    return Shape(f"not starts_with({cell}, '''')", cell)


_NUMBERS = {
    "money": r"[0-9]{1,12}(?:\.[0-9]{1,2})?",
    "quantity": r"[0-9]{1,12}(?:\.[0-9]{1,6})?",
    "seconds": r"[0-9]{1,12}(?:\.[0-9]{1,6})?",
    "integer": r"[0-9]{1,12}(?:\.0{1,2})?",
}
_SHAPES = {"id": _id, "name": _name, "text": _text, "verbatim": _verbatim, "date": _day, "month": _month}
_NEVER = Shape("false", "null")


def shape(column: Column, cell: str, zone: str) -> Shape:
    """The SQL of a column's rule over a cell.

    Args:
        column: how the layout wants it read.
        cell: the SQL name of the text column.
        zone: the business zone.
    """
    if column.type == "timestamp":
        return _timestamp(cell, zone)
    if column.type in _NUMBERS:
        if column.max is not None or (column.min or 0) > 0:
            return _NEVER
        return Shape(_matches(cell, _NUMBERS[column.type]), f"try_cast({cell} as {DUCK[column.type]})")
    return _SHAPES[column.type](cell) if column.type in _SHAPES else _NEVER


@dataclass(frozen=True)
class Checked:
    """A column of a sheet with its SQL: `odd` is true for the cells that the Python rules must judge."""

    name: str
    column: Column
    index: int
    spreadsheet: bool
    frame: values.Frame

    @property
    def cell(self) -> str:
        """The SQL name of its text."""
        return f"c{self.index}"

    @property
    def kind(self) -> str:
        """The SQL of its spreadsheet kind."""
        return f"substr(_kinds, {self.index + 1}, 1)" if self.spreadsheet else "''"

    @property
    def _shape(self) -> Shape:
        return shape(self.column, self.cell, self.frame.zone)

    @property
    def unclean(self) -> str:
        """The SQL of: filled, and not of the first shape."""
        return self._not(self._shape.clean)

    def plain(self, chunk: pa.Table) -> bool:
        """Whether a first look at the chunk shows that no cell is unclean."""
        return (
            not self.spreadsheet and self._shape is not _NEVER and plain.all_plain(self.column.type, chunk[self.cell])
        )

    @property
    def odd(self) -> str:
        """The SQL of: filled, and of no shape, so that the Python rule must judge it."""
        second = self._shape.second
        return self._not(f"({self._shape.clean} or {second.clean})" if second else self._shape.clean)

    def _not(self, clean: str) -> str:
        if self.spreadsheet and self.column.type != "verbatim":
            fine = KINDS.get(self.column.type, "td" if self.column.type == "id" else "tndb")
            clean = f"({clean} and {self.kind} in ({', '.join(duck.quoted(k) for k in ('', *fine))}))"
        return f"({self.cell} <> '' and not {clean})"

    def value(self, odd_table: str | None, *, plain: bool = False) -> str:
        """The SQL of its value, given the table of its odd cells in this chunk (None: all cells are clean).

        Of an id in a column of plain cells nothing has to be taken off.
        """
        if self.column.type == "verbatim":
            clean = f"coalesce({self.cell}, '')"
        elif plain and self.column.type == "id":
            clean = f"nullif({self.cell}, '')"
        elif self.column.type in {"name", "text", "id"}:
            clean = f"nullif({self._shape.value}, '')"
        elif self.column.joined:
            clean = f"nullif({self.cell}, '')"
        else:
            clean = self._shape.value
        if odd_table is None:
            return clean
        second = self._shape.second
        more = f" when {second.clean} then {second.value}" if second else ""
        return f"case when {odd_table}._text is not null then {odd_table}._value{more} else {clean} end"

    def join(self, odd_table: str) -> str:
        """The SQL of the join with the table of its odd cells."""
        same_kind = f" and {odd_table}._kind = {self.kind}" if self.spreadsheet else ""
        return f" left join {odd_table} on {odd_table}._text = {self.cell}{same_kind}"

    @property
    def arrow(self) -> pa.DataType:
        """The type of its values."""
        return pa.string() if self.column.joined else ARROW.get(self.column.type, pa.string())

    def judge(self, cells: Iterable[tuple[str, str]]) -> tuple[pa.Table, bool]:
        """What the odd cells say: a table for the join, and whether any makes its row suspicious."""
        judged = [(cell, kind, *self._judged(cell, kind)) for cell, kind in cells]
        columns: list[Any] = [list(part) for part in zip(*judged, strict=True)] or [[], [], [], []]
        types = (pa.string(), pa.string(), self.arrow, pa.bool_())
        arrays = [pa.array(column, type=kind) for column, kind in zip(columns, types, strict=True)]
        return pa.table(arrays, names=["_text", "_kind", "_value", "_bad"]), any(columns[3])

    def _judged(self, cell: str, kind: str) -> tuple[values.Value | None, bool]:
        said = values.read(self.column, cell, self.frame, kind)
        if self.column.joined and said is not None and not isinstance(said, values.Reject):
            said = str(said)
        if isinstance(said, values.Reject):
            return None, True
        empty = said is None and self.column.needed
        return said, empty or (self.identifies and isinstance(said, str) and is_total(said))

    @property
    def identifies(self) -> bool:
        """Whether a totals word may stand here in place of a date, key, shop or agent."""
        return self.column.total or (self.column.needed and self.column.type in {"id", "name", "one_of"})
