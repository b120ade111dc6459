"""Rows of a file that are not yet rows of an entity: the lines of an order, the messages of a transcript."""

# ruff: noqa: S608 — every name and text in this SQL is quoted by `kpi.engine.duck`, or stands in a layout of ours

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from kpi.engine import duck
from kpi.exports.entities import fields_of
from kpi.exports.values import JOINT

if TYPE_CHECKING:
    from kpi.exports.plan import Plan

ROBOTS = ("机器人", "小蜜", "服务助手", "智能客服")
PREFIX = "cntaobao"


# --- orders


def bereft(
    con: duck.Connection,
    plan: Plan,
    lost: Mapping[str, int],
    known: Callable[[Sequence[str]], Collection[str]] | None = None,
) -> list[int]:
    """The lines that must wait because another line of their order was set aside.

    Where the order's amount is the sum of its lines, all of them; where its first line alone says what the order is,
    those of an order that has lost it: else it would go in too small, or as unpaid.

    Args:
        con: where the table of lines is.
        plan: the sheet's plan.
        lost: the orders of which lines were set aside, with the row of the first of these.
        known: of some orders, those that were loaded before; a repaired line needs no first line beside it.

    Returns:
        Their row numbers.
    """
    lines = duck.name(plan.staged)
    if plan.sheet.layout.order_lines == "sum":
        sql = f"select _row from {lines} where list_contains(?, order_id) order by _row"
        return [row for (row,) in con.execute(sql, [list(lost)]).fetchall()]
    if plan.sheet.layout.order_lines == "first":
        sql = (
            f"select order_id, list(_row) from {lines} group by order_id having count(created_at) = 0"
            " or min(_row) > coalesce(map_extract_value(map(cast(? as varchar[]), cast(? as bigint[])), order_id),"
            " min(_row))"
        )
        found = dict(con.execute(sql, [list(lost), list(lost.values())]).fetchall())
        there = known(list(found)) if known and found else ()
        return sorted(row for order, rows in found.items() if order not in there for row in rows)
    return []


def part_orders(con: duck.Connection, plan: Plan, orders: str, items: str) -> None:
    """Make orders, one row each, and their items of the table of lines."""
    lines = duck.name(plan.staged)
    same = "order_id, item_item_id" if "item_id" in plan.sheet.layout.item else "order_id, _row"
    con.execute(
        f"create or replace temp table {lines} as select *,"
        f" row_number() over (partition by order_id order by _row) as _line,"
        f" _row = max(_row) over (partition by {same}) as _last from {lines}"
    )
    picks = ", ".join(_order_field(plan, field) for field in plan.carried("orders"))
    whole = " having count(created_at) > 0" if plan.sheet.layout.order_lines == "first" else ""
    con.execute(
        f"create or replace temp table {orders} as select min(_row) as _row,"
        f" case when count(*) > 1 then list(_row order by _row) end as _rows, {picks}"
        f" from {lines} group by order_id{whole} order by 1"
    )
    if "item_id" in plan.sheet.layout.item:
        _part_joined(con, plan, lines)
    fields = [f"{_item_field(plan, field)} as {duck.name(field)}" for field in plan.carried("order_items")]
    columns = ", ".join(["_row", "_rows", *fields, *map(duck.name, plan.extras.values())])
    con.execute(f"create or replace temp table {items} as select {columns} from {lines} order by _row")


def _order_field(plan: Plan, field: str) -> str:
    column, kind, name = plan.sheet.layout.column.get(field), fields_of("orders")[field], duck.name(field)
    if field == "order_id":
        return name
    if column is not None and column.over == "sum":
        return f"cast(sum({name}) filter (where _last) as {kind}) as {name}"
    if kind == "boolean":
        return f"bool_or({name}) as {name}"
    return f"arg_min({name}, _row) filter (where {name} is not null) as {name}"


def _item_field(plan: Plan, field: str) -> str:
    if field == "item_id" and "item_id" not in plan.sheet.layout.item:
        return "order_id || '#' || _line"
    name = f"item_{field}" if field in plan.sheet.layout.item else field
    return f"cast({duck.name(name)} as {fields_of('order_items')[field]})"


def _part_joined(con: duck.Connection, plan: Plan, lines: str) -> None:
    """One row a sub-order where a row joins several; its amount stays with the first, so that no sum doubles."""
    parts = f"string_split(item_item_id, '{JOINT}')"
    replaced = [f"trim({parts}[_part]) as item_item_id"]
    for field, column in plan.sheet.layout.item.items():
        name = duck.name(f"item_{field}")
        if field == "item_id":
            continue
        if column.joined:
            own = f"string_split({name}, '{JOINT}')"
            alike = f"when len({own}) = len({parts}) then trim({own}[_part])"
            replaced.append(f"case when len({parts}) = 1 then {name} {alike} end as {name}")
        elif fields_of("order_items")[field].startswith("decimal"):
            replaced.append(f"case when _part = 1 then {name} end as {name}")
    con.execute(
        f"create or replace temp table {lines} as select * replace ({', '.join(replaced)})"
        f" from (select *, unnest(range(1, len({parts}) + 1)) as _part from {lines})"
    )


# --- transcripts


def part_messages(con: duck.Connection, plan: Plan, chats: str) -> None:
    """Make messages of the lines of a transcript: an agent is a nick with a colon, 店铺:子账号, or the shop itself.

    Who the other one is, nothing in a line says: it is the buyer who wrote last before it, else the first after it.
    """
    robots = " or ".join(f"contains(nick, {duck.quoted(robot)})" for robot in ROBOTS)
    con.execute(
        f"""create or replace temp table {chats} as
        with named as (
            select _row, _rows, "at", text, file_shop, replace(regexp_replace(nick, '^{PREFIX}', ''), '：', ':') as nick
            from {duck.name(plan.staged)}
        ),
        told as (
            select *, case when contains(nick, ':') then split_part(nick, ':', 1) end as own_shop,
                contains(nick, ':')
                    or nick in (select split_part(nick, ':', 1) from named where contains(nick, ':')) as by_shop
            from named
        ),
        filled as (
            select *,
                last_value(case when not by_shop then nick end ignore nulls) over before as buyer_before,
                first_value(case when not by_shop then nick end ignore nulls) over after as buyer_after,
                last_value(own_shop ignore nulls) over before as shop_before,
                first_value(own_shop ignore nulls) over after as shop_after
            from told
            window before as (order by _row rows between unbounded preceding and current row),
                after as (order by _row rows between current row and unbounded following)
        )
        select _row, _rows, coalesce(shop_before, shop_after, file_shop) as shop,
            coalesce(buyer_before, buyer_after) as buyer, "at",
            case when not by_shop then 'buyer' when {robots} then 'robot' else 'agent' end as sender,
            case when by_shop then nick end as agent, text
        from filled"""
    )


def astray(con: duck.Connection, chats: str) -> dict[int, str]:
    """The messages that nobody can say the shop or the buyer of, with the reason."""
    found = con.execute(f"select _row, shop is null from {chats} where shop is null or buyer is null").fetchall()
    return {row: "reject.no_shop" if shopless else "reject.no_buyer" for row, shopless in found}
