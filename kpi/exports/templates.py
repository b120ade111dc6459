"""Empty workbooks of the department's own sheets: a header, an example row that never loads, and what goes where."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from kpi.exports import values
from kpi.exports.layout import Column, Layout, layouts
from kpi.words import say

ROWS = 2000
EXAMPLE = {"zh": "例：", "en": "Example: "}
_FORMATS = {"id": "@", "name": "@", "text": "@", "date": "yyyy-mm-dd", "month": "@", "money": "0.00"}
_MADE = datetime(2026, 1, 1, tzinfo=UTC)


def sheets() -> list[Layout]:
    """The layouts of the sheets that people fill in."""
    return [layout for layout in layouts().values() if layout.own_sheet and layout.template]


def write(folder: Path, lang: str) -> list[Path]:
    """Write a template of each of the department's own sheets.

    Args:
        folder: where to; made if it is not there.
        lang: the language of headers, example and notes.

    Returns:
        The files, in the order of the layouts.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for layout in sheets():
        path = folder / name(layout, lang)
        path.write_bytes(workbook(layout, lang))
        written.append(path)
    return written


def name(layout: Layout, lang: str) -> str:
    """The file name of a template."""
    return f"{layout.label.get(lang) or layout.label['zh']}.xlsx"


def workbook(layout: Layout, lang: str) -> bytes:
    """One template as the bytes of an xlsx file."""
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415 — 60 ms that only who wants a template needs to pay

    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": _MADE.replace(tzinfo=None)})
        _sheet(book, layout, lang)
        _notes(book, layout, lang)
    return stream.getvalue()


def header(column: Column, lang: str) -> str:
    """A column's header in a language."""
    return column.en if lang == "en" and column.en else column.headers[0]


def example(column: Column, lang: str) -> str:
    """A column's example in a language: a word that the layout translates stands in the reader's."""
    given = column.example or ""
    if lang != "en":
        return given
    if column.type == "boolean":
        return {"是": "yes", "否": "no"}.get(given, given)
    return column.values.get(given, given)


def _sheet(book: Any, layout: Layout, lang: str) -> None:
    sheet = book.add_worksheet(say("template.data", lang))
    bold = book.add_format({"bold": True, "bg_color": "#E8EEF7", "bottom": 1})
    grey = book.add_format({"italic": True, "font_color": "#808080", "num_format": "@"})
    sheet.freeze_panes(1, 0)
    for index, column in enumerate(_columns(layout).values()):
        cells = book.add_format({"num_format": _FORMATS.get(column.type, "General")})
        title = header(column, lang)
        sheet.set_column(index, index, max(12, 2 * len(title) + 4), cells)
        sheet.write_string(0, index, title, bold)
        sheet.write_string(1, index, (EXAMPLE[lang] if index == 0 else "") + example(column, lang), grey)
        if choices := _choices(column, lang):
            sheet.data_validation(2, index, ROWS, index, {"validate": "list", "source": choices})


def _notes(book: Any, layout: Layout, lang: str) -> None:
    sheet = book.add_worksheet(say("template.notes", lang))
    bold, wrap = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 2, 18, wrap)
    sheet.set_column(3, 3, 60, wrap)
    sheet.write_string(0, 0, say("template.how", lang))
    for index, word in enumerate(("column", "needed", "format", "note")):
        sheet.write_string(2, index, say(f"template.{word}", lang), bold)
    for row, column in enumerate(_columns(layout).values(), 3):
        form = " | ".join(_choices(column, lang)) or example(column, lang) or values.expected(column)
        needed = say("template.is_needed" if column.needed else "template.may_be_empty", lang)
        for index, text in enumerate((header(column, lang), needed, form, column.note.get(lang, ""))):
            sheet.write_string(row, index, values.escape(text))


def _columns(layout: Layout) -> Mapping[str, Column]:
    return {name: column for name, column in layout.column.items() if column.headers}


def _choices(column: Column, lang: str) -> list[str]:
    """What a cell may say, in the reader's language."""
    if column.type == "boolean":
        return ["yes", "no"] if lang == "en" else ["是", "否"]
    if column.type != "one_of" or column.or_text:
        return []
    latin = [word for word in column.values if word.isascii()]
    chinese = list(dict.fromkeys(word for word in column.values if not word.isascii()))
    meant = list(dict.fromkeys(column.values.values()))
    if lang != "en":
        return chinese[: len(meant)]
    return meant if all(word.isascii() for word in meant) else latin
