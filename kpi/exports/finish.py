"""What needs all rows of a sheet: ordinals of equal messages, placeholders for buyers, platforms, what to tell of."""

# ruff: noqa: S608 — every name and text in this SQL is quoted by `kpi.engine.duck`, or stands in a layout of ours

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from kpi.engine import duck
from kpi.errors import Refused

if TYPE_CHECKING:
    from kpi.exports.layout import Rate
    from kpi.exports.plan import Plan
    from kpi.exports.sheet import Sheet

PLACEHOLDER = r"[*＊·•.\-_]+|(?:##|\$\$)?密文|匿名(?:买家|用户|会员|购买)?|(?i:anonymous|guest|unknown|n/a)"
Note = tuple[str, dict[str, object]]
COMMON_ROWS, COMMON_SHARE = 1_000, 0.05


def shop_if_told(sheet: Sheet, shop_of: Callable[[Sheet], str]) -> str | None:
    """The shop for rows that name none although others of the layout do; None where nobody can tell."""
    if not sheet.layout.shop_in_rows:
        return None
    try:
        return shop_of(sheet)
    except Refused:
        return None


def drop_placeholders(con: duck.Connection, table: str, field: str) -> int:
    """Null a buyer that is none: all stars, 匿名, or one name on a great share of many orders.

    Returns:
        How many rows lost a name.
    """
    name = duck.name(field)
    found = con.execute(
        f"select {name}, count(*) from {table} where {name} is not null group by {name}"
        f" having regexp_full_match({name}, ?) or (count(*) >= {COMMON_ROWS}"
        f" and count(*) >= {COMMON_SHARE} * (select count(*) from {table}))",
        [PLACEHOLDER],
    ).fetchall()
    if found:
        con.execute(f"update {table} set {name} = null where list_contains(?, {name})", [[buyer for buyer, _ in found]])
    return sum(rows for _, rows in found)


def number_equals(con: duck.Connection, table: str, key: tuple[str, ...]) -> None:
    """Give messages that are equal in every other part of their key the ordinals 1, 2, …."""
    fields = ", ".join(duck.name(field) for field in key if field != "ordinal")
    con.execute(f"alter table {table} add column ordinal bigint default 1")
    con.execute(
        f"""update {table} set ordinal = numbered.nth from (
            select _row as at_row, row_number() over (partition by {fields} order by _row) as nth from {table}
            where hash({fields}) in (select hash({fields}) from {table} group by all having count(*) > 1)
        ) as numbered
        where _row = numbered.at_row and numbered.nth > 1"""
    )


def set_platforms(con: duck.Connection, table: str, platform_of: Callable[[str], str | None]) -> None:
    """Give the rows of known shops the platform of their shop."""
    for shop, platform in con.execute(f"select distinct shop, platform from {table} where shop is not null").fetchall():
        known = platform_of(shop)
        if known and known != platform:
            con.execute(f"update {table} set platform = ? where shop = ?", [known, shop])


def told(con: duck.Connection, table: str, plan: Plan, currencies: Collection[str]) -> list[Note]:
    """What the account tells of the rows: placeholders for buyers, other currencies, rates that do not fit.

    Args:
        con: where the table is.
        table: the typed rows; a placeholder in them loses its name.
        plan: the sheet's plan.
        currencies: those whose money has a place in sums.
    """
    layout, carried = plan.sheet.layout, plan.carried(plan.sheet.layout.entity)
    notes: list[Note] = []
    if layout.placeholders in carried and (rows := drop_placeholders(con, table, str(layout.placeholders))):
        notes.append(("note.placeholder_buyers", {"rows": rows}))
    if "currency" in carried:
        sql = f"select upper(currency), count(*) from {table} where currency is not null group by all order by all"
        for other, rows in con.execute(sql).fetchall():
            if other in currencies:
                continue
            notes.append(("note.other_currency", {"currency": other, "rows": rows}))
    for rate in layout.rate:
        column = plan.kept_as(rate.column)
        if column and {rate.n, rate.d} <= set(carried) and (rows := _misfits(con, table, column, rate)):
            notes.append(("note.rate_differs", {"column": rate.column, "rows": rows}))
    return notes


def _misfits(con: duck.Connection, table: str, column: str, rate: Rate) -> int:
    """The rows whose exported rate is not n / d, to the decimals it is written with: it is never read as a figure."""
    cell = f"replace(trim({duck.name(column)}), ',', '')"
    row = con.execute(
        f"""select count(*) from (
            select try_cast(rtrim(cell, '%') as double) as said, if(ends_with(cell, '%'), 100, 1) as scale,
                cast(n as double) / d as "is", pow(10, -strlen(split_part(rtrim(cell, '%'), '.', 2))) as last_digit
            from (select {cell} as cell, {duck.name(rate.n)} as n, {duck.name(rate.d)} as d from {table})
            where d > 0
        ) where abs(said / scale - "is") > 1.01 * last_digit / scale"""
    ).fetchone()
    return int(row[0]) if row else 0
