"""One suspicious row looked at by itself: no data (and why), set aside (and why), or fine after all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kpi.exports import totals, values
from kpi.exports.layout import Column, Refusal
from kpi.exports.sheet import Sheet
from kpi.exports.values import text

NUMBERS = frozenset({"money", "quantity", "integer", "seconds"})
TYPED = NUMBERS | {"date", "timestamp", "month", "clock"}


@dataclass(frozen=True)
class Rejected:
    """A cell for which its row is set aside."""

    row: int
    column: str
    value: str | None
    reason: str
    expected: str
    cells: str


@dataclass(frozen=True)
class Row:
    """A row as it came."""

    number: int
    cells: list[str | None]
    more: list[str]
    kinds: str

    @property
    def filled(self) -> list[str]:
        """Its cells that say something."""
        return [cell for cell in [*self.cells, *self.more] if cell and not text.is_missing(text.unguarded(cell))]

    @property
    def as_json(self) -> str:
        """All its cells, to be repaired and loaded again."""
        cells = [*self.cells, *self.more]
        while cells and not cells[-1]:
            cells.pop()
        return json.dumps([cell or "" for cell in cells], ensure_ascii=False)

    def kind(self, index: int) -> str:
        """The kind of a spreadsheet's cell."""
        return self.kinds[index : index + 1].strip(".")


@dataclass(frozen=True)
class Judge:
    """Looks at the suspicious rows of a sheet.

    Attributes:
        sheet: the sheet.
        frame: the business zone and the epoch of serial numbers.
        first: the number of the row under the header, which may be a line of notes.
    """

    sheet: Sheet
    frame: values.Frame
    first: int | None

    def of(self, record: Mapping[str, Any], rule: Refusal | None) -> str | list[Rejected] | None:
        """A word id when the row is no data, the cells it is set aside for, or None when it is fine.

        Args:
            record: the row of a chunk.
            rule: the rule of the layout that it breaks, if any.
        """
        width = len(self.sheet.header)
        more = [str(cell) for cell in json.loads(record["_more"])] if record.get("_more") else []
        row = Row(record["_row"], [record[f"c{i}"] for i in range(width)], more, record.get("_kinds") or "")
        said = {name: values.read(c, row.cells[i], self.frame, row.kind(i)) for name, (c, i) in self.sheet.places.items()}
        if reason := self._no_data(row, said):
            return reason
        rejected = [*self._crowded(row), *self._unreadable(row, said)]
        if not rejected and rule is not None:
            if rule.reason.startswith("skip."):
                return rule.reason
            rejected = [self._broken(row, rule)]
        return rejected or None

    def _no_data(self, row: Row, said: Mapping[str, values.Value | values.Reject | None]) -> str | None:
        places = self.sheet.places
        lacking = [n for n, (c, _) in places.items() if c.needed and (said[n] is None or isinstance(said[n], values.Reject))]
        marks = [cell for cell in row.filled if totals.is_total(cell)]
        named = [n for n, (c, i) in places.items() if (c.needed or c.total) and c.type not in NUMBERS and totals.is_total(row.cells[i] or "")]
        if named or (lacking and marks):
            return "skip.total"
        if any(text.unguarded(cell) == totals.NO_DATA for cell in [*row.cells] if cell) and not self._figures(said):
            return "skip.no_data"
        if lacking and row.filled and totals.is_note(row.filled):
            return "skip.note"
        if row.filled and totals.is_example(row.filled):
            return "skip.example"
        typed = [n for n in lacking if places[n][0].type in TYPED]
        is_under_header = row.number == self.first and not any(char.isdigit() for cell in row.filled for char in cell)
        return "skip.note" if is_under_header and lacking and (typed or self._idless(lacking)) else None

    def _figures(self, said: Mapping[str, values.Value | values.Reject | None]) -> bool:
        return any(said[n] is not None for n, (c, _) in self.sheet.places.items() if c.type in NUMBERS)

    def _idless(self, lacking: list[str]) -> bool:
        return any(self.sheet.places[n][0].type == "id" for n in lacking)

    def _crowded(self, row: Row) -> list[Rejected]:
        if not row.more:
            return []
        beyond = f"{len(self.sheet.header)} + {len(row.more)}"
        return [Rejected(row.number, "", " | ".join(row.more), "reject.too_many_cells", beyond, row.as_json)]

    def _unreadable(self, row: Row, said: Mapping[str, values.Value | values.Reject | None]) -> list[Rejected]:
        found = []
        for name, (column, index) in self.sheet.places.items():
            value = said[name]
            header, cell = self.sheet.header[index], row.cells[index]
            if isinstance(value, values.Reject):
                found.append(Rejected(row.number, header, cell, value.reason, value.expected, row.as_json))
            elif cell is None and (column.present or column.needed) and not row.kinds:
                found.append(Rejected(row.number, header, None, "reject.too_few_cells", values.expected(column), row.as_json))
            elif value is None and column.needed:
                found.append(Rejected(row.number, header, cell, "reject.missing", values.expected(column), row.as_json))
        return found

    def _broken(self, row: Row, rule: Refusal) -> Rejected:
        column: tuple[Column, int] | None = self.sheet.places.get(rule.column)
        header = self.sheet.header[column[1]] if column else rule.column
        value = row.cells[column[1]] if column else None
        expected = rule.expected or (values.expected(column[0]) if column else "")
        return Rejected(row.number, header, value, rule.reason, expected, row.as_json)
