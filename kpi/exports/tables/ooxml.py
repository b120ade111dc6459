"""What calamine does not tell of an xlsx (errors, formulas never computed, the epoch); what must not reach it."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any
from xml.parsers import expat

from kpi.exports import containers, refusals
from kpi.exports.found import Found
from kpi.exports.tables.cells import Mark

CHUNK = 1 << 18
OVERLAP = 1 << 10
"""Tokens are looked for across two chunks with so much of the first kept."""
SMALL_PART = 32 << 20
"""A workbook's own part or its relations are never larger."""
DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
ERROR = re.compile(rb' t *= *"e"')
EVEN = bytes.maketrans(b"\t\r\n'", b'   "')
"""White space and quotes of XML made one, so that attributes are found by a plain prefix."""
FAR_COLUMN = re.compile(rb' r="([A-Za-z]{3,9}|[D-Zd-z][A-Za-z])[0-9]')
ROW = re.compile(rb'row\b[^>]*? r="([0-9]+)')
UNIQUE = re.compile(rb'uniqueCount *= *"([0-9]+)')
LOOSE = re.compile(rb' r *= *" *')
NEAR_COLUMNS = 104
"""The columns up to CZ; a cell beyond is looked at by itself."""
ROOMY = 10_000_000
"""A box of so many cells fits in memory however empty it is."""
EMPTINESS = 100
"""A bigger box may have so many places a cell."""

Marks = dict[int, dict[int, Mark]]
"""By row and column from 0: the text and the kind of cells whose value calamine does not give."""
OTHERS = {
    "xl/workbook.bin": refusals.OtherWorkbook,
    "word/document.xml": refusals.IsADocument,
    "ppt/presentation.xml": refusals.IsADocument,
}
FORMATS = {"xl/workbook.bin": "xlsb", "word/document.xml": "Word", "ppt/presentation.xml": "PowerPoint"}


@dataclass
class Facts:
    """What is known of a workbook beside its cells' values; sheets in the workbook's order."""

    epoch: int = 1900
    marks: list[Marks] = field(default_factory=list)


def facts(found: Found) -> Facts:
    """Look through an xlsx before calamine opens it.

    Raises:
        XmlWithEntities: a part declares entities or a document type.
        SheetTooSparse: a sheet's cells are so far apart that calamine's table of them would not fit in memory.
        WorkbookBroken: a part is missing, or is not as the zip declares.
        FileRefused: the zip passes a limit.
    """
    entries = containers.directory(found)
    if any(info.flag_bits & 1 for _, info in entries):
        raise refusals.HasPassword(file=found.name)
    try:
        with found.open() as stream, zipfile.ZipFile(stream) as package:
            return _facts(package, found.name)
    except (zipfile.BadZipFile, expat.ExpatError, LookupError, EOFError, ValueError) as error:
        raise refusals.WorkbookBroken(file=found.name) from error
    except (zlib.error, struct.error, OSError, RuntimeError) as error:
        raise refusals.WorkbookBroken(file=found.name) from error


def _facts(package: zipfile.ZipFile, file: str) -> Facts:
    names = {name.replace("\\", "/").lower(): name for name in package.namelist()}
    _refuse_others(package, names, file)
    properties, sheets = _sheets(package, names)
    marked = {name for name in names if name.endswith((".xml", ".rels")) and _scanned(package, names[name], file)}
    whole = properties.get("fullCalcOnLoad") in ("1", "true")
    known = Facts(1904 if properties.get("date1904") in ("1", "true") else 1900)
    known.marks = [_marks(package, names[part], whole=whole) if part in marked else {} for part in sheets]
    return known


def _refuse_others(package: zipfile.ZipFile, names: dict[str, str], file: str) -> None:
    """Raise what the package is when it is no xlsx."""
    for name, refusal in OTHERS.items():
        if name in names:
            raise refusal(file=file, format=FORMATS[name])
    if "mimetype" in names:
        with package.open(names["mimetype"]) as stream:
            kind = stream.read(100)
        if b"spreadsheet" in kind:
            raise refusals.OtherWorkbook(file=file, format="ods")
        raise refusals.IsADocument(file=file, format="EPUB" if b"epub" in kind else "OpenDocument")


def _pieces(package: zipfile.ZipFile, name: str, file: str) -> Iterator[bytes]:
    """A part in pieces that overlap, none of which declares anything; its checksum is checked at the end."""
    kept = b""
    with package.open(name) as stream:
        while chunk := stream.read(CHUNK):
            piece = kept + chunk
            if DECLARES.search(piece) or (not kept and piece[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
                raise refusals.XmlWithEntities(file=file, part=name)
            yield piece
            kept = piece[-OVERLAP:]


def _scanned(package: zipfile.ZipFile, part: str, file: str) -> bool:
    """Whether a part has formulas or errors as cells; raises where its cells are too far apart."""
    marked = False
    cells, column, row = 0, NEAR_COLUMNS, 1
    for piece in _pieces(package, part, file):
        text = piece.translate(EVEN)
        if any(int(count) > package.getinfo(part).file_size for count in UNIQUE.findall(text)):
            raise ValueError  # calamine makes room for as many strings as are announced
        if b"<c " not in text and b":c " not in text:
            continue
        formulas = (b"<f" in text or b":f" in text) and FORMULA.search(text)
        marked = marked or bool(formulas or (b'"e"' in text and ERROR.search(text)))
        cells += text.count(b"<c ") + text.count(b":c ")
        if b" r " in text or b" r= " in text or b' r=" ' in text:
            text = LOOSE.sub(b' r="', text)
        column = max([column, *(_column(name.decode().upper()) for name in set(FAR_COLUMN.findall(text)))])
        row = max([row, *map(int, ROW.findall(text))])
        if further := re.search(rb' r="[A-Za-z]+([0-9]{%d,})' % (len(str(row)) + 1), text):
            row = 10 ** len(further[1]) - 1
    if row * column > max(ROOMY, cells * EMPTINESS):
        raise refusals.SheetTooSparse(file=file, sheet=part)
    return marked


def _column(letters: str) -> int:
    """The number of a column from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _parser() -> Any:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _declared
    return parser


def _declared(*_: object) -> None:
    raise ValueError


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _small(stream: IO[bytes]) -> bytes:
    data = stream.read(SMALL_PART + 1)
    if len(data) > SMALL_PART:
        raise ValueError
    return data


def _sheets(package: zipfile.ZipFile, names: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    """The workbook's properties, and each sheet's part (in lower case) in order."""
    *_, book = (to for kind, to in _relations(package, names["_rels/.rels"], "").values() if kind == "officeDocument")
    folder = book.rpartition("/")[0]
    relations = _relations(package, names[f"{folder}/_rels/workbook.xml.rels"], f"{folder}/")
    properties: dict[str, str] = {}
    sheets: list[str] = []

    def element(name: str, attributes: dict[str, str]) -> None:
        plain = {_local(key): value for key, value in attributes.items()}
        if _local(name) in ("workbookPr", "calcPr"):
            properties.update(plain)
        elif _local(name) == "sheet":
            sheets.append(relations[plain["id"]][1])

    _read(package, names[f"{folder}/workbook.xml"], element)
    return properties, sheets


def _relations(package: zipfile.ZipFile, part: str, folder: str) -> dict[str, tuple[str, str]]:
    """By id: the last word of a relation's kind, and the part that it leads to."""
    relations: dict[str, tuple[str, str]] = {}

    def element(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "Relationship":
            target = attributes.get("Target", "").lower().replace("\\", "/")
            target = target.lstrip("/") if target.startswith(("/", "xl/")) else folder + target
            relations[attributes.get("Id", "")] = attributes.get("Type", "").rpartition("/")[2], target

    _read(package, part, element)
    return relations


def _read(package: zipfile.ZipFile, part: str, element: Callable[[str, dict[str, str]], None]) -> None:
    """Show each element of a small part to a function."""
    parser = _parser()
    parser.StartElementHandler = element
    with package.open(part) as stream:
        parser.Parse(_small(stream), True)


def _marks(package: zipfile.ZipFile, part: str, *, whole: bool) -> Marks:
    """The error cells and the formulas without a value of one sheet."""
    reader = _Cells(whole=whole)
    parser = _parser()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    with package.open(part) as stream:
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    return reader.marks


class _Cells:
    """Reads the cells of a sheet; `whole` says that the writer wants all formulas computed anew, so a 0 is no value."""

    def __init__(self, *, whole: bool) -> None:
        self.marks: Marks = {}
        self.whole = whole
        self.row = -1
        self.column = -1
        self.kind = ""
        self.formula: list[str] | None = None
        self.value: list[str] = []
        self.into: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match _local(name):
            case "row":
                self.row = int(attributes.get("r", self.row + 2)) - 1
                self.column = -1
            case "c":
                self.column += 1
                if reference := attributes.get("r"):
                    letters = reference.rstrip("0123456789")
                    self.row, self.column = int(reference[len(letters) :]) - 1, _column(letters) - 1
                self.kind, self.formula, self.value = attributes.get("t", "n"), None, []
            case "f":
                self.formula = self.into = []
            case "v":
                self.into = self.value

    def text(self, data: str) -> None:
        if self.into is not None:
            self.into.append(data)

    def end(self, name: str) -> None:
        match _local(name):
            case "f" | "v":
                self.into = None
            case "c":
                value = "".join(self.value).strip()
                if self.kind == "e":
                    self._mark(value or "#N/A", "e")
                elif self.formula is not None and self.kind == "n" and (not value or (self.whole and value == "0")):
                    self._mark("=" + "".join(self.formula), "f")

    def _mark(self, text: str, kind: str) -> None:
        self.marks.setdefault(self.row, {})[self.column] = Mark(text, kind)
