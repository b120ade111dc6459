"""One suspicious row looked at by itself: no data (and why), set aside (and why), or fine after all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kpi.exports import aside, totals, values
from kpi.exports.aside import Rejected
from kpi.exports.layout import Column, Refusal
from kpi.exports.sheet import Sheet
from kpi.exports.values import NUMBERS, TIMES, text

TYPED = NUMBERS | TIMES


@dataclass(frozen=True)
class Row:
    """A row as it came."""

    number: int
    cells: list[str | None]
    more: list[str]
    kinds: str

    @classmethod
    def read(cls, record: Mapping[str, Any], width: int) -> Row:
        """A row of a chunk."""
        more = [str(cell) for cell in json.loads(record["_more"])] if record["_more"] else []
        return cls(record["_row"], [record[f"c{i}"] for i in range(width)], more, record["_kinds"] or "")

    @property
    def filled(self) -> list[str]:
        """Its cells that say something."""
        return [cell for cell in [*self.cells, *self.more] if cell and not text.is_missing(text.unguarded(cell))]

    @property
    def as_json(self) -> str:
        """All its cells."""
        return aside.as_json([*self.cells, *self.more])

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
        row = Row.read(record, len(self.sheet.header))
        said = {
            name: values.read(c, row.cells[i], self.frame, row.kind(i)) for name, (c, i) in self.sheet.places.items()
        }
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
        lacking = [
            n for n, (c, _) in places.items() if c.needed and (said[n] is None or isinstance(said[n], values.Reject))
        ]
        marks = [cell for cell in row.filled if totals.is_total(cell)]
        named = [
            n
            for n, (c, i) in places.items()
            if (c.needed or c.total) and c.type not in NUMBERS and totals.is_total(row.cells[i] or "")
        ]
        if named or (lacking and marks) or (self.sheet.layout.undated_is_total and self._unnamed(said)):
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

    def _unnamed(self, said: Mapping[str, values.Value | values.Reject | None]) -> bool:
        """Whether a row has figures, but neither a day nor an id: the platform's sum under its table."""
        names = [n for n, (c, _) in self.sheet.places.items() if c.needed and c.type in {"date", "id"}]
        return all(said[n] is None for n in names) and self._figures(said)

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
                found.append(
                    Rejected(row.number, header, None, "reject.too_few_cells", values.expected(column), row.as_json)
                )
            elif value is None and column.needed:
                found.append(Rejected(row.number, header, cell, "reject.missing", values.expected(column), row.as_json))
        return found

    def waiting(self, record: Mapping[str, Any], reason: str) -> Rejected:
        """A row that nothing is wrong with, but that must wait for another."""
        row = Row.read(record, len(self.sheet.header))
        index = next((i for c, i in self.sheet.places.values() if c.needed), 0)
        return Rejected(row.number, self.sheet.header[index], row.cells[index], reason, "", row.as_json)

    def said(self, record: Mapping[str, Any], name: str) -> values.Value | None:
        """What one column of a row says, if it can be read."""
        row, (column, index) = Row.read(record, len(self.sheet.header)), self.sheet.places[name]
        value = values.read(column, row.cells[index], self.frame, row.kind(index))
        return None if isinstance(value, values.Reject) else value

    def _broken(self, row: Row, rule: Refusal) -> Rejected:
        column: tuple[Column, int] | None = self.sheet.places.get(rule.column)
        header = self.sheet.header[column[1]] if column else rule.column
        value = row.cells[column[1]] if column else None
        expected = rule.expected or (values.expected(column[0]) if column else "")
        return Rejected(row.number, header, value, rule.reason, expected, row.as_json)
