"""What calamine does not tell of an xls: error cells and the epoch; and what else the same container may be."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from kpi.exports import refusals
from kpi.exports.found import Found
from kpi.exports.tables.ooxml import Facts, Marks

END = 0xFFFFFFFA
"""Sector numbers from here on are no sectors."""
ENTRY = 128
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
EOF, FORMULA, DATEMODE, FILEPASS, BOUNDSHEET, BOOLERR = 0x000A, 0x0006, 0x0022, 0x002F, 0x0085, 0x0205
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
        book = container.read("Workbook" if "Workbook" in container.streams else "Book")
        return _facts(book, found.name)
    except (struct.error, KeyError, IndexError, ValueError) as error:
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
    known.marks = [_marks(book, start) for start in starts]
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


def _marks(book: bytes, start: int) -> Marks:
    marks: Marks = {}
    for kind, body in _records(book, start):
        if kind == BOOLERR and body[7]:
            code = body[6]
        elif kind == FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
            code = body[8]
        else:
            continue
        row, column = struct.unpack_from("<HH", body)
        marks.setdefault(row, {})[column] = (ERRORS.get(code, "#N/A"), "e")
    return marks


class Container:
    """An OLE compound file: streams by name."""

    def __init__(self, data: bytes) -> None:
        """Read its tables of sectors and its directory."""
        self.data = data
        self.sector = 1 << struct.unpack_from("<H", data, 30)[0]
        first_directory, _, self.cutoff, first_mini, _, more, _ = struct.unpack_from("<7I", data, 48)
        tables = [n for n in struct.unpack_from("<109I", data, 76) if n < END]
        while more < END and len(tables) * self.sector <= len(data):
            *numbers, more = self._numbers(more)
            tables += [n for n in numbers if n < END]
        self.next = [n for table in tables for n in self._numbers(table)]
        directory = b"".join(self._chain(first_directory, self.next))
        self.streams = dict(self._entries(directory))
        self.mini = [n for sector in self._chain(first_mini, self.next) for n in _unpacked(sector)]

    def _numbers(self, sector: int) -> tuple[int, ...]:
        return _unpacked(self._at(sector))

    def _at(self, sector: int) -> bytes:
        return self.data[(sector + 1) * self.sector : (sector + 2) * self.sector]

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
                name = directory[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
                yield ("" if directory[at + 66] == 5 else name), (start, size)

    def read(self, name: str) -> bytes:
        """All bytes of a stream."""
        start, size = self.streams[name]
        if size >= self.cutoff:
            return b"".join(self._chain(start, self.next))[:size]
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
