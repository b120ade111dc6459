"""What tests of the readers share: bytes in, records out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kpi.exports.decode import encoding_of
from kpi.exports.found import Found, find
from kpi.exports.grid import Grid, batched
from kpi.exports.tables import grids
from kpi.exports.tables.csv import Csv
from kpi.exports.tables.strict import Records, Shape


class Bytes:
    """Bytes as the content of a `Found`."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.size = len(data)

    def open(self):
        import io

        return io.BytesIO(self.data)


def found(data: bytes, name: str = "a.csv") -> Found:
    """A file that lies nowhere."""
    return Found(name, None, None, lambda: Bytes(data))


def written(folder: Path, name: str, data: bytes) -> Path:
    """A file in a folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def grid(data: bytes, name: str = "a.csv") -> Grid:
    """The one grid of a file."""
    (only,) = grids(found(data, name))
    return only


def one(path: Path) -> Found:
    """The one file found at a path."""
    (only,) = find([path])
    return only


def bytes_of(file: Found) -> bytes:
    """All bytes of a file."""
    with file.open() as stream:
        return stream.read()


def rows(table: Grid, first_row: int | None = None, width: int | None = None) -> list[dict[str, Any]]:
    """All records after the header (the first record) as dicts."""
    first = table.head_rows[0] if first_row is None else first_row
    wide = len(table.head[0]) if width is None else width
    return [row for batch in table.batches(first, wide) for row in batch.to_pylist()]


def cells(table: Grid, first_row: int | None = None, width: int | None = None) -> list[tuple[Any, ...]]:
    """All records as tuples: row number, cells, and what stands beyond."""
    found_rows = rows(table, first_row, width)
    wide = len(table.head[0]) if width is None else width
    return [
        (row["_row"], *(row[f"c{i}"] for i in range(wide)), *(json.loads(row["_more"]) if row["_more"] else []))
        for row in found_rows
    ]


def strictly(data: bytes, first_row: int, width: int, delimiter: str) -> list[dict[str, Any]]:
    """The records of a csv by the strict reader alone."""
    from kpi.exports import decode

    file = found(data)
    records = Records(decode.pieces(file, encoding_of(file)), Shape("a.csv", delimiter, width))
    after = (record for record in records if record.row > first_row)
    return [row for batch in batched(after, width, "a.csv") for row in batch.to_pylist()]


def both_ways(data: bytes, first_row: int, width: int, delimiter: str) -> list[dict[str, Any]]:
    """The records of a csv as the product reads them: quick while certain, then strict."""
    file = found(data)
    source = Csv(file, encoding_of(file), Shape("a.csv", delimiter))
    return [row for batch in source.batches(first_row, width) for row in batch.to_pylist()]
