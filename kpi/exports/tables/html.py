"""Tables of a web page, or of an xls that is one: each table a grid, numbered on through the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pyarrow as pa

from kpi.exports import decode, refusals
from kpi.exports.decode import Encoding
from kpi.exports.found import Found
from kpi.exports.grid import HEAD, Grid, Record, batched, checked
from kpi.settings import limits

UNSEEN = {"script", "style", "head", "title", "template"}


def grids(found: Found, encoding: Encoding) -> list[Grid]:
    """One grid a table that has rows."""
    page = Page(found.name)
    for text in decode.pieces(found, encoding):
        page.feed(text)
    page.close()
    tables = [Table(found.name, rows) for rows in page.tables if any(any(r.cells) for r in rows)]
    if not tables:
        raise refusals.WebPageWithoutTable(file=found.name)
    return [table.grid("" if len(tables) == 1 else str(n)) for n, table in enumerate(tables, 1)]


@dataclass(frozen=True)
class Table:
    """The rows of one table."""

    file: str
    rows: list[Record]

    def grid(self, name: str) -> Grid:
        """The table as a grid."""
        head = list(checked(self.rows, self.file))[:HEAD]
        return Grid(name, [r.cells for r in head], [r.row for r in head], self)

    def batches(self, first_row: int, width: int) -> Iterator[pa.RecordBatch]:
        """All records after `first_row`."""
        return batched((r for r in self.rows if r.row > first_row), width, self.file)


@dataclass
class _Open:
    """A table that is being read."""

    rows: list[Record] = field(default_factory=list)
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
        self.tables: list[list[Record]] = []
        self.row = 0
        self._open: list[_Open] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row, a cell."""
        if tag in UNSEEN:
            self._unseen += 1
        if tag == "table":
            self._open.append(_Open())
        if not self._open:
            return
        table = self._open[-1]
        if tag == "tr":
            self._end_row(table)
            table.cells = []
            self.row += 1
        elif tag in ("td", "th"):
            self._end_cell(table)
            if table.cells is None:
                table.cells = []
                self.row += 1
            self._under(table)
            given = dict(attrs)
            table.span = _count(given.get("colspan"))
            if (down := _count(given.get("rowspan"))) > 1:
                at = len(table.cells)
                table.below.update({at + i: down for i in range(table.span)})
            table.text = []
        elif tag == "br" and table.text is not None:
            table.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close a cell, a row, a table."""
        if tag in UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if not self._open:
            return
        table = self._open[-1]
        if tag in ("td", "th"):
            self._end_cell(table)
        elif tag == "tr":
            self._end_row(table)
        elif tag == "table":
            self._end_row(table)
            self.tables.append(table.rows)
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Keep the text of a cell, white space as a browser shows it."""
        if self._open and self._open[-1].text is not None and not self._unseen:
            self._open[-1].text.append(data.replace("\r", " ").replace("\n", " ").replace("\xa0", " "))

    def close(self) -> None:
        """Close what the page left open."""
        super().close()
        while self._open:
            self.handle_endtag("table")

    def _under(self, table: _Open) -> None:
        """Cells covered by one of the rows above are empty, as in a spreadsheet."""
        assert table.cells is not None
        while table.below.get(len(table.cells), 0) > 1:
            table.below[len(table.cells)] -= 1
            table.cells.append("")

    def _end_cell(self, table: _Open) -> None:
        if table.text is None or table.cells is None:
            return
        lines = "".join(table.text).split("\n")
        text = "\n".join(" ".join(line.split(" ")) for line in lines).strip()
        if len(text) > limits().cell_chars:
            raise refusals.CellTooLong(file=self.file, row=self.row, limit=limits().cell_chars)
        table.cells += [text] + [""] * (table.span - 1)
        table.text = None

    def _end_row(self, table: _Open) -> None:
        self._end_cell(table)
        if table.cells is not None:
            table.rows.append(Record(self.row, table.cells))
            table.cells = None


def _count(text: str | None) -> int:
    return min(int(text), limits().columns) if text and text.strip().isdecimal() and int(text) > 0 else 1
