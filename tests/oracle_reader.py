"""A plain reader of the worlds' exports: files in, canonical rows out, sharing no code with the product."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from tests.oracle_cells import scientific
from tests.oracle_layouts import KEYS, LAYOUTS, Row

Rows = dict[str, list[Row]]

LOADED = "999999999999"  # a file whose name tells no export time is as of the time of loading


def files(folder: Path) -> Iterator[tuple[str, str, bytes]]:
    """Every file and archive member: path below the folder, the name of its own folder, bytes."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = str(path.relative_to(folder))
            if path.suffix == ".zip":
                with zipfile.ZipFile(path) as archive:
                    for member in archive.namelist():
                        yield f"{name}/{member}", path.parent.name, archive.read(member)
            else:
                yield name, path.parent.name, path.read_bytes()


def tables(name: str, content: bytes) -> list[list[list[Any]]]:
    """The tables of a file as lists of rows of cells: one, or one a sheet."""
    if content[:4] == b"PK\x03\x04":
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [book.get_sheet_by_name(sheet).to_python() for sheet in book.sheet_names]
    for encoding in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            decoded = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    if "<table" in decoded[:500]:
        lines = re.findall(r"<tr>(.*?)</tr>", decoded, re.DOTALL)
        return [[re.findall(r"<td>(.*?)</td>", line, re.DOTALL) for line in lines]]
    return [list(csv.reader(io.StringIO(decoded, newline="")))]


def records(rows: list[list[Any]], need: set[str]) -> list[dict[str, Any]] | None:
    """The rows under the header that has all the needed columns, or None when there is no such header."""
    for i, cells in enumerate(rows):
        header = [str(cell).strip() for cell in cells]
        if need <= set(header):
            return [dict(zip(header, row, strict=False)) for row in rows[i + 1 :]]
    return None


def exported(name: str) -> str:
    """The export time that the file's name tells, as digits from the year to the minute."""
    told = re.search(r"ExportOrderList(\d{12})", name)
    return told.group(1) if told else LOADED


def rows_of(name: str, folder: str, content: bytes, platforms: dict[str, str]) -> list[tuple[str, Row]]:
    """The canonical rows of one file; the shop, where the file does not say, is its folder, else the own site."""
    shop = folder if folder in platforms else next((s for s, p in platforms.items() if p == "官网"), "")
    found: list[tuple[str, Row]] = []
    equals: dict[tuple[Any, ...], int] = {}
    for table in tables(name, content):
        for need, layout in LAYOUTS:
            lines = records(table, need)
            for line in lines or []:
                for entity, row in layout(line, shop):
                    if entity == "orders":
                        if scientific(row["order_id"]):
                            continue
                        row["platform"] = platforms.get(row["shop"])
                    if entity == "chats":
                        same = (row["shop"], row["buyer"], row["at"], row["sender"], row["text"])
                        equals[same] = row["ordinal"] = equals.get(same, 0) + 1
                    found.append((entity, row))
            if lines is not None:
                break
    return found


def read_world(exports: Path) -> Rows:
    """Canonical rows of all exports below a folder: the newest export of a key wins, in the fields that it carries."""
    found = list(files(exports))
    platforms: dict[str, str] = {}
    for name, folder, content in found:
        platforms |= {r["shop"]: r["platform"] for e, r in rows_of(name, folder, content, {}) if e == "shops"}
    rows: dict[str, dict[tuple[Any, ...], Row]] = {entity: {} for entity in KEYS}
    for name, folder, content in sorted(found, key=lambda file: (exported(file[0]), file[0])):
        for entity, row in rows_of(name, folder, content, platforms):
            key = tuple(row[field] for field in KEYS[entity])
            older = rows[entity].pop(key, {})  # taken out and put back: rows keep the order of the file they came from
            rows[entity][key] = older | row
    return {entity: whole_rows(list(by_key.values())) for entity, by_key in rows.items()}


def whole_rows(rows: list[Row]) -> list[Row]:
    """The rows, each with every field that any of them has."""
    fields = dict.fromkeys(field for row in rows for field in row)
    return [{field: row.get(field) for field in fields} for row in rows]
