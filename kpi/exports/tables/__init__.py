"""One file to its grids, by what its bytes are; the readers lie beside, one a format."""

from __future__ import annotations

from kpi.exports import decode
from kpi.exports.found import Found
from kpi.exports.grid import Grid
from kpi.exports.tables import csv, excel, html, kinds, text


def grids(found: Found) -> list[Grid]:
    """The sheets of one file as text tables.

    Args:
        found: a file or archive member.

    Returns:
        One grid a sheet, HTML table, csv or transcript.

    Raises:
        FileRefused: the file cannot be read; the subclass says why.
    """
    kind = kinds.kind_of(found)
    if kind in ("xlsx", "xls"):
        return excel.grids(found, xml=kind == "xlsx")
    encoding = decode.encoding_of(found)
    if kind == "html":
        return html.grids(found, encoding)
    if style := text.style_of(found, encoding):
        return text.grids(found, encoding, style)
    return csv.grids(found, encoding)
