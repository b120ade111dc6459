"""The SQL of one sheet: which columns are read, how, and what the tables of typed rows hold."""

# ruff: noqa: S608 — every name and text in this SQL is quoted by `kpi.engine.duck`, or stands in a layout of ours

from __future__ import annotations

from dataclasses import dataclass

from kpi.engine import duck
from kpi.exports.check import Checked, sql_type
from kpi.exports.entities import fields_of, key_of
from kpi.exports.layout import Refusal
from kpi.exports.recognise import position
from kpi.exports.sheet import Sheet
from kpi.exports.values import NUMBERS, Frame


@dataclass
class Plan:
    """The SQL of one sheet; `spreadsheet` and `plain` (columns whose cells all are) are those of the chunk at hand."""

    sheet: Sheet
    number: int
    zone: str
    shop: str | None
    spreadsheet: bool = False
    plain: frozenset[str] = frozenset()

    @property
    def frame(self) -> Frame:
        """What times are read against."""
        return Frame(self.zone, self.sheet.grid.epoch)

    @property
    def checked(self) -> list[Checked]:
        """The columns to read."""
        return [
            Checked(name, column, index, self.spreadsheet, self.frame)
            for name, (column, index) in self.sheet.places.items()
        ]

    @property
    def extras(self) -> dict[str, str]:
        """The unlisted columns: the cell and the name they are kept under."""
        layout = self.sheet.layout
        listed = {index for name, (_, index) in self.sheet.places.items() if name not in layout.read}
        names: dict[str, str] = {}
        seen: set[str] = set()
        for index, header in enumerate(self.sheet.header):
            if index in listed:
                continue
            name, nth = f"x:{header or index + 1}", 1
            while name.lower() in seen:
                nth += 1
                name = f"x:{header or index + 1} {nth}"
            seen.add(name.lower())
            names[f"c{index}"] = name
        return names

    def kept_as(self, header: str) -> str | None:
        """The name under which an unlisted column is kept, if the sheet has it."""
        index = position(self.sheet.header, (header,), number=False)
        return None if index is None else self.extras.get(f"c{index}")

    @property
    def staged(self) -> str:
        """The table that all chunks go into."""
        return (
            f"taken_{self.number}_lines"
            if self.sheet.layout.in_lines
            else f"taken_{self.number}_{self.sheet.layout.entity}"
        )

    def carried(self, entity: str) -> list[str]:
        """The fields of an entity that the sheet carries, in the entity's order."""
        layout = self.sheet.layout
        columns = layout.item if entity != layout.entity else layout.column
        prefix = "item_" if entity != layout.entity else ""
        places = self.sheet.places
        given = {
            n
            for n, c in columns.items()
            if f"{prefix}{n}" in places or (not c.names and c.sql) or c.default is not None
        }
        given |= {name for name, value in self.constants.items() if value is not None} | set(self.derived(entity))
        return [name for name in fields_of(entity) if name in given]

    def told(self, entity: str) -> list[str]:
        """Of these, the fields that no column says: the shop that the file is said to be of, where it is no key."""
        shop = self.constants["shop"] is not None and "shop" not in key_of(entity)
        return [name for name in self.carried(entity) if shop and name == "shop"]

    def derived(self, entity: str) -> tuple[str, ...]:
        """Fields that only all rows together give."""
        layout = self.sheet.layout
        if entity == "order_items" and layout.item:
            return ("item_id", "order_id", "shop", "platform")
        whose = ("shop", "buyer", "sender", "agent") if layout.transcript else ()
        return (*whose, "ordinal") if layout.ordinal else ()

    @property
    def constants(self) -> dict[str, str | None]:
        """Fields that are the same in every row: the shop told from outside, and the platform."""
        return {
            "shop": self.shop if "shop" not in self.sheet.places and not self.sheet.layout.shop_in_rows else None,
            "platform": self.sheet.layout.platform if "platform" not in self.sheet.layout.column else None,
        }

    def select(self, odd_tables: dict[str, str]) -> str:
        """The select that makes typed rows of a chunk, in which every column may use those before it by name."""
        parts = ["chunk._row as _row", "null::bigint[] as _rows", f"{_literal(self.shop)} as file_shop"]
        by_name = {checked.name: checked for checked in self.checked}
        for name, column in self.sheet.layout.columns.items():
            checked = by_name.get(name)
            kind = sql_type(column)
            expression = checked.value(odd_tables.get(name), plain=name in self.plain) if checked else f"null::{kind}"
            if column.sql:
                if column.names:
                    parts.append(f"cast({expression} as {kind}) as {duck.name(name + '__read')}")
                expression = column.sql.replace("this", duck.name(name + "__read")) if column.names else column.sql
            if column.only_with:
                expression = f"case when {duck.name(column.only_with)} is not null then {expression} end"
            if column.default is not None:
                expression = f"coalesce({expression}, {duck.quoted(column.default)}::{kind})"
            parts.append(f"cast({expression} as {kind}) as {duck.name(name)}")
        parts += [
            f"{duck.quoted(value)} as {name}"
            for name, value in self.constants.items()
            if value is not None and name not in self.sheet.layout.columns
        ]
        parts += [f"{cell} as {duck.name(name)}" for cell, name in self.extras.items()]
        joins = "".join(
            checked.join(odd_tables[checked.name]) for checked in self.checked if checked.name in odd_tables
        )
        return f"select {', '.join(parts)} from chunk{joins}"

    @property
    def rules(self) -> tuple[Refusal, ...]:
        """The rows that are none although each of their cells can be read."""
        layout = self.sheet.layout
        figures = [name for name, (column, _) in self.sheet.places.items() if column.type in NUMBERS]
        if not (layout.skip_empty and figures):
            return layout.reject
        nothing = " and ".join(f"{duck.name(name)} is null" for name in figures)
        return (*layout.reject, Refusal(when=nothing, column=figures[0], reason="skip.no_data"))

    def kept(self) -> list[str]:
        """The columns of the staged table."""
        layout = self.sheet.layout
        if layout.in_lines:
            names = [
                "file_shop",
                *layout.columns,
                *(name for name, value in self.constants.items() if value is not None and name not in layout.columns),
            ]
        else:
            names = [name for name in self.carried(layout.entity) if name != "ordinal"]
        return ["_row", "_rows", *names, *self.extras.values()]


def _literal(text: str | None) -> str:
    return "null::varchar" if text is None else duck.quoted(text)
