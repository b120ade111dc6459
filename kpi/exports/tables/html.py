"""Tables of a web page, or of an xls that is one: each table a grid, numbered on through the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pyarrow as pa

from kpi.exports import decode, refusals
from kpi.exports.decode import Encoding
from kpi.exports.found import Found
from kpi.exports.grid import HEAD, Grid, Record, batched, checked
from kpi.settings import limits

UNSEEN = {"script", "style", "title", "template"}
BLANKS = re.compile(r"[ \t\f]+")
AROUND = re.compile(r" ?\n ?")


def grids(found: Found, encoding: Encoding) -> list[Grid]:
    """One grid a table that has filled cells."""
    heads: dict[int, list[Record]] = {}
    for table, record in _records(found, encoding):
        head = heads.setdefault(table, [])
        if len(head) < HEAD:
            head += checked([record], found.name)
    filled = {table: head for table, head in sorted(heads.items()) if head}
    if not filled:
        raise refusals.WebPageWithoutTable(file=found.name)
    return [
        Grid(
            "" if len(filled) == 1 else str(number),
            [record.cells for record in head],
            [record.row for record in head],
            Table(found, encoding, table),
        )
        for number, (table, head) in enumerate(filled.items(), 1)
    ]


def _records(found: Found, encoding: Encoding) -> Iterator[tuple[int, Record]]:
    """The rows of a page with the number of their table, as they end."""
    page = Page(found.name)
    for text in decode.pieces(found, encoding):
        page.feed(text)
        yield from page.taken()
    page.close()
    yield from page.taken()


@dataclass(frozen=True)
class Table:
    """The rows of one table, read again from the page each time."""

    found: Found
    encoding: Encoding
    table: int

    def batches(self, first_row: int, width: int) -> Iterator[pa.RecordBatch]:
        """All records after `first_row`."""
        rows = (record for table, record in _records(self.found, self.encoding) if table == self.table)
        return batched((record for record in rows if record.row > first_row), width, self.found.name)


@dataclass
class _Open:
    """A table that is being read."""

    number: int
    row: int = 0
    cells: list[str] | None = None
    text: list[str] | None = None
    span: int = 1
    below: dict[int, int] = field(default_factory=dict)


class Page(HTMLParser):
    """Reads the tables of a page, nested ones apart from those around them."""

    def __init__(self, file: str) -> None:
        """Begin with no table."""
        super().__init__(convert_charrefs=True)
        self.file = file
        self.bound = limits()
        self._rows: list[tuple[int, Record]] = []
        self._row = 0
        self._tables = 0
        self._open: list[_Open] = []
        self._unseen = 0

    def taken(self) -> list[tuple[int, Record]]:
        """The rows that have ended since this was last asked."""
        rows, self._rows = self._rows, []
        return rows

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row, a cell."""
        if tag in UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._tables += 1
            self._open.append(_Open(self._tables))
        elif self._open:
            table = self._open[-1]
            if tag == "tr":
                self._begin_row(table)
            elif tag in ("td", "th"):
                self._begin_cell(table, dict(attrs))
            elif tag == "br" and table.text is not None:
                table.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close a cell, a row, a table."""
        if tag in UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif self._open:
            table = self._open[-1]
            if tag in ("td", "th"):
                self._end_cell(table)
            elif tag in ("tr", "table"):
                self._end_row(table)
            if tag == "table":
                self._open.pop()

    def handle_data(self, data: str) -> None:
        """Keep the text of a cell; line ends of the page's source are blanks."""
        if self._open and self._open[-1].text is not None and not self._unseen:
            self._open[-1].text.append(re.sub(r"[\r\n\xa0]", " ", data))

    def close(self) -> None:
        """Close what the page left open."""
        super().close()
        while self._open:
            self.handle_endtag("table")

    def _begin_row(self, table: _Open) -> None:
        self._end_row(table)
        self._row += 1
        table.row, table.cells = self._row, []

    def _begin_cell(self, table: _Open, given: dict[str, str | None]) -> None:
        self._end_cell(table)
        if table.cells is None:
            self._begin_row(table)
        cells = table.cells or []
        while table.below.get(len(cells), 0) > 1:  # covered by a cell of a row above: empty, as in a spreadsheet
            table.below[len(cells)] -= 1
            cells.append("")
        table.cells = cells
        table.span = _count(given.get("colspan"), self.bound.columns)
        if (down := _count(given.get("rowspan"), self.bound.rows)) > 1:
            table.below.update({len(cells) + i: down for i in range(table.span)})
        table.text = []

    def _end_cell(self, table: _Open) -> None:
        if table.text is None or table.cells is None:
            return
        text = AROUND.sub("\n", BLANKS.sub(" ", "".join(table.text))).strip()
        table.text = None
        if len(text) > self.bound.cell_chars:
            raise refusals.CellTooLong(file=self.file, row=table.row, limit=self.bound.cell_chars)
        if text and len(table.cells) >= self.bound.columns:
            raise refusals.TooManyColumns(file=self.file, row=table.row, limit=self.bound.columns)
        table.cells += ([text] + [""] * (table.span - 1))[: self.bound.columns - len(table.cells)]

    def _end_row(self, table: _Open) -> None:
        self._end_cell(table)
        if table.cells is not None:
            self._rows.append((table.number, Record(table.row, table.cells)))
            table.cells = None


def _count(text: str | None, most: int) -> int:
    """A span; what is no number or below 1 is 1, what is beyond all rows or columns is all of them."""
    digits = (text or "").strip()
    return min(max(int(digits), 1), most) if re.fullmatch("[0-9]{1,9}", digits) else 1
