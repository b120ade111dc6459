"""What a file is, by its first bytes: never by its name."""

from __future__ import annotations

import re

from kpi.exports import refusals
from kpi.exports.found import Found

START = 1 << 16
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ARCHIVES = (
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"MSCF", "CAB"),
)
PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"8BPS", "PSD"),
    (b"\0\0\1\0", "ICO"),
)
DOCUMENTS = ((b"%PDF-", "PDF"), (b"{\\rtf", "RTF"), (b"%!PS", "PostScript"))
WORKBOOKS = (
    (b"\x09\x00\x04\x00", "Excel 2"),
    (b"\x09\x02\x06\x00", "Excel 3"),
    (b"\x09\x04\x06\x00", "Excel 4"),
    (b"MIME-Version:", "MHTML"),
)
PROGRAMS = ((b"\x7fELF", "ELF"), (b"MZ", "Windows"), (b"\xca\xfe\xba\xbe", "Java"), (b"\xcf\xfa\xed\xfe", "macOS"))
HTML = re.compile(
    rb"\s*(<!--.*?-->\s*)*(<\?xml[^>]*>\s*)?(<!doctype html|<html|<head|<body|<table|<meta|<div|<style)",
    re.IGNORECASE | re.DOTALL,
)
XML_WORKBOOK = re.compile(rb"\s*<\?xml[^>]*>.{0,2000}?(<\?mso-application[^>]*Excel|<Workbook\b)", re.DOTALL)


def kind_of(found: Found) -> str:
    """`xlsx`, `xls`, `html` or `text`; anything else is refused, saying what it is."""
    with found.open() as stream:
        start = stream.read(START)
    if not start:
        raise refusals.NothingInIt(file=found.name)
    if start.startswith(b"PK\x03\x04"):
        return "xlsx"
    if start.startswith(OLE):
        return "xls"
    _refuse(found.name, start)
    plain = start.removeprefix(b"\xef\xbb\xbf")
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in start[:64]:
        plain = start.replace(b"\0", b"").lstrip(b"\xff\xfe")
    if XML_WORKBOOK.match(plain):
        raise refusals.OtherWorkbook(file=found.name, format="XML 2003")
    return "html" if HTML.match(plain) else "text"


def _refuse(file: str, start: bytes) -> None:
    """Raise what a file of a known other kind is."""
    for marks, refusal in (
        (ARCHIVES, refusals.IsAnArchive),
        (PICTURES, refusals.IsAPicture),
        (DOCUMENTS, refusals.IsADocument),
        (WORKBOOKS, refusals.OtherWorkbook),
        (PROGRAMS, refusals.IsAProgram),
    ):
        for mark, name in marks:
            if start.startswith(mark):
                raise refusal(file=file, format=name)
    if start[257:262] == b"ustar":
        raise refusals.IsAnArchive(file=file, format="tar")
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        raise refusals.IsAPicture(file=file, format="WebP")
    if start[:2] == b"BM" and start[6:10] == bytes(4) and start[15:18] == bytes(3):
        raise refusals.IsAPicture(file=file, format="BMP")
    if start[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        raise refusals.IsAPicture(file=file, format="HEIF")
