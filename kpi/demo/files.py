"""Writes files as the platforms do: encodings, guards against spreadsheets, zips, workbooks, web pages named xls."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO, Any

import xlsxwriter  # type: ignore[import-untyped]  # ships no types

GBK, UTF8, BOM, UTF16 = "gbk", "utf-8", "utf-8-sig", "utf-16"
CRLF = "\r\n"
WEB_HEAD = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body><table>'
WEB_FOOT = "</table></body></html>"


def quoted(cell: object) -> str:
    """A cell in quotes, as Taobao writes every one."""
    return '"' + str(cell).replace('"', '""') + '"'


def plain(cell: object) -> str:
    """A cell in quotes only where it needs them."""
    text = "" if cell is None else str(cell)
    return quoted(text) if any(sign in text for sign in ',"\r\n') else text


def row(cells: Iterable[object]) -> str:
    """A row of a csv, with its line end."""
    return ",".join(map(plain, cells)) + CRLF


def full_row(cells: Iterable[object]) -> str:
    """A row of a csv whose every cell stands in quotes."""
    return ",".join(map(quoted, cells)) + CRLF


def web_row(cells: Iterable[object]) -> str:
    """A row of a web page's table."""
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n"


def yuan(cents: int) -> str:
    """Money with two places."""
    return f"{cents // 100}.{cents % 100:02}" if cents >= 0 else f"-{yuan(-cents)}"


class Sink:
    """A file that is written piece by piece."""

    def __init__(self, file: IO[bytes], encoding: str, foot: str, container: zipfile.ZipFile | None) -> None:
        self._file, self._container, self._foot = file, container, foot
        self._encoding = UTF8 if encoding == BOM else encoding
        if encoding == BOM:
            file.write(b"\xef\xbb\xbf")

    def write(self, text: str) -> None:
        """Add text."""
        self._file.write(text.encode(self._encoding))

    def close(self) -> None:
        """End the file."""
        self.write(self._foot)
        self._file.close()
        if self._container:
            self._container.close()


class Tree:
    """The folder of exports; files that grow over the days stay open until their month or quarter is over.

    Args:
        root: the folder, made where it is missing.
        when: the time that archives and workbooks carry.
        packed: whether archives and workbooks are compressed (stored, their bytes depend on nothing else).
    """

    def __init__(self, root: Path, when: dt.datetime, packed: bool = True) -> None:
        self.root, self.when = root, when
        self._packing = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        self._open: dict[tuple[str, str], Sink] = {}
        root.mkdir(parents=True, exist_ok=True)

    def path(self, name: str) -> Path:
        """The path of a file, its folder made."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def sink(self, key: str, period: str, name: str, head: Callable[[], str], encoding: str = BOM) -> Sink:
        """The file of a key and period; the first call opens it under its name and writes its head.

        A name `a.zip/b.csv` makes an archive of one member.
        """
        found = self._open.get((key, period))
        if found is None:
            outer, inside, member = name.partition(".zip/")
            if inside:
                container = zipfile.ZipFile(self.path(f"{outer}.zip"), "w", self._packing, compresslevel=1)
                found = Sink(container.open(member, "w"), encoding, "", container)
            else:
                foot = WEB_FOOT if name.endswith(".xls") else ""
                found = Sink(self.path(name).open("wb"), encoding, foot, None)
            self._open[key, period] = found
            found.write((WEB_HEAD if name.endswith(".xls") else "") + head())
        return found

    def close(self, period: str | None = None) -> None:
        """End the files of a period, or all."""
        for key in [each for each in self._open if period in {None, each[1]}]:
            self._open.pop(key).close()

    def text(self, name: str, text: str, encoding: str = BOM) -> None:
        """Write a whole text file."""
        self.path(name).write_bytes(text.encode(encoding))

    def archive(self, name: str, members: Iterable[tuple[str, bytes]]) -> None:
        """Write an archive of several members."""
        with zipfile.ZipFile(self.path(name), "w", self._packing) as container:
            for member, content in members:
                container.writestr(self._member(member), content)

    def workbook(self, name: str, sheets: Iterable[tuple[str, Iterable[Sequence[Any]]]]) -> None:
        """Write a workbook; dates become dates of the spreadsheet, numbers numbers, all else text."""
        held = io.BytesIO()
        book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False})
        book.set_properties({"created": self.when})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for title, rows in sheets:
            sheet = book.add_worksheet(title)
            for place, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, dt.date):
                        sheet.write_datetime(place, column, cell, day)
                    elif isinstance(cell, str):
                        sheet.write_string(place, column, cell)
                    elif cell is not None:
                        sheet.write_number(place, column, cell)
        book.close()
        with zipfile.ZipFile(held) as made:
            self.archive(name, [(member, made.read(member)) for member in made.namelist()])

    def _member(self, name: str) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, self.when.timetuple()[:6])
        info.compress_type = self._packing
        info.create_system = 0
        return info
