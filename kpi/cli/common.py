"""What all commands share: the data directory, the language, and how results and refusals are written."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

import typer

from kpi import settings, words
from kpi.errors import KaoheError, WrongUsage

if TYPE_CHECKING:
    from rich.console import Console

Json = Annotated[bool, typer.Option("--json", help="Write JSON.")]
NARROWEST = 8  # what a folded column of a table keeps
Csv = Annotated[bool, typer.Option("--csv", help="Write CSV.")]


class NotADate(WrongUsage):
    """An option should be a day or a month and is not."""

    FIELDS = ("option", "value", "expected")


@dataclass(frozen=True)
class Shell:
    """Where a command runs: the data directory and the language of its reader."""

    data: Path
    lang: str

    @classmethod
    def here(cls, data: Path | None) -> Self:
        """The shell of this process."""
        return cls(settings.data_folder(data), language())

    def say(self, text_id: str, **values: object) -> str:
        """A sentence in the reader's language."""
        return words.say(text_id, self.lang, **values)


def language() -> str:
    """The language of the shell; English where its locale says nothing (`C`)."""
    locale = settings.shell_locale()
    return "en" if locale is None or locale.split(".")[0] in ("C", "POSIX") else words.language_of(locale)


def shell(context: typer.Context) -> Shell:
    """The shell that the top command made."""
    found = context.find_root().obj
    assert isinstance(found, Shell)
    return found


def say_error(error: KaoheError) -> None:
    """A refusal, on stderr."""
    print(told(error), file=sys.stderr)


def told(error: KaoheError) -> str:
    """A refusal as a sentence in the reader's language."""
    return words.tell(error, language())


class Failed(KaoheError):
    """Something went wrong that nobody foresaw, such as a full disk in the midst of a load."""

    FIELDS = ("what", "log")


def debugging() -> bool:
    """Whether a failure shows its traceback: `KPI_DEBUG=1`."""
    return settings.debugging()


def say_failure(error: Exception) -> None:
    """A failure as one sentence on stderr; its traceback goes to a file, whose name the sentence tells."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile("w", prefix="kpi-", suffix=".log", delete=False, encoding="utf-8") as log:
        log.write("".join(traceback.format_exception(error)))
    first = str(error).strip().splitlines()
    say_error(Failed(what=first[0] if first else type(error).__name__, log=log.name))


def note(text: str) -> None:
    """Something about the result, on stderr."""
    print(text, file=sys.stderr)


def plain(value: object) -> object:
    """A value as JSON has it: whole numbers as such, exact decimals as numbers, days as text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else value


def write_json(rows: object) -> None:
    """Write a result as JSON."""
    json.dump(rows, sys.stdout, ensure_ascii=False, indent=1, default=plain)
    sys.stdout.write("\n")


def write_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows as CSV that is safe to open in a spreadsheet."""
    import csv

    from kpi import exports

    writer = csv.writer(sys.stdout)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([exports.escape(str(plain(row[c]))) if row[c] is not None else "" for c in columns])


def write_table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows as a plain table for a terminal."""
    from rich import box
    from rich.table import Table

    rows = list(rows)
    numeric = _numeric(columns, rows)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right" if column in numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(shown(row[c]) for c in columns))
    _console().print(table)


def _numeric(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> set[str]:
    """The columns that hold numbers only."""
    return {c for c in columns if all(isinstance(row[c], int | float | Decimal) or row[c] is None for row in rows)}


def _console() -> Console:
    """The terminal; what is no terminal has 200 columns."""
    from rich.console import Console

    console = Console(highlight=False)
    return console if console.is_terminal else Console(width=200, highlight=False)


def write_account(
    columns: Sequence[str], rows: Sequence[Mapping[str, Any]], said: Callable[[Any], Iterable[str]]
) -> None:
    """Write rows as a table for a terminal, with what is said of each in sentences beneath its line."""
    from rich import box
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    console = _console()
    numeric = _numeric(columns, rows)
    width = {c: max(Text(text).cell_len for text in (c, *(shown(row[c]) for row in rows))) for c in columns}
    gaps = len(columns) - 1
    pad = 1 if sum(width.values()) + 3 * gaps <= console.width else 0
    _fold(width, console.width - (1 + 2 * pad) * gaps)
    for number, row in enumerate(rows):
        line = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, show_header=number == 0, padding=(0, pad))
        for column in columns:
            align: Literal["left", "right"] = "right" if column in numeric else "left"
            line.add_column(column, justify=align, overflow="fold", width=width[column])
        line.add_row(*(Text(shown(row[c])) for c in columns))
        console.print(line)
        for sentence in said(row):
            console.print(Padding(Text(sentence), (0, 0, 0, 2), expand=False))


def _fold(width: dict[str, int], room: int) -> None:
    """Take from the widest column until all have room, or none can give more."""
    while sum(width.values()) > room and (widest := max(width, key=lambda c: width[c])) and width[widest] > NARROWEST:
        width[widest] -= 1


def shown(value: object) -> str:
    """A value in a table; — for none."""
    if value is None:
        return "—"
    if isinstance(value, float | Decimal):
        return f"{value:,.4f}".rstrip("0").rstrip(".")
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(plain(value))


def write(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], *, as_json: bool, as_csv: bool = False) -> None:
    """Write rows as asked for."""
    if as_json:
        write_json([dict(row) for row in rows])
    elif as_csv:
        write_csv(columns, rows)
    else:
        write_table(columns, rows)


def day(option: str, value: str | None) -> date | None:
    """A day from an option.

    Raises:
        NotADate: it is none.
    """
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise NotADate(option=option, value=value, expected="2026-10-31") from error


def progress(*, quiet: bool = False) -> Callable[[str, str], None]:
    """A teller of progress: one changing line on a terminal, nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        return lambda _stage, _what: None

    def tell(stage: str, what: str) -> None:
        text = words.say(f"progress.{stage}", language(), what=what)
        sys.stderr.write(f"\r\033[K{text[:100]}")
        if stage == "done":
            sys.stderr.write("\r\033[K")
        sys.stderr.flush()

    return tell
