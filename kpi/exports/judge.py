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
Said = Mapping[str, values.Value | values.Reject | None]


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

    def _no_data(self, row: Row, said: Said) -> str | None:
        lacking = [n for n in self._needed if said[n] is None or isinstance(said[n], values.Reject)]
        if self._is_total(row, said, lacking):
            return "skip.total"
        if any(text.unguarded(cell) == totals.NO_DATA for cell in row.cells if cell) and not self._figures(said):
            return "skip.no_data"
        if lacking and row.filled and totals.is_note(row.filled):
            return "skip.note"
        if self.sheet.layout.own_sheet and row.filled and totals.is_example(row.filled):
            return "skip.example"
        typed = any(self.sheet.places[n][0].type in {"id", *TYPED} for n in lacking)
        is_under_header = row.number == self.first and not any(char.isdigit() for cell in row.filled for char in cell)
        return "skip.note" if is_under_header and typed else None

    @property
    def _needed(self) -> list[str]:
        return [name for name, (column, _) in self.sheet.places.items() if column.needed]

    def _is_total(self, row: Row, said: Said, lacking: list[str]) -> bool:
        """Whether a row is a total: a totals word stands for its date, key, shop or agent, or it names nothing at all.

        A word elsewhere makes one only where nothing that names the row is there; in statistics (which have no free
        text) where anything of it lacks.
        """
        layout, places = self.sheet.layout, self.sheet.places
        naming = [i for c, i in places.values() if (c.needed or c.total) and c.type not in NUMBERS]
        if any(totals.is_total(row.cells[index] or "") for index in naming):
            return True
        if layout.undated_is_total and self._unnamed(said):
            return True
        listed = [row.cells[index] or "" for _, index in places.values()]
        if layout.skip_empty and lacking and any(map(totals.is_total, listed)):
            return True
        nameless = all(said[n] is None for n in self._needed if places[n][0].type not in NUMBERS)
        return nameless and bool(row.filled) and totals.is_total(row.filled[0])

    def _unnamed(self, said: Said) -> bool:
        """Whether a row has figures, but neither a day nor an id: the platform's sum under its table."""
        names = [n for n in self._needed if self.sheet.places[n][0].type in {"date", "id"}]
        return all(said[n] is None for n in names) and self._figures(said)

    def _figures(self, said: Said) -> bool:
        return any(said[n] is not None for n, (c, _) in self.sheet.places.items() if c.type in NUMBERS)

    def _crowded(self, row: Row) -> list[Rejected]:
        if not row.more:
            return []
        beyond = f"{len(self.sheet.header)} + {len(row.more)}"
        return [Rejected(row.number, "", " | ".join(row.more), "reject.too_many_cells", beyond, row.as_json)]

    def _unreadable(self, row: Row, said: Said) -> list[Rejected]:
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
