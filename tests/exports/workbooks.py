"""Workbooks for tests, made by hand where a library would not write what is to be tested."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'


def xlsx(sheets: Mapping[str, Sequence[Sequence[Any]]], **options: Any) -> bytes:
    """A workbook by xlsxwriter; a cell is a value, or a pair of a value and a number format."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, **options})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                value, form = cell if isinstance(cell, tuple) else (cell, None)
                if value is not None:
                    sheet.write(r, c, value, book.add_format({"num_format": form}) if form is not None else None)
    book.close()
    return stream.getvalue()


def package(sheet: str, *, book: str = "", parts: Mapping[str, str] | None = None, head: str = "") -> bytes:
    """A one-sheet workbook whose `sheetData` is given as XML; `book` goes into workbook.xml, `head` before it."""
    stream = io.BytesIO()
    given = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'{RELATIONSHIPS}<Relationship Id="rId1" Type="{RELATIONS}/officeDocument"'
        ' Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATIONS}">{book}'
        '<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{RELATIONSHIPS}<Relationship Id="rId1" Type="{RELATIONS}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<?xml version="1.0" encoding="UTF-8"?>{head}'
        f"<worksheet {MAIN}><sheetData>{sheet}</sheetData></worksheet>",
        **(parts or {}),
    }
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in given.items():
            archive.writestr(name, text)
    return stream.getvalue()


def _record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _bof(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 6))


def _text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _cell(row: int, column: int, value: Any) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    match value:
        case bool():
            return _record(0x0205, place + bytes([value, 0]))
        case bytes():
            return _record(0x0205, place + value + b"\1")
        case ("formula", result):
            return _record(0x0006, place + result + bytes(8) + struct.pack("<H", 0))
        case str():
            return _record(0x0204, place + _text(value))
        case _:
            return _record(0x0203, place + struct.pack("<d", value))


def xls(
    rows: Sequence[Sequence[Any]],
    *,
    epoch: int = 1900,
    password: bool = False,
    dimensions: tuple[int, int, int, int] | None = None,
) -> bytes:
    """A BIFF8 workbook of one sheet; a `bytes` cell is an error code, ("formula", 8 bytes) a formula's result."""
    name = struct.pack("<BB", 1, 1) + "表".encode("utf-16-le")
    ahead = (_record(0x002F, bytes(54)) if password else b"") + _record(0x0022, struct.pack("<H", epoch == 1904))
    start = len(_bof(5)) + len(ahead) + 4 + 6 + len(name) + 4
    globals_ = _bof(5) + ahead + _record(0x0085, struct.pack("<IBB", start, 0, 0) + name) + _record(0x000A)
    cells = b"".join(_cell(r, c, v) for r, row in enumerate(rows) for c, v in enumerate(row) if v is not None)
    if dimensions:
        cells = _record(0x0200, struct.pack("<IIHHH", *dimensions, 0)) + cells
    return ole({"Workbook": globals_ + _bof(0x10) + cells + _record(0x000A)})


def ole(streams: Mapping[str, bytes]) -> bytes:
    """A compound file; each stream is filled up to the size from which it has sectors of its own."""
    sectors: list[bytes] = []
    following = [0xFFFFFFFD, 0xFFFFFFFE]
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    for number, (name, data) in enumerate(streams.items(), 1):
        filled = data.ljust(max(4096, -(-len(data) // 512) * 512), b"\0")
        first = len(sectors) + 2
        count = len(filled) // 512
        sectors += [filled[i : i + 512] for i in range(0, len(filled), 512)]
        following += [*range(first + 1, first + count), 0xFFFFFFFE]
        right = number + 1 if number < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, first, len(filled), right=right))
    entries += [bytes(128)] * (-len(entries) % 4)
    assert len(following) <= 128
    assert len(entries) == 4
    table = struct.pack("<128I", *following, *[0xFFFFFFFF] * (128 - len(following)))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    head += struct.pack("<108I", *[0xFFFFFFFF] * 108)
    return head + table + b"".join(entries) + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    raw = name.encode("utf-16-le").ljust(64, b"\0")
    links = struct.pack("<III", 0xFFFFFFFF, right, child)
    return raw + struct.pack("<HBB", len(name) * 2 + 2, kind, 1) + links + bytes(36) + struct.pack("<IQ", start, size)
