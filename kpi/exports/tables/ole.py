"""What calamine does not tell of an xls: error cells and the epoch; and what else the same container may be."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import islice

from kpi.exports import refusals
from kpi.exports.found import Found
from kpi.exports.tables.cells import Mark
from kpi.exports.tables.ooxml import EMPTINESS, ROOMY, Facts, Marks

END = 0xFFFFFFFA
"""Sector numbers from here on are no sectors."""
ENTRY = 128
HEAD = 512
BOOKS = ("Workbook", "Book", "WORKBOOK", "BOOK")
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
EOF, FORMULA, DATEMODE, FILEPASS, BOUNDSHEET, DIMENSIONS, BOOLERR = 0x000A, 0x0006, 0x0022, 0x002F, 0x0085, 0x200, 0x205
CELLS = {FORMULA, BOOLERR, 0x0203, 0x0204, 0x00D6, 0x00FD, 0x027E}
"""Records of one cell: formula, error or truth value, number, text of three kinds, packed number."""
PACKED = 0x00BD
"""Packed numbers side by side; the last column stands at the record's end."""
COLUMNS = 256
ROWS = 65_536
ERROR = 2
"""The kind of a formula's result that is an error."""
LONG = 14
"""The length of the dimensions of later versions."""
BOFS = (0x0009, 0x0209, 0x0409, 0x0809)
DOCUMENTS = {"WordDocument": "Word", "PowerPoint Document": "PowerPoint", "__properties_version1.0": "Outlook"}


def facts(found: Found) -> Facts:
    """Look through an OLE container before calamine opens it.

    Raises:
        HasPassword: it is an encrypted workbook.
        IsADocument: it is a letter, slides or a mail.
        WorkbookBroken: it is cut short or damaged, or holds no workbook.
    """
    with found.open() as stream:
        data = stream.read()
    try:
        container = Container(data)
        for name, kind in DOCUMENTS.items():
            if name in container.streams:
                raise refusals.IsADocument(file=found.name, format=kind)
        if "EncryptedPackage" in container.streams:
            raise refusals.HasPassword(file=found.name)
        book = container.read(next(name for name in BOOKS if name in container.streams))
        return _facts(book, found.name)
    except (struct.error, LookupError, ValueError, StopIteration) as error:
        raise refusals.WorkbookBroken(file=found.name) from error


def _facts(book: bytes, file: str) -> Facts:
    known = Facts()
    starts: list[int] = []
    for kind, body in _records(book, 0):
        if kind == FILEPASS:
            raise refusals.HasPassword(file=file)
        if kind == DATEMODE and struct.unpack_from("<H", body)[0]:
            known.epoch = 1904
        elif kind == BOUNDSHEET:
            starts.append(struct.unpack_from("<I", body)[0])
    for start in starts:
        marks, cells, box = _sheet(book, start)
        if box > max(ROOMY, cells * EMPTINESS):
            raise refusals.SheetTooSparse(file=file, sheet=str(len(known.marks) + 1))
        known.marks.append(marks)
    return known


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of a workbook (its globals, a sheet), without those of charts within."""
    depth = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        depth += (kind in BOFS) - (kind == EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, book[at + 4 : at + 4 + length]
        at += 4 + length
    raise ValueError


def _sheet(book: bytes, start: int) -> tuple[Marks, int, int]:
    """The error cells of a sheet, how many cells it has, and how many places its table would have."""
    marks: Marks = {}
    cells = rows = columns = 0
    for kind, body in _records(book, start):
        if kind == DIMENSIONS:
            _check_dimensions(body)
        if kind not in CELLS and kind != PACKED:
            continue
        row, column = struct.unpack_from("<HH", body)
        last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == PACKED else column
        if not column <= last < COLUMNS:
            raise ValueError
        cells, rows, columns = cells + last - column + 1, max(rows, row + 1), max(columns, last + 1)
        if kind == BOOLERR and body[7]:
            marks.setdefault(row, {})[column] = Mark(ERRORS.get(body[6], "#N/A"), "e")
        elif kind == FORMULA and body[12:14] == b"\xff\xff" and body[6] == ERROR:
            marks.setdefault(row, {})[column] = Mark(ERRORS.get(body[8], "#N/A"), "e")
    return marks, cells, rows * columns


def _check_dimensions(body: bytes) -> None:
    """Raise where a sheet announces more room than an xls has: calamine would make it."""
    first_row, last_row, _, last = struct.unpack_from("<IIHH" if len(body) >= LONG else "<HHHH", body)
    if last_row > ROWS or last > COLUMNS or (last_row and last and first_row >= last_row):
        raise ValueError


class Container:
    """An OLE compound file: streams by name."""

    def __init__(self, data: bytes) -> None:
        """Read its tables of sectors and its directory; raises where one announces more than there is."""
        self.data = data
        self.sector = 1 << struct.unpack_from("<H", data, 30)[0]
        most = len(data) // self.sector + 1
        count, first_directory, _, self.cutoff, first_mini, minis, more, _ = struct.unpack_from("<8I", data, 44)
        if count > most or minis > most:
            raise ValueError
        tables = [n for n in struct.unpack_from("<109I", data, 76) if n < END]
        while more < END:
            *numbers, more = self._numbers(more)
            tables += [n for n in numbers if n < END]
            if len(tables) > most:
                raise ValueError
        self.next = [n for table in tables for n in self._numbers(table)]
        directory = b"".join(self._chain(first_directory, self.next))
        self.streams: dict[str, tuple[int, int]] = {}
        for name, place in self._entries(directory):
            self.streams.setdefault(name, place)
        self.mini = [n for sector in self._chain(first_mini, self.next) for n in _unpacked(sector)]

    def _numbers(self, sector: int) -> tuple[int, ...]:
        return _unpacked(self._at(sector))

    def _at(self, sector: int) -> bytes:
        start = max(self.sector, HEAD) + sector * self.sector
        if start >= len(self.data):
            raise ValueError
        return self.data[start : start + self.sector]

    def _chain(self, sector: int, following: list[int]) -> Iterator[bytes]:
        """The sectors of a chain; one that bites its own tail is broken."""
        seen = 0
        while sector < END:
            yield self._at(sector)
            sector = following[sector]
            seen += 1
            if seen > len(following):
                raise ValueError

    def _entries(self, directory: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
        for at in range(0, len(directory) - ENTRY + 1, ENTRY):
            length = struct.unpack_from("<H", directory, at + 64)[0]
            start, size = struct.unpack_from("<II", directory, at + 116)
            if directory[at + 66] in (2, 5):
                if size > len(self.data):
                    raise ValueError
                name = directory[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
                yield ("" if directory[at + 66] == 5 else name), (start, size)

    def read(self, name: str) -> bytes:
        """All bytes of a stream."""
        start, size = self.streams[name]
        if size >= self.cutoff:
            return b"".join(islice(self._chain(start, self.next), -(-size // self.sector)))[:size]
        root, whole = self.streams[""]
        small = b"".join(self._chain(root, self.next))[:whole]
        parts: list[bytes] = []
        sector = start
        while sector < END and len(parts) * 64 < size:
            parts.append(small[sector * 64 : (sector + 1) * 64])
            sector = self.mini[sector]
        return b"".join(parts)[:size]


def _unpacked(sector: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])
