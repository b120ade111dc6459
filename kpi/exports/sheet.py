"""The sheets of a file that have a known header."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from kpi.exports import recognise
from kpi.exports.entities import fields_of
from kpi.exports.found import Found
from kpi.exports.grid import Grid
from kpi.exports.layout import Column, Layout, layouts
from kpi.exports.tables import grids

ZONE = "Asia/Shanghai"


@dataclass(frozen=True)
class Sheet:
    """One table of a file whose layout is known."""

    found: Found
    layout: Layout
    grid: Grid
    place: recognise.Header
    alone: bool = True
    ignored: tuple[str, ...] = ()
    zone: str = ZONE

    @property
    def name(self) -> str:
        """The sheet's name; empty where the file has none."""
        return self.grid.name

    @property
    def title(self) -> str:
        """What the account calls it: the file, and the sheet where several of it load."""
        return self.found.name if self.alone or not self.name else f"{self.found.name}#{self.name}"

    @property
    def header(self) -> tuple[str, ...]:
        """The cells of the header, without blanks around them."""
        return self.place.cells

    @cached_property
    def places(self) -> dict[str, tuple[Column, int]]:
        """The layout's columns that this sheet has, with their positions."""
        found = (
            (name, column, self.place.find(column)) for name, column in self.layout.columns.items() if column.names
        )
        return {name: (column, index) for name, column, index in found if index is not None}

    @cached_property
    def export_time(self) -> datetime | None:
        """When it was exported, where the platform writes it into the file's name."""
        rule = self.layout.export_time
        return rule.read(self.found.name.rsplit("/", 1)[-1], self.zone) if rule else None

    @property
    def needs_shop(self) -> bool:
        """Whether the shop must be told from outside."""
        if self.layout.own_sheet or self.layout.shop_in_rows or "shop" in self.places:
            return False
        return any("shop" in fields_of(entity) for entity in self.layout.entities)


class Sheets(list[Sheet]):
    """The sheets of a file that load, and the names of those that do not (`ignored`)."""

    ignored: tuple[str, ...] = ()


def sheets(found: Found, layout: str | None = None, own: Path | None = None, zone: str = ZONE) -> Sheets:
    """The sheets of a file with a known header.

    Args:
        found: the file.
        layout: the id of the only layout to look for; None tries all.
        own: the folder of the department's own layouts.
        zone: the business zone.

    Returns:
        One Sheet each, in the order of the file.

    Raises:
        kpi.errors.KaoheError: the file can't be read, or no sheet has a known header.
    """
    known = known_layouts(layout, own)
    tables = grids(found)
    placed = [(table, recognise.recognise(found.name, table.head, table.head_rows, known)) for table in tables]
    ignored = tuple(table.name for table, place in placed if place is None)
    taken = [(table, *place) for table, place in placed if place is not None]
    if not taken:
        raise recognise.unknown(found.name, (table.head for table in tables), known)
    alone = len(taken) == 1
    result = Sheets(
        Sheet(found, kind, table, header, alone, () if nth else ignored, zone)
        for nth, (table, kind, header) in enumerate(taken)
    )
    result.ignored = ignored
    return result


def known_layouts(layout: str | None, own: Path | None = None) -> Mapping[str, Layout]:
    """The layouts to look for: all, or the one of a name.

    Raises:
        UnknownLayout: there is none of that name.
    """
    known = layouts(own)
    if layout is None:
        return known
    if layout not in known:
        raise recognise.UnknownLayout(layout=layout, known=", ".join(known))
    return {layout: known[layout]}
