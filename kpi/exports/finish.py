"""What needs all rows of a sheet: the lines of an order, ordinals of equal messages, placeholders, platforms."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kpi.engine import duck
from kpi.errors import Refused
from kpi.exports.entities import fields_of

if TYPE_CHECKING:
    from kpi.exports.sheet import Sheet
    from kpi.exports.take import Plan

PLACEHOLDER = r"[*＊·•.\-_]+|(?:##|\$\$)?密文|匿名(?:买家|用户|会员|购买)?|(?i:anonymous|guest|unknown|n/a)"
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
        f"select {name}, count(*) from {table} where {name} is not null group by {name} having regexp_full_match({name}, ?)"  # noqa: S608
        f" or (count(*) >= {COMMON_ROWS} and count(*) >= {COMMON_SHARE} * (select count(*) from {table}))",
        [PLACEHOLDER],
    ).fetchall()
    if found:
        con.execute(f"update {table} set {name} = null where list_contains(?, {name})", [[buyer for buyer, _ in found]])  # noqa: S608
    return sum(rows for _, rows in found)


def number_equals(con: duck.Connection, table: str, key: tuple[str, ...]) -> None:
    """Give messages that are equal in every other part of their key the ordinals 1, 2, …."""
    fields = ", ".join(duck.name(field) for field in key if field != "ordinal")
    con.execute(f"alter table {table} add column ordinal bigint default 1")
    con.execute(
        f"update {table} set ordinal = numbered.nth from (select _row as at_row, row_number() over (partition by {fields} order by _row) as nth"  # noqa: S608
        f" from {table} where hash({fields}) in (select hash({fields}) from {table} group by all having count(*) > 1)) numbered"
        f" where _row = numbered.at_row and numbered.nth > 1"
    )


def set_platforms(con: duck.Connection, table: str, platform_of: Callable[[str], str | None]) -> None:
    """Give the rows of known shops the platform of their shop."""
    for shop, platform in con.execute(f"select distinct shop, platform from {table} where shop is not null").fetchall():  # noqa: S608
        known = platform_of(shop)
        if known and known != platform:
            con.execute(f"update {table} set platform = ? where shop = ?", [known, shop])  # noqa: S608


def order_tables(con: duck.Connection, plan: Plan, orders: str, items: str) -> None:
    """Make orders and their items of the table of lines."""
    layout, lines = plan.sheet.layout, duck.name(plan.staged)
    _number_lines(con, plan, lines)
    picks = []
    for field in plan.carried("orders"):
        column = layout.column.get(field)
        kind, name = fields_of("orders")[field], duck.name(field)
        if field == "order_id":
            picks.append("order_id")
        elif column is not None and column.over == "sum":
            picks.append(f"cast(sum({name}) filter (where _last) as {kind}) as {name}")
        elif column is not None and kind == "boolean":
            picks.append(f"bool_or({name}) as {name}")
        else:
            picks.append(f"arg_min({name}, _row) filter (where {name} is not null) as {name}")
    con.execute(
        f"create or replace temp table {orders} as select min(_row) as _row,"  # noqa: S608
        f" case when count(*) > 1 then list(_row order by _row) end as _rows, {', '.join(picks)} from {lines} group by order_id order by 1"
    )
    shown = [f"{_item(plan, field)} as {duck.name(field)}" for field in plan.carried("order_items")]
    extras = [duck.name(name) for name in plan.extras.values()]
    con.execute(
        f"create or replace temp table {items} as select {', '.join(['_row', '_rows', *shown, *extras])} from {lines} order by _row"  # noqa: S608
    )


def _item(plan: Plan, field: str) -> str:
    kind = fields_of("order_items")[field]
    name = f"item_{field}" if field in plan.sheet.layout.item else field
    if field == "item_id" and "item_id" not in plan.sheet.layout.item:
        return "order_id || '#' || _line"
    return f"cast({duck.name(name)} as {kind})"


def _number_lines(con: duck.Connection, plan: Plan, lines: str) -> None:
    """Number the lines of each order, and mark the last of those that are the same line again."""
    same = "order_id, item_item_id" if "item_id" in plan.sheet.layout.item else "order_id, _row"
    con.execute(
        f"create or replace temp table {lines} as select *, row_number() over (partition by order_id order by _row) as _line,"  # noqa: S608
        f" _row = max(_row) over (partition by {same}) as _last from {lines} order by _row"
    )
