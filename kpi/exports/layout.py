"""What one platform's export looks like: a TOML file a layout, checked here.

A layout says by which columns it is known, and which field each becomes. `[column]` has the fields of its entity,
`[item]` those of its lines (`order_items`), `[read]` values that only the others compute with. A column has `from` (its
header, and the variants seen), or `sql` over the names above it, or both: then `sql` may use its own value as `this`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from kpi.errors import Refused

HERE = Path(__file__).parent / "layouts"

Kind = Literal[
    "id",
    "name",
    "text",
    "verbatim",
    "money",
    "quantity",
    "integer",
    "seconds",
    "date",
    "timestamp",
    "clock",
    "month",
    "boolean",
    "one_of",
]
Orders = Literal["repeat", "first", "sum"]


class Strict(BaseModel):
    """A part of a layout file; an unknown key is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Column(Strict):
    """How one value comes out of a row."""

    headers: tuple[str, ...] = Field(default=(), alias="from")
    en: str | None = None
    type: Kind = "text"
    needed: bool = False
    present: bool = False
    min: int | None = None
    max: int | None = None
    percent: bool = False
    total: bool = False
    joined: bool = False
    values: dict[str, str] = {}
    or_text: bool = False
    default: str | None = None
    only_with: str | None = None
    sql: str | None = None
    over: Literal["first", "sum"] = "first"
    example: str | None = None
    note: dict[str, str] = {}

    @field_validator("headers", mode="before")
    @classmethod
    def _one_or_several(cls, given: object) -> object:
        return (given,) if isinstance(given, str) else given

    @field_validator("values", mode="before")
    @classmethod
    def _list_or_table(cls, given: object) -> object:
        return {word: word for word in given} if isinstance(given, list) else given

    @property
    def names(self) -> tuple[str, ...]:
        """Every header this column is known by."""
        return self.headers + ((self.en,) if self.en else ())


class Recognise(Strict):
    """By which columns a layout is known, and which columns show that it is another one."""

    columns: tuple[str, ...]
    unless: tuple[str, ...] = ()


class ExportTime(Strict):
    """How the platform writes the time of the export into the file's name."""

    pattern: str
    epoch: bool = False

    def read(self, name: str, zone: str) -> datetime | None:
        """The time in a file's name, in the business zone."""
        for digits in re.findall(self.pattern, name):
            try:
                if self.epoch:
                    moment = datetime.fromtimestamp(int(digits), UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
                else:
                    moment = datetime.strptime(digits.ljust(14, "0"), "%Y%m%d%H%M%S")  # noqa: DTZ007 — local
            except ValueError:
                continue
            if 2000 <= moment.year <= 2099:
                return moment
        return None


class Refusal(Strict):
    """A row that can't be right although each of its cells can be read."""

    when: str
    column: str
    reason: str
    expected: str = ""


class Rate(Strict):
    """A rate that the platform exports: never read as a figure, only compared with n over d."""

    column: str
    n: str
    d: str


class Layout(Strict):
    """One layout file."""

    id: str
    label: dict[str, str]
    entity: str
    platforms: tuple[str, ...] = ()
    own_sheet: bool = False
    template: bool = True
    order_lines: Orders | None = None
    shop_in_rows: bool = False
    transcript: bool = False
    undated_is_total: bool = False
    skip_empty: bool = False
    ordinal: bool = False
    placeholders: str | None = None
    recognise: Recognise
    export_time: ExportTime | None = None
    read: dict[str, Column] = {}
    column: dict[str, Column] = {}
    item: dict[str, Column] = {}
    reject: tuple[Refusal, ...] = ()
    rate: tuple[Rate, ...] = ()

    @model_validator(mode="after")
    def _fits(self) -> Layout:
        for name, column in self.columns.items():
            if column.only_with and column.only_with not in self.columns:
                raise ValueError(f"{name}: there is no column {column.only_with}")
        for refusal in self.reject:
            if refusal.column not in self.columns:
                raise ValueError(f"there is no column {refusal.column}")
        return self

    @property
    def platform(self) -> str | None:
        """The platform that writes this export, where one does."""
        return self.platforms[0] if self.platforms else None

    @property
    def entities(self) -> tuple[str, ...]:
        """The entities a file of this layout gives rows of; the last one's rows are the file's."""
        return (self.entity, "order_items") if self.item else (self.entity,)

    @property
    def in_lines(self) -> bool:
        """Whether a row of the file is not yet a row of an entity: lines of an order, messages of a transcript."""
        return bool(self.item) or self.transcript

    @property
    def columns(self) -> dict[str, Column]:
        """Every column by the name that SQL knows it by: reads, fields, then `item_` fields of the lines."""
        return {**self.read, **self.column, **{f"item_{name}": c for name, c in self.item.items()}}

    def headers_of(self, core: str) -> tuple[str, ...]:
        """The variants of a core header: those of the first column that has it, or itself alone."""
        return next((c.names for c in self.columns.values() if core in c.names), (core,))


class LayoutBroken(Refused):
    """A layout file that does not say what a layout must, or says what only the product's own may (SQL)."""

    FIELDS = ("file", "why")


def read(path: Path, *, ours: bool = True) -> Layout:
    """A layout file, checked.

    Args:
        path: the file.
        ours: whether it is the product's own; a department's file must not hold SQL.

    Raises:
        LayoutBroken: with what is wrong.
    """
    try:
        given: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        layout = Layout.model_validate({"id": path.stem, **given})
    except ValueError as error:  # of TOML, of the encoding, of pydantic
        raise LayoutBroken(file=path.name, why=str(error)) from error
    if not ours and (layout.reject or any(column.sql for column in layout.columns.values())):
        raise LayoutBroken(file=path.name, why="sql")
    return layout


def own_layouts(data: Path) -> Path:
    """Where a department's own layouts lie in its data directory."""
    return data / "layouts"


def layouts(own: Path | None = None) -> Mapping[str, Layout]:
    """All layouts by id: the product's own, and those in a folder of the department's."""
    files = sorted(own.glob("*.toml")) if own and own.is_dir() else []
    return _all(tuple((file, file.stat().st_mtime_ns) for file in files))


@cache
def _all(own: tuple[tuple[Path, int], ...]) -> Mapping[str, Layout]:
    shipped = {layout.id: layout for layout in map(read, sorted(HERE.glob("*.toml")))}
    return shipped | {layout.id: layout for layout in (read(path, ours=False) for path, _ in own)}
